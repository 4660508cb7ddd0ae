/** Conversions of the forms that are no logical type, and of uuid. */
import { longPattern, uuidPattern } from './patterns.ts';

/** What Avro writes: an int or long is a number where that is exact, else a bigint. */
export type Raw = null | boolean | number | bigint | string | Buffer;

export interface Conversion {
  /** What values of this form are, for messages. */
  readonly expected: string;
  /** Undefined where the value is not of this form. */
  toRaw(value: unknown): Raw | undefined;
  /** Undefined where the form has no value for it. */
  fromRaw(raw: Raw): unknown;
}

export const isNull: Conversion = {
  expected: 'null',
  toRaw: (value) => (value === null ? null : undefined),
  fromRaw: () => null,
};

export const boolean: Conversion = {
  expected: 'true or false',
  toRaw: (value) => (typeof value === 'boolean' ? value : undefined),
  fromRaw: (raw) => raw,
};

export const int: Conversion = {
  expected: 'a whole number of 32 bits',
  toRaw: (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined),
  fromRaw: (raw) => raw,
};

export const safeInteger: Conversion = {
  expected: 'a whole number within 2^53',
  toRaw: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
  fromRaw: (raw) => (typeof raw === 'number' ? raw : undefined),
};

const long = new RegExp(longPattern);

export const longText: Conversion = {
  expected: 'a whole number of 64 bits as a string',
  toRaw: (value) => {
    if (typeof value !== 'string' || !long.test(value)) return undefined;
    return value.length <= 15 ? Number(value) : inLong(BigInt(value));
  },
  fromRaw: (raw) => String(raw),
};

/** The number if it fits a long of 64 bits, in its raw form. */
export const inLong = (value: bigint): number | bigint | undefined => {
  if (BigInt.asIntN(64, value) !== value) return undefined;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
};

/** JSON has no word for infinity or for what is not a number, so neither has this form. */
export const plainNumber = (single: boolean): Conversion => ({
  expected: single ? 'a number in the range of a float' : 'a number',
  toRaw: (value) => (typeof value === 'number' && Number.isFinite(single ? Math.fround(value) : value) ? value : undefined),
  fromRaw: (raw) => (Number.isFinite(raw) ? raw : undefined),
});

export const text: Conversion = {
  expected: 'a well-formed string',
  toRaw: (value) => (typeof value === 'string' && value.isWellFormed() ? value : undefined),
  fromRaw: (raw) => raw,
};

export const base64 = (size: number | undefined): Conversion => ({
  expected: size === undefined ? 'bytes in base64' : `${size} bytes in base64`,
  toRaw: (value) => {
    if (typeof value !== 'string') return undefined;
    const bytes = Buffer.from(value, 'base64');
    // Buffer overlooks characters that are no base64, so only writing them again tells.
    return (size === undefined || bytes.length === size) && bytes.toString('base64') === value ? bytes : undefined;
  },
  fromRaw: (raw) => (raw as Buffer).toString('base64'),
});

const uuid = new RegExp(uuidPattern);

const uuidExpected = 'a uuid in lower case';

/** Kept as it is when read: whether a string is a uuid is for the constraints to say. */
export const uuidText: Conversion = {
  expected: uuidExpected,
  toRaw: (value) => (typeof value === 'string' && uuid.test(value) ? value : undefined),
  fromRaw: (raw) => raw,
};

export const uuidBytes: Conversion = {
  expected: uuidExpected,
  toRaw: (value) => (typeof value === 'string' && uuid.test(value) ? Buffer.from(value.replaceAll('-', ''), 'hex') : undefined),
  fromRaw: (raw) => {
    const hex = (raw as Buffer).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  },
};
