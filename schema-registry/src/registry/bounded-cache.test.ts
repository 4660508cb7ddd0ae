import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

test('keeps no more than its limit, what was set last, and gives what was set', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(12), fc.boolean())), (steps) => {
      const cache = new BoundedCache<number>(10);
      const last = new Map<string, number>();
      const weights = new Map<string, number>();
      for (const [index, [key, weight, isRead]] of steps.entries()) {
        if (isRead) cache.get(key);
        else {
          cache.set(key, index, weight);
          last.set(key, index);
          weights.set(key, weight);
          expect(cache.get(key)).toBe(weight > 10 ? undefined : index);
        }
        const kept = [...last].filter(([each]) => cache.get(each) !== undefined);
        for (const [each, value] of kept) expect(cache.get(each)).toBe(value);
        expect(kept.reduce((sum, [each]) => sum + (weights.get(each) ?? 0), 0)).toBeLessThanOrEqual(10);
      }
    }),
  );
});

test('lets go what was not asked for the longest', () => {
  const cache = new BoundedCache<string>(3);
  for (const key of ['a', 'b', 'c']) cache.set(key, key, 1);
  cache.get('a');
  cache.set('d', 'd', 1);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c', 'd']);
});
