/** Scalars of every form, each with values in memory that it takes. */
import fc from 'fast-check';
import type { AvroJson } from '../schema/avro-json.ts';

export interface Scalar {
  readonly schema: AvroJson;
  readonly value: fc.Arbitrary<unknown>;
}

const padded = (value: number | bigint, width: number): string => String(value).padStart(width, '0');

const digits = (count: number): fc.Arbitrary<string> => fc.bigInt({ min: 0n, max: 10n ** BigInt(count) - 1n }).map((value) => padded(value, count));

// From the year 1, which is the first that other implementations have.
const seconds = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

const timestamps = (scale: number, zone: string, within = seconds): fc.Arbitrary<string> =>
  fc.tuple(within, digits(scale)).map(([date, fraction]) => `${date.toISOString().slice(0, 19)}.${fraction}${zone}`);

// Nanoseconds of 64 bits reach from 1677 to 2262 only.
const nanoSeconds = fc.date({ min: new Date('1700-01-01'), max: new Date('2262-01-01'), noInvalidDate: true });

export const base64 = (size?: number): fc.Arbitrary<string> =>
  fc.uint8Array(size === undefined ? {} : { minLength: size, maxLength: size }).map((bytes) => Buffer.from(bytes).toString('base64'));

export const decimal = (precision: number, scale: number): fc.Arbitrary<string> =>
  fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }).map((unscaled) => {
    const text = padded(unscaled < 0n ? -unscaled : unscaled, scale + 1);
    return `${unscaled < 0n ? '-' : ''}${text.slice(0, text.length - scale)}${scale === 0 ? '' : `.${text.slice(-scale)}`}`;
  });

export const duration = fc
  .tuple(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff))
  .map(([months, days, millis]) => `P${months}M${days}DT${Math.floor(millis / 1000)}.${padded(millis % 1000, 3)}S`);

const longs = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);

export const text = fc.string({ unit: 'binary' });

const logical = (type: string, logicalType: string, more: object = {}): AvroJson => ({ type, logicalType, ...more });

const scalar = (schema: AvroJson, value: fc.Arbitrary<unknown>): Scalar => ({ schema, value });

const scalars = {
  null: scalar('null', fc.constant(null)),
  boolean: scalar('boolean', fc.boolean()),
  int: scalar('int', fc.integer()),
  long: scalar('long', fc.oneof(longs, fc.integer().map(String))),
  bounded: scalar({ type: 'long', maximum: Number.MAX_SAFE_INTEGER }, fc.maxSafeInteger()),
  float: scalar('float', fc.float({ noNaN: true, noDefaultInfinity: true })),
  double: scalar('double', fc.double({ noNaN: true, noDefaultInfinity: true })),
  string: scalar('string', text),
  bytes: scalar('bytes', base64()),
  uuid: scalar(logical('string', 'uuid'), fc.uuid()),
  decimal: scalar(logical('bytes', 'decimal', { precision: 12, scale: 2 }), decimal(12, 2)),
  wholeDecimal: scalar(logical('bytes', 'decimal', { precision: 30 }), decimal(30, 0)),
  fraction: scalar(logical('bytes', 'decimal', { precision: 4, scale: 4 }), decimal(4, 4)),
  bigDecimal: scalar(logical('bytes', 'big-decimal'), fc.oneof(decimal(40, 0), decimal(40, 7))),
  date: scalar(
    logical('int', 'date'),
    seconds.map((date) => date.toISOString().slice(0, 10)),
  ),
  timeMillis: scalar(
    logical('int', 'time-millis'),
    seconds.map((date) => date.toISOString().slice(11, 23)),
  ),
  timeMicros: scalar(
    logical('long', 'time-micros'),
    timestamps(6, '').map((value) => value.slice(11)),
  ),
  timestampMillis: scalar(logical('long', 'timestamp-millis'), timestamps(3, 'Z')),
  timestampMicros: scalar(logical('long', 'timestamp-micros'), timestamps(6, 'Z')),
  timestampNanos: scalar(logical('long', 'timestamp-nanos'), timestamps(9, 'Z', nanoSeconds)),
  localMillis: scalar(logical('long', 'local-timestamp-millis'), timestamps(3, '')),
  localMicros: scalar(logical('long', 'local-timestamp-micros'), timestamps(6, '')),
  localNanos: scalar(logical('long', 'local-timestamp-nanos'), timestamps(9, '', nanoSeconds)),
};

export const allScalars: readonly Scalar[] = Object.values(scalars);

const constrained = ({ schema, value }: Scalar, keywords: object, fitting: fc.Arbitrary<unknown>): Scalar => ({
  schema: { ...(typeof schema === 'string' ? { type: schema } : schema), ...keywords },
  // Some values break the constraint, so that both verdicts occur.
  value: fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: value }),
});

const word = (letters: string): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });

/** Scalars with constraint keywords, and values of which most meet them. */
export const constrainedScalars: readonly Scalar[] = [
  constrained(scalars.string, { maxLength: 5 }, fc.string({ unit: 'grapheme-ascii', maxLength: 5 })),
  constrained(scalars.string, { minLength: 2 }, fc.string({ unit: 'grapheme-ascii', minLength: 2 })),
  constrained(scalars.string, { pattern: '^[a-m]*$' }, word('abcm')),
  constrained(scalars.string, { format: 'email' }, fc.emailAddress()),
  constrained(scalars.string, { format: 'uri' }, fc.webUrl()),
  constrained(scalars.bytes, { maxLength: 8 }, base64(6)),
  constrained(
    scalars.uuid,
    { pattern: '^[0-7]' },
    fc.uuid().map((uuid) => `0${uuid.slice(1)}`),
  ),
  constrained(
    scalars.decimal,
    { pattern: '^[^-]' },
    decimal(12, 2).map((value) => value.replace('-', '')),
  ),
  constrained(scalars.int, { minimum: 0, exclusiveMaximum: 1000 }, fc.nat(999)),
  constrained(
    scalars.int,
    { multipleOf: 5 },
    fc.nat(1000).map((value) => value * 5),
  ),
  constrained(scalars.bounded, { minimum: 0, maximum: 10 ** 12 }, fc.nat()),
  constrained(scalar('long', longs), { minimum: 1 }, fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String)),
  constrained(scalar('long', longs), { exclusiveMinimum: -1 }, fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String)),
  constrained(scalars.float, { minimum: -1, maximum: 1 }, fc.float({ min: -1, max: 1, noNaN: true })),
  constrained(scalars.double, { exclusiveMinimum: 0 }, fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
  ...allScalars,
];
