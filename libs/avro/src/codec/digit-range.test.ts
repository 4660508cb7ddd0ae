import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitRange, textRange } from './digit-range.ts';

const matches = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);

const written = (value: bigint, scale: number): string => {
  const digits = String(value).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

test('a range is written as people would', () => {
  expect(digitRange(0n, 9n)).toBe('\\d');
  expect(digitRange(7n, 255n)).toBe('[7-9]|[1-9]\\d|1\\d{2}|2[0-4]\\d|25[0-5]');
  expect(digitRange(0n, 1050n, 2)).toBe('\\d\\.\\d{2}|10\\.[0-4]\\d|10\\.50');
  expect(digitRange(3n, 2n)).toBe('(?!)');
  expect(textRange('2026-11', '2027-02')).toBe('2026-1[1-9]|2026-[2-9]\\d|2027-0[0-2]');
});

test('a range matches what lies within it, and nothing else', () => {
  const value = fc.bigInt({ min: 0n, max: 10n ** 20n });
  fc.assert(
    fc.property(value, value, value, fc.nat(6), (a, b, wanted, scale) => {
      const [least, greatest] = a < b ? [a, b] : [b, a];
      const pattern = digitRange(least, greatest, scale);
      for (const near of [wanted, least, least - 1n, greatest, greatest + 1n, (least + greatest) / 2n]) {
        if (near >= 0n) expect([near, matches(pattern, written(near, scale))]).toEqual([near, near >= least && near <= greatest]);
      }
    }),
  );
});

test('texts without needless zeros only are matched', () => {
  expect(matches(digitRange(0n, 5000n), '007')).toBe(false);
  expect(matches(digitRange(0n, 5000n, 2), '07.00')).toBe(false);
  expect(matches(digitRange(0n, 5000n, 2), '.50')).toBe(false);
});
