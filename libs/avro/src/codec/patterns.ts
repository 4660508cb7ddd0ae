/** The one way each form is written as a string; the codec and the JSON Schemas share them. */
import { digitRange, textRange } from './digit-range.ts';

export const longPattern = '^(0|-?[1-9]\\d{0,18})$';

const longest = digitRange(0n, 2n ** 63n - 1n);

/** Only what 64 bits hold. The codec, which must compute the number anyway, is content with `longPattern`. */
export const exactLongPattern = `^((?!-0$)-?(${longest})|-${2n ** 63n})$`;

export const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** Padded, and without stray bits in the last character. */
export const base64Pattern = '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$';

/** Base64 of just so many bytes. */
export const fixedPattern = (size: number): string => {
  const groups = Math.floor(size / 3);
  const end = ['', '[A-Za-z0-9+/][AQgw]==', '[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]='][size % 3];
  return `^${groups === 0 ? '' : `[A-Za-z0-9+/]{${4 * groups}}`}${end}$`;
};

export const bigDecimalPattern = '^(?!-0(\\.0+)?$)-?(0|[1-9]\\d*)(\\.\\d+)?$';

export const durationPattern = '^P(0|[1-9]\\d{0,9})M(0|[1-9]\\d{0,9})DT(0|[1-9]\\d{0,6})\\.\\d{3}S$';

const part = digitRange(0n, 2n ** 32n - 1n);

/** Only what 32 bits hold of each part. */
export const exactDurationPattern = `^P(${part})M(${part})DT(${digitRange(0n, 2n ** 32n - 1n, 3)})S$`;

export const datePattern = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';

const time = (scale: number): string => `([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{${scale}}`;

export const timePattern = (scale: number): string => `^${time(scale)}$`;

export const timestampPattern = (scale: number, zone: 'Z' | ''): string => `${datePattern.slice(0, -1)}T${time(scale)}${zone}$`;

/** The instants that 64 bits hold as nanoseconds. */
export const nanosRange = (zone: 'Z' | ''): string =>
  `^(${textRange(`1677-09-21T00:12:43.145224192${zone}`, `2262-04-11T23:47:16.854775807${zone}`)})$`;

/** All digits after the point are written; there is no negative zero. */
export const decimalPattern = (precision: number, scale: number): string => {
  const before = precision - scale;
  const whole = before === 0 ? '0' : before === 1 ? '\\d' : `(0|[1-9]\\d{0,${before - 1}})`;
  const [fraction, zero] = scale === 0 ? ['', '0'] : [`\\.\\d{${scale}}`, `0\\.0{${scale}}`];
  return `^(?!-${zero}$)-?${whole}${fraction}$`;
};
