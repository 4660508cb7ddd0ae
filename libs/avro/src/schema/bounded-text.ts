/** Patterns that keep numbers which are held as text within bounds. */
import { digitRange } from '../codec/digit-range.ts';
import type { Constraints, FixedType, ScalarType } from '../front/ast.ts';

/** For a long or a decimal: matches its texts within the bounds; undefined where the constraints have none. */
export const boundedPattern = (type: ScalarType | FixedType, constraints: Constraints): string | undefined => {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = constraints;
  if ([minimum, exclusiveMinimum, maximum, exclusiveMaximum].every((bound) => bound === undefined)) return undefined;
  const { precision = 1, scale = 0 } = type.logical ?? {};
  const [least, greatest] = type.form === 'long' ? [-(2n ** 63n), 2n ** 63n - 1n] : [1n - 10n ** BigInt(precision), 10n ** BigInt(precision) - 1n];
  const low = max([
    least,
    ...(minimum === undefined ? [] : [-floored(-minimum, scale)]),
    ...(exclusiveMinimum === undefined ? [] : [floored(exclusiveMinimum, scale) + 1n]),
  ]);
  const high = -max([
    -greatest,
    ...(maximum === undefined ? [] : [-floored(maximum, scale)]),
    ...(exclusiveMaximum === undefined ? [] : [floored(-exclusiveMaximum, scale) + 1n]),
  ]);
  const positive = high < 0n ? [] : [digitRange(low > 0n ? low : 0n, high, scale)];
  const negative = low >= 0n ? [] : [`-(${digitRange(high < 0n ? -high : 1n, -low, scale)})`];
  return `^(${[...positive, ...negative].join('|')})$`;
};

const max = (values: readonly bigint[]): bigint => values.reduce((most, value) => (value > most ? value : most));

/** The greatest whole number that is not above `value * 10 ** scale`, computed on the digits, so that nothing is rounded before. */
const floored = (value: number, scale: number): bigint => {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value)) ?? [];
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const shift = BigInt(Number(exponent) - fraction.length + scale);
  if (shift >= 0n) return digits * 10n ** shift;
  const divisor = 10n ** -shift;
  return digits / divisor - (digits % divisor < 0n ? 1n : 0n);
};
