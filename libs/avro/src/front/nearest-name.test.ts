import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from './nearest-name.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

test.each([
  ['maxLength', 'maxLength', 0],
  ['maxLenght', 'maxLength', 1],
  ['maxLengt', 'maxLength', 1],
  ['minLength', 'maxLength', 2],
  ['', 'doc', 3],
])('from %s to %s it takes %d', (a, b, distance) => {
  expect(editDistance(a, b, Number.POSITIVE_INFINITY)).toBe(distance);
});

test('up to the most that is asked for the distance is exact, and above it any number above it', () => {
  fc.assert(
    fc.property(word, word, fc.nat(8), (a, b, most) => {
      const whole = editDistance(a, b, Number.POSITIVE_INFINITY);
      const bounded = editDistance(a, b, most);
      if (whole <= most) expect(bounded).toBe(whole);
      else expect(bounded).toBeGreaterThan(most);
    }),
    { numRuns: 2000 },
  );
});
