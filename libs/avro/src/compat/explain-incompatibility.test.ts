import { describe, expect, test } from 'vitest';
import { readSchema } from '../schema/read-schema.ts';
import { checkCompatibility } from './check-compatibility.ts';
import { explainIncompatibility } from './explain-incompatibility.ts';

const record = (name: string, ...aliases: readonly string[]) => readSchema({ type: 'record', name, aliases, fields: [] });
const words = (reader: ReturnType<typeof record>, writer: ReturnType<typeof record>) =>
  checkCompatibility(reader, writer).incompatibilities.map(explainIncompatibility);

describe('the words for a type of another name', () => {
  test('name the alias that helps, also where there is one without the namespace', () => {
    const advice =
      'The writer\'s type is called old.Order. Keep the name, or give the reader\'s type the alias "old.Order", with its namespace: without one an alias is in that of its own type.';
    expect(words(record('shop.Purchase'), record('old.Order'))).toEqual([advice]);
    expect(words(record('shop.Purchase', 'Order'), record('old.Order'))).toEqual([advice]);
    expect(words(record('shop.Purchase', 'old.Order'), record('old.Order'))).toEqual([]);
  });

  test('tell how to write one for a type without a namespace', () => {
    const advice =
      'The writer\'s type is called Order. Keep the name, or give the reader\'s type the alias "Order", written ".Order" where that type has a namespace.';
    expect(words(record('shop.Purchase', 'Order'), record('Order'))).toEqual([advice]);
    expect(words(record('shop.Purchase', '.Order'), record('Order'))).toEqual([]);
    expect(words(record('Purchase', 'Order'), record('Order'))).toEqual([]);
  });
});
