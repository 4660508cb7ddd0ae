/** How each version of a subject fits the one before it. */
import { checkCompatibility, type Schema, UndecidedError } from '@vyarna/avro';
import type { RegisteredSchema } from '../../registry/schema.ts';
import { type Asked, readVersion } from '../schema/read-version.ts';

export interface Change {
  /** The version before, among those that are not deleted. */
  readonly since: number;
  /** Undefined where it is not known: no Avro, or too much to compare for a list. */
  readonly fits: Fit | undefined;
}

export interface Fit {
  readonly backward: boolean;
  readonly forward: boolean;
}

/** Characters of schemas that are compared for one page. */
const MAX_LENGTH = 300_000;

/** By version. `shown` are some of `versions`, both newest first. */
export const changesOf = async (
  registry: Asked,
  versions: readonly { readonly version: number; readonly deleted: boolean }[],
  shown: readonly RegisteredSchema[],
): Promise<ReadonlyMap<number, Change>> => {
  const before = (version: number): number | undefined => versions.find((each) => !each.deleted && each.version < version)?.version;
  const isCompared = shown.reduce((sum, { schema }) => sum + schema.length, 0) <= MAX_LENGTH;
  const read = new Map<number, Schema | null>();
  if (isCompared) for (const each of shown) read.set(each.version, (await readVersion(registry, each)).schema);
  return new Map(
    shown.flatMap(({ version }): [number, Change][] => {
      const since = before(version);
      if (since === undefined) return [];
      const [was, is] = [read.get(since), read.get(version)];
      return [[version, { since, fits: was && is ? { backward: canRead(is, was), forward: canRead(was, is) } : undefined }]];
    }),
  );
};

const canRead = (reader: Schema, writer: Schema): boolean => {
  try {
    return checkCompatibility(reader, writer).compatible;
  } catch (error) {
    if (error instanceof UndecidedError) return false;
    throw error;
  }
};
