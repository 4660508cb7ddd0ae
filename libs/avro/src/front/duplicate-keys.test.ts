import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateKeys } from './duplicate-keys.ts';
import type { SchemaEntry } from './schema-node.ts';

const entriesOf = (keys: readonly string[]): readonly SchemaEntry[] =>
  keys.map((key, offset) => ({ key, offset, value: { kind: 'null', offset, value: null } }));

const found = (keys: readonly string[]) => duplicateKeys(entriesOf(keys)).map(([entry, first]) => [entry.key, entry.offset, first.offset]);

test('each entry whose key was there before is told with the first one', () => {
  expect(found([])).toEqual([]);
  expect(found(['a', 'b', 'c'])).toEqual([]);
  expect(found(['a', 'b', 'a', 'b', 'a'])).toEqual([
    ['a', 2, 0],
    ['b', 3, 1],
    ['a', 4, 0],
  ]);
});

test('few entries and many are held to the same', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', '__proto__', 'constructor', ''), { maxLength: 12 }), (keys) => {
      const more = Array.from({ length: 13 }, (_, index) => `other${index}`);
      expect(found([...keys, ...more])).toEqual(found(keys));
    }),
  );
});
