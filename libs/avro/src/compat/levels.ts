/** Compatibility levels over a subject's history, as Confluent's registry defines them. */
import type { Schema } from '../schema/read-schema.ts';
import { checkCompatibility } from './check-compatibility.ts';
import type { Compatibility } from './incompatibility.ts';

export const LEVELS = ['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'] as const;
export type Level = (typeof LEVELS)[number];

/** A comparison that a level asks for. */
export interface LevelQuestion {
  /** The index of the version in the history. */
  readonly version: number;
  /** `backward`: the new schema reads what the version wrote. `forward`: the version reads what the new schema writes. */
  readonly direction: 'backward' | 'forward';
}

/** What one version and the new schema say to each other. */
export interface VersionVerdict extends LevelQuestion, Compatibility {}

/**
 * What a level asks of a new schema over a history of so many versions, oldest first: the newest version first and backward before forward. A level
 * that is not transitive looks at the last version only.
 */
export const levelQuestions = (level: Level, versions: number): readonly LevelQuestion[] => {
  if (level === 'NONE') return [];
  const newestFirst = Array.from({ length: versions }, (_, index) => versions - 1 - index);
  const asked = level.endsWith('_TRANSITIVE') ? newestFirst : newestFirst.slice(0, 1);
  const directions = (['backward', 'forward'] as const).filter((direction) => level.startsWith('FULL') || level.startsWith(direction.toUpperCase()));
  return asked.flatMap((version) => directions.map((direction) => ({ version, direction })));
};

/** Every verdict that a level asks for, in the order of `levelQuestions`; the level holds where all are compatible. Throws `UndecidedError`. */
export const checkLevel = (level: Level, schema: Schema, history: readonly Schema[]): readonly VersionVerdict[] =>
  levelQuestions(level, history.length).map(({ version, direction }) => {
    const earlier = history[version] as Schema;
    const [reader, writer] = direction === 'backward' ? [schema, earlier] : [earlier, schema];
    return { version, direction, ...checkCompatibility(reader, writer) };
  });
