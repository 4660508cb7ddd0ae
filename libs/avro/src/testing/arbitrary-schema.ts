/** Schemas made at random, each with values that fit it: what the codec's property tests run on. */
import fc from 'fast-check';
import type { AvroJson } from '../schema/avro-json.ts';

type Shape =
  | { readonly kind: 'scalar'; readonly scalar: keyof typeof scalars }
  | { readonly kind: 'array' | 'map' | 'nullable'; readonly inner: Shape }
  | { readonly kind: 'union'; readonly branches: readonly Shape[]; readonly nullAt: number }
  | { readonly kind: 'record'; readonly fields: readonly Shape[]; readonly odd: boolean }
  | { readonly kind: 'enum'; readonly symbols: number }
  | { readonly kind: 'fixed'; readonly size: number; readonly logical: boolean };

interface Made {
  readonly schema: AvroJson;
  readonly value: fc.Arbitrary<unknown>;
  /** The name as a union's branch. */
  readonly branch: string;
}

export interface Case {
  readonly schema: AvroJson;
  readonly value: unknown;
}

const padded = (value: number | bigint, width: number): string => String(value).padStart(width, '0');

const digits = (count: number): fc.Arbitrary<string> => fc.bigInt({ min: 0n, max: 10n ** BigInt(count) - 1n }).map((value) => padded(value, count));

const seconds = fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

const timestamps = (scale: number, zone: string): fc.Arbitrary<string> =>
  fc.tuple(seconds, digits(scale)).map(([date, fraction]) => `${date.toISOString().slice(0, 19)}.${fraction}${zone}`);

// Nanoseconds of 64 bits reach from 1677 to 2262 only.
const nanos = fc
  .tuple(fc.date({ min: new Date('1700-01-01'), max: new Date('2262-01-01'), noInvalidDate: true }), digits(9))
  .map(([date, fraction]) => `${date.toISOString().slice(0, 19)}.${fraction}Z`);

const base64 = (size?: number): fc.Arbitrary<string> =>
  fc.uint8Array(size === undefined ? {} : { minLength: size, maxLength: size }).map((bytes) => Buffer.from(bytes).toString('base64'));

const decimal = (precision: number, scale: number): fc.Arbitrary<string> =>
  fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }).map((unscaled) => {
    const text = padded(unscaled < 0n ? -unscaled : unscaled, scale + 1);
    return `${unscaled < 0n ? '-' : ''}${text.slice(0, text.length - scale)}${scale === 0 ? '' : `.${text.slice(-scale)}`}`;
  });

const longs = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);

const text = fc.string({ unit: 'binary' });

const logical = (type: string, logicalType: string, more: object = {}): AvroJson => ({ type, logicalType, ...more });

const scalars = {
  null: { schema: 'null', value: fc.constant(null) },
  boolean: { schema: 'boolean', value: fc.boolean() },
  int: { schema: 'int', value: fc.integer() },
  long: { schema: 'long', value: fc.oneof(longs, fc.integer().map(String)) },
  bounded: { schema: { type: 'long', maximum: Number.MAX_SAFE_INTEGER }, value: fc.maxSafeInteger() },
  half: {
    schema: { type: 'long', maximum: Number.MAX_SAFE_INTEGER },
    value: fc.maxSafeInteger().map((value) => Math.trunc(value / 2) + 0),
  },
  float: { schema: 'float', value: fc.float({ noNaN: true, noDefaultInfinity: true }) },
  double: { schema: 'double', value: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  string: { schema: 'string', value: text },
  bytes: { schema: 'bytes', value: base64() },
  uuid: { schema: logical('string', 'uuid'), value: fc.uuid() },
  decimal: { schema: logical('bytes', 'decimal', { precision: 12, scale: 2 }), value: decimal(12, 2) },
  wholeDecimal: { schema: logical('bytes', 'decimal', { precision: 30 }), value: decimal(30, 0) },
  fraction: { schema: logical('bytes', 'decimal', { precision: 4, scale: 4 }), value: decimal(4, 4) },
  bigDecimal: { schema: logical('bytes', 'big-decimal'), value: fc.oneof(decimal(40, 0), decimal(40, 7)) },
  date: { schema: logical('int', 'date'), value: seconds.map((date) => date.toISOString().slice(0, 10)) },
  timeMillis: { schema: logical('int', 'time-millis'), value: seconds.map((date) => date.toISOString().slice(11, 23)) },
  timeMicros: { schema: logical('long', 'time-micros'), value: timestamps(6, '').map((value) => value.slice(11)) },
  timestampMillis: { schema: logical('long', 'timestamp-millis'), value: timestamps(3, 'Z') },
  timestampMicros: { schema: logical('long', 'timestamp-micros'), value: timestamps(6, 'Z') },
  timestampNanos: { schema: logical('long', 'timestamp-nanos'), value: nanos },
  localMillis: { schema: logical('long', 'local-timestamp-millis'), value: timestamps(3, '') },
  localMicros: { schema: logical('long', 'local-timestamp-micros'), value: timestamps(6, '') },
} satisfies { readonly [name: string]: { readonly schema: AvroJson; readonly value: fc.Arbitrary<unknown> } };

/** Scalars whose values avsc holds just as we do; it writes odd longs below -2^52 as their neighbours. */
const plainScalars: readonly (keyof typeof scalars)[] = ['null', 'boolean', 'int', 'half', 'float', 'double', 'string'];

const allScalars = Object.keys(scalars) as (keyof typeof scalars)[];

const shapes = (names: readonly (keyof typeof scalars)[], plain: boolean): fc.Arbitrary<Shape> => {
  const { shape } = fc.letrec<{ shape: Shape; scalar: Shape; container: Shape; union: Shape; record: Shape; fixed: Shape; enum: Shape }>((tie) => ({
    scalar: fc.record({ kind: fc.constant('scalar' as const), scalar: fc.constantFrom(...names) }),
    enum: fc.record({ kind: fc.constant('enum' as const), symbols: fc.integer({ min: 1, max: 100 }) }),
    fixed: fc.record({ kind: fc.constant('fixed' as const), size: fc.integer({ min: 1, max: 20 }), logical: fc.boolean() }),
    container: fc.record({ kind: fc.constantFrom('array' as const, 'map' as const, 'nullable' as const), inner: tie('shape') }),
    record: fc.record({ kind: fc.constant('record' as const), fields: fc.array(tie('shape'), { maxLength: 5 }), odd: fc.boolean() }),
    union: fc.record({ kind: fc.constant('union' as const), branches: fc.array(tie('shape'), { minLength: 1, maxLength: 5 }), nullAt: fc.nat(6) }),
    shape: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('scalar'),
      tie('enum'),
      tie('container'),
      tie('record'),
      ...(plain ? [] : [tie('union'), tie('fixed')]),
    ),
  }));
  return shape;
};

