import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { align } from './align.ts';

const items = (names: readonly string[]) => names.map((name) => ({ name, aliases: [] }));
const told = (pairs: ReturnType<typeof align>) => pairs.map(({ older, newer }) => `${older?.name ?? ''}>${newer?.name ?? ''}`).join(' ');

describe('aligning', () => {
  test('what was removed follows what stood before it', () => {
    expect(told(align(items(['x', 'a', 'y', 'z', 'b']), items(['b', 'n', 'a'])))).toBe('x> b>b >n a>a y> z>');
  });

  test('an alias finds the older name, but not one that the newer side still has', () => {
    const renamed = { name: 'total', aliases: ['sum', 'amount'] };
    expect(told(align(items(['amount']), [renamed]))).toBe('amount>total');
    expect(told(align(items(['amount']), [renamed, ...items(['amount'])]))).toBe('>total amount>amount');
  });

  test('each item is told once, the newer ones in their order', () => {
    const names = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 10 });
    fc.assert(
      fc.property(names, names, (was, is) => {
        const pairs = align(items(was), items(is));
        expect(pairs.flatMap(({ newer }) => (newer === undefined ? [] : [newer.name]))).toEqual(is);
        expect(pairs.flatMap(({ older }) => (older === undefined ? [] : [older.name])).sort()).toEqual([...was].sort());
        for (const { older, newer } of pairs) if (older !== undefined && newer !== undefined) expect(older.name).toBe(newer.name);
      }),
    );
  });
});
