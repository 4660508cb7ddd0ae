import { checkLevel, type Level, type Schema, UndecidedError } from '@vyarna/avro';
import type { Release } from './history.ts';
import { insideUnions } from './inside-unions.ts';
import type { Spot } from './locate.ts';
import { breakWords } from './words.ts';

/** A version that was released, with its schema. */
export interface Earlier {
  readonly release: Release;
  readonly schema: Schema;
}

/** One thing about a new schema that breaks one or more earlier versions. */
export interface Break {
  readonly spot: Spot;
  /** What is wrong, with old data or with old readers, and what to do; the end of a sentence. */
  readonly words: string;
  /** Ascending. */
  readonly versions: readonly number[];
}

/** Finds where in the new schema a pointer into a reader's schema leads. */
export type Locate = (pointer: string, reader: Schema) => Spot;

/** What breaks when a schema follows a history, oldest first, at a level; empty where the level holds. */
export const breaksOf = (level: Level, schema: Schema, history: readonly Earlier[], locate: Locate): readonly Break[] => {
  const found = new Map<string, Break>();
  for (const { reader, version, reasons } of verdicts(level, schema, history)) {
    for (const { path, words } of reasons) {
      const spot = locate(path, reader);
      const key = JSON.stringify([spot, words]);
      found.set(key, { spot, words, versions: [...new Set(found.get(key)?.versions).add(version)] });
    }
  }
  return [...found.values()];
};

interface Verdict {
  readonly version: number;
  readonly reader: Schema;
  readonly reasons: readonly { readonly path: string; readonly words: string }[];
}

/** Version by version, so that one of which Avro cannot decide does not hide the others. */
const verdicts = (level: Level, schema: Schema, history: readonly Earlier[]): readonly Verdict[] => {
  const directions = (['BACKWARD', 'FORWARD'] as const).filter((one) => level.startsWith(one) || level.startsWith('FULL'));
  return (level.endsWith('_TRANSITIVE') ? history : history.slice(-1)).flatMap((earlier) =>
    directions.map((one): Verdict => {
      const direction = one === 'BACKWARD' ? 'backward' : 'forward';
      const reader = direction === 'backward' ? schema : earlier.schema;
      return { version: earlier.release.version, reader, reasons: reasonsOf(one, schema, earlier.schema) };
    }),
  );
};

const reasonsOf = (level: 'BACKWARD' | 'FORWARD', schema: Schema, earlier: Schema): Verdict['reasons'] => {
  try {
    return checkLevel(level, schema, [earlier]).flatMap(({ direction, incompatibilities }) => {
      const [reader, writer] = direction === 'backward' ? [schema, earlier] : [earlier, schema];
      const found = incompatibilities.flatMap((one) => insideUnions(one, reader, writer));
      return found.map((one) => ({ path: one.path, words: breakWords(direction, one) }));
    });
  } catch (error) {
    if (error instanceof UndecidedError) return [{ path: '/', words: `Avro cannot decide. ${error.message}` }];
    throw error;
  }
};
