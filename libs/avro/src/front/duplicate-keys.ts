import type { SchemaEntry } from './schema-node.ts';

/** Up to so many entries are compared with each other: to index them, as most objects have few, takes longer than all comparisons. */
const FEW = 12;

/** An entry, and the first one that has its key. */
export type DuplicateKey = readonly [entry: SchemaEntry, first: SchemaEntry];

/** The entries whose key an earlier one has, in their order. */
export const duplicateKeys = (entries: readonly SchemaEntry[]): readonly DuplicateKey[] =>
  entries.length > FEW ? byIndex(entries) : byPairs(entries);

const byIndex = (entries: readonly SchemaEntry[]): readonly DuplicateKey[] => {
  const firsts = new Map<string, SchemaEntry>();
  return entries.flatMap((entry): readonly DuplicateKey[] => {
    const first = firsts.get(entry.key);
    if (first !== undefined) return [[entry, first]];
    firsts.set(entry.key, entry);
    return [];
  });
};

const byPairs = (entries: readonly SchemaEntry[]): readonly DuplicateKey[] => {
  let found: DuplicateKey[] | undefined;
  for (let later = 1; later < entries.length; later += 1) {
    const entry = entries[later] as SchemaEntry;
    for (let index = 0; index < later; index += 1) {
      const first = entries[index] as SchemaEntry;
      if (first.key !== entry.key) continue;
      found ??= [];
      found.push([entry, first]);
      break;
    }
  }
  return found ?? NONE;
};

const NONE: readonly DuplicateKey[] = [];