const make = (shape: Shape, path: string): Made => {
  switch (shape.kind) {
    case 'scalar': {
      const { schema, value } = scalars[shape.scalar];
      return { schema, value, branch: typeof schema === 'string' ? schema : (schema as { readonly type: string }).type };
    }
    case 'array': {
      const { schema, value } = make(shape.inner, `${path}i`);
      return { schema: { type: 'array', items: schema }, value: fc.array(value, { maxLength: 5 }), branch: 'array' };
    }
    case 'map': {
      const { schema, value } = make(shape.inner, `${path}v`);
      return { schema: { type: 'map', values: schema }, value: fc.dictionary(text, value, { maxKeys: 5, noNullPrototype: true }), branch: 'map' };
    }
    case 'enum': {
      const symbols = Array.from({ length: shape.symbols }, (_, index) => `S${index}`);
      return named({ type: 'enum', name: path, symbols }, fc.constantFrom(...symbols), path);
    }
    case 'fixed':
      return shape.logical && shape.size >= 3
        ? named({ type: 'fixed', name: path, size: shape.size, logicalType: 'decimal', precision: 6, scale: 1 }, decimal(6, 1), path)
        : named({ type: 'fixed', name: path, size: shape.size }, base64(shape.size), path);
    case 'nullable':
      return makeUnion([shape.inner], 0, path);
    case 'union':
      return makeUnion(shape.branches, shape.nullAt, path);
    case 'record': {
      const names = ['constructor', 'toString', 'if', 'hasOwnProperty', 'valueOf'];
      const fields = shape.fields.map((inner, index) => ({
        name: (shape.odd ? names[index] : undefined) ?? `f${index}`,
        made: make(inner, `${path}_${index}`),
      }));
      const value = fc
        .tuple(...fields.map(({ made }) => made.value))
        .map((values) => Object.fromEntries(fields.map(({ name }, index) => [name, values[index]])));
      return named({ type: 'record', name: path, fields: fields.map(({ name, made }) => ({ name, type: made.schema })) }, value, path);
    }
  }
};

const named = (schema: AvroJson, value: fc.Arbitrary<unknown>, path: string): Made => ({ schema, value, branch: `test.${path}` });

const makeUnion = (shapesOf: readonly Shape[], nullAt: number, path: string): Made => {
  // A union has no union inside, no branch twice; where nothing is left it is null alone.
  const branches = new Map<string, Made>();
  for (const [index, shape] of shapesOf.entries()) {
    const made = make(shape, `${path}b${index}`);
    if (made.branch !== 'union' && made.branch !== 'null') branches.set(made.branch, made);
  }
  const options = [...branches.values()];
  const nullable = options.length === 0 || nullAt <= options.length;
  const schema = options.map((made) => made.schema);
  if (nullable) schema.splice(nullAt, 0, 'null');
  const bare = options.length === 1;
  const values = options.map(({ value, branch }) => (bare ? value : value.map((inner) => ({ [branch]: inner }))));
  return { schema, value: fc.oneof(...(nullable ? [fc.constant(null)] : []), ...values), branch: 'union' };
};

const cases = (names: readonly (keyof typeof scalars)[], plain: boolean): fc.Arbitrary<Case> =>
  fc.array(shapes(names, plain), { minLength: 1, maxLength: 6 }).chain((fields) => {
    const { schema, value } = make({ kind: 'record', fields, odd: false }, 'R');
    const root = { ...(schema as object), namespace: 'test' };
    return value.map((made) => ({ schema: root, value: made }));
  });

/** Any schema, its root a record, and a value. */
export const anyCase = cases(allScalars, false);

/** Schemas that avsc reads as we do, with values it holds as we do. */
export const plainCase = cases(plainScalars, true);
