/** Avro's rules for which of the writer's types a reader's type may stand for, by kind and name. */
import type { AvroType, NamedType } from '../front/ast.ts';
import { shortNameOf } from '../front/names.ts';
import type { Schema } from '../schema/read-schema.ts';
import { rawReader } from './raw-reader.ts';

/** A reader's named type stands for a writer's of the same short name, or of one of its aliases. */
export const namesMatch = (reader: NamedType, writer: NamedType): boolean =>
  reader.kind === writer.kind &&
  (reader.shortName === writer.shortName || reader.aliases.some((alias) => alias === writer.name || shortNameOf(alias) === writer.shortName));

/** The branches of the reader's union that may take a value of the writer's type, the closest first: same name, same kind, promoted. */
export const candidates = (branches: readonly AvroType[], reader: Schema, writerType: AvroType, writer: Schema): readonly AvroType[] => {
  const rank = (branch: AvroType): number => {
    if (branch.kind !== writerType.kind) return 0;
    if (branch.kind === 'scalar' && writerType.kind === 'scalar') {
      if (branch.type === writerType.type) return 3;
      return rawReader(branch.type, writerType.type) === undefined ? 0 : 1;
    }
    if (branch.kind === 'reference' && writerType.kind === 'reference') {
      const [mine, theirs] = [reader.types.get(branch.name), writer.types.get(writerType.name)];
      if (mine === undefined || theirs === undefined || !namesMatch(mine, theirs)) return 0;
      return mine.name === theirs.name ? 3 : mine.aliases.includes(theirs.name) ? 2 : 1;
    }
    return 3;
  };
  return branches
    .map((branch) => ({ branch, rank: rank(branch) }))
    .filter((candidate) => candidate.rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ branch }) => branch);
};
