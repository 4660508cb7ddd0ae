import { expect, test } from 'vitest';
import type { AvroJson } from '../schema/avro-json.ts';
import { createCodec } from './codec.ts';
import { CodecError } from './codec-error.ts';

const codecOf = (type: AvroJson, rest: object = {}) => createCodec({ type: 'record', name: 'a.R', fields: [{ name: 'f', type, ...rest }] });

const logical = (type: string, logicalType: string, more: object = {}): AvroJson => ({ type, logicalType, ...more });

const fixed = (size: number, more: object = {}): AvroJson => ({ type: 'fixed', name: 'F', size, ...more });

const union: AvroJson = ['null', 'string', 'long', { type: 'record', name: 'Card', fields: [{ name: 'number', type: 'string' }] }];

/** Type, value, and its bytes as the specification has them. */
const examples: readonly (readonly [AvroJson, unknown, string])[] = [
  ['null', null, ''],
  ['boolean', true, '01'],
  ['int', -1, '01'],
  ['int', -2147483648, 'ffffffff0f'],
  ['int', 2147483647, 'feffffff0f'],
  ['long', '64', '8001'],
  ['long', '9223372036854775807', 'feffffffffffffffff01'],
  ['long', '-9223372036854775808', 'ffffffffffffffffff01'],
  ['long', '-4503599627370497', '8180808080808010'],
  [{ type: 'long', maximum: 9007199254740991 }, 9007199254740991, 'feffffffffffff1f'],
  ['float', 1.5, '0000c03f'],
  ['double', -2, '00000000000000c0'],
  ['string', 'é€😀', '12c3a9e282acf09f9880'],
  ['bytes', '/wA=', '04ff00'],
  [fixed(3), 'AQID', '010203'],
  [{ type: 'enum', name: 'E', symbols: ['A', 'B'] }, 'B', '02'],
  [{ type: 'array', items: 'int' }, [1, 2], '04020400'],
  [{ type: 'map', values: 'int' }, { a: 1 }, '0202610200'],
  [['null', 'int'], null, '00'],
  [['null', 'int'], 1, '0202'],
  [['int', 'null'], 1, '0002'],
  [['int'], 1, '0002'],
  [union, { string: 'a' }, '020261'],
  [union, { long: '1' }, '0402'],
  [union, { 'a.Card': { number: '4' } }, '060234'],
  [union, null, '00'],
  [logical('string', 'uuid'), '0193a1b2-0000-7000-8000-00000000000a', `48${Buffer.from('0193a1b2-0000-7000-8000-00000000000a').toString('hex')}`],
  [fixed(16, { logicalType: 'uuid' }), '0193a1b2-0000-7000-8000-00000000000a', '0193a1b2000070008000' + '00000000000a'],
  [logical('bytes', 'decimal', { precision: 4, scale: 2 }), '12.50', '0404e2'],
  [logical('bytes', 'decimal', { precision: 4, scale: 2 }), '-0.01', '02ff'],
  [logical('bytes', 'decimal', { precision: 3 }), '128', '040080'],
  [fixed(4, { logicalType: 'decimal', precision: 4, scale: 2 }), '-1.00', 'ffffff9c'],
  [logical('bytes', 'big-decimal'), '3.14', '08' + '04013a' + '04'],
  [logical('int', 'date'), '1969-12-31', '01'],
  [logical('int', 'date'), '2024-02-29', '8cb502'],
  [logical('int', 'time-millis'), '00:00:01.500', 'b817'],
  [logical('long', 'time-micros'), '00:00:00.000001', '02'],
  [logical('long', 'timestamp-millis'), '1970-01-01T00:00:01.001Z', 'd20f'],
  [logical('long', 'timestamp-micros'), '1969-12-31T23:59:59.999999Z', '01'],
  [logical('long', 'timestamp-nanos'), '1970-01-01T00:00:00.000000001Z', '02'],
  [logical('long', 'local-timestamp-millis'), '1970-01-01T00:00:00.001', '02'],
  [logical('long', 'local-timestamp-nanos'), '1969-12-31T23:59:59.999999999', '01'],
  [fixed(12, { logicalType: 'duration' }), 'P1M2DT3.004S', '0100000002000000' + 'bc0b0000'],
];

test.each(examples)('%j: %j is %s', (type, value, hex) => {
  const { encode, decode } = codecOf(type);
  expect(encode({ f: value }).toString('hex')).toBe(hex);
  expect(decode(Buffer.from(hex, 'hex'))).toStrictEqual({ f: value });
});

const refused: readonly (readonly [AvroJson, unknown])[] = [
  ['int', 2147483648],
  ['int', 1.5],
  ['int', '1'],
  ['long', 1],
  ['long', '01'],
  ['long', '-0'],
  ['long', '9223372036854775808'],
  [{ type: 'long', maximum: 10 }, 2 ** 53],
  ['float', 1e39],
  ['double', Number.NaN],
  ['string', '\ud800'],
  ['bytes', 'AB=='],
  ['bytes', 'A-_='],
  [fixed(3), 'AQI='],
  [{ type: 'enum', name: 'E', symbols: ['A'] }, 'B'],
  [{ type: 'array', items: 'int' }, { length: 0 }],
  [{ type: 'map', values: 'int' }, []],
  [['null', 'int'], { int: 1 }],
  [union, 'a'],
  [union, { string: 'a', long: '1' }],
  [union, { Card: { number: '4' } }],
  [union, { null: null }],
  [logical('string', 'uuid'), '0193A1B2-0000-7000-8000-00000000000A'],
  [logical('bytes', 'decimal', { precision: 4, scale: 2 }), '12.5'],
  [logical('bytes', 'decimal', { precision: 4, scale: 2 }), '123.00'],
  [logical('bytes', 'decimal', { precision: 4, scale: 2 }), '-0.00'],
  [logical('int', 'date'), '2026-02-29'],
  [logical('int', 'time-millis'), '24:00:00.000'],
  [logical('long', 'timestamp-millis'), '2026-11-21T10:15:30Z'],
  [logical('long', 'timestamp-millis'), '2026-11-21T10:15:30.123+00:00'],
  [logical('long', 'timestamp-millis'), '2026-04-31T10:15:30.123Z'],
  [logical('long', 'timestamp-nanos'), '3000-01-01T00:00:00.000000000Z'],
  [fixed(12, { logicalType: 'duration' }), 'P5000000000M0DT0.000S'],
];

test.each(refused)('%j cannot hold %j', (type, value) => {
  const codec = codecOf(type);
  expect(() => codec.encode({ f: value })).toThrow(CodecError);
  expect(() => codec.encode({ f: value })).toThrow(/^\$\.f: expected /);
});

const deep = createCodec({
  type: 'record',
  name: 'Order',
  fields: [
    {
      name: 'items',
      type: {
        type: 'array',
        items: { type: 'record', name: 'Item', fields: [{ name: 'amount', type: logical('bytes', 'decimal', { precision: 5, scale: 2 }) }] },
      },
      default: [],
    },
    { name: 'notes', type: { type: 'map', values: 'string' }, default: {} },
    { name: 'paid', type: [{ type: 'record', name: 'Card', fields: [{ name: 'number', type: 'string' }] }, 'string', 'null'], default: null },
  ],
});

test.each([
  [
    { items: [{ amount: '1.00' }, { amount: '1.00' }, { amount: 12.5 }] },
    '$.items[2].amount',
    'a decimal with 3 or fewer digits before and 2 digits after the point, as a string',
    'a number',
  ],
  [{ items: [{}] }, '$.items[0].amount', 'a decimal with 3 or fewer digits before and 2 digits after the point, as a string', 'nothing'],
  [{ notes: { 'a b': null } }, '$.notes["a b"]', 'a well-formed string', 'null'],
  [{ paid: { Card: { number: 4 } } }, '$.paid.Card.number', 'a well-formed string', 'a number'],
  [{ paid: 'cash' }, '$.paid', 'an object with one property, Card or string, or null', 'a string'],
  [{ itms: [] }, '$.itms', 'no such field in Order', 'an array'],
  [[], '$', 'an object with the fields of Order', 'an array'],
])('%j is refused at its place, without its value', (value, path, expected, found) => {
  const error = attempt(() => deep.encode(value));
  expect(error).toMatchObject({ path, expected, message: `${path}: expected ${expected}, found ${found}` });
});

test('after a refused value the codec goes on', () => {
  attempt(() => deep.encode({ items: [{ amount: 1 }] }));
  expect(deep.decode(deep.encode({ items: [{ amount: '1.00' }] }))).toEqual({ items: [{ amount: '1.00' }], notes: {}, paid: null });
});

test('a missing field takes its default, a field set to undefined is missing', () => {
  const { encode, decode } = codecOf(['null', 'string'], { default: 'of the second branch' });
  expect(decode(encode({}))).toEqual({ f: 'of the second branch' });
  expect(decode(encode({ f: undefined, g: undefined }))).toEqual({ f: 'of the second branch' });
  expect(() => codecOf(['null', 'string']).encode({})).toThrow('$.f: expected a well-formed string, found nothing');
});

test('two values never share a default', () => {
  const first = deep.decode(deep.encode({})) as { items: unknown[] };
  first.items.push('mine');
  expect(deep.decode(deep.encode({}))).toEqual({ items: [], notes: {}, paid: null });
});

test('a type may contain itself', () => {
  const { encode, decode } = createCodec({
    type: 'record',
    name: 'Tree',
    fields: [
      { name: 'label', type: 'string' },
      { name: 'children', type: { type: 'array', items: 'Tree' }, default: [] },
    ],
  });
  const tree = {
    label: 'a',
    children: [
      { label: 'b', children: [] },
      { label: 'c', children: [{ label: 'd', children: [] }] },
    ],
  };
  expect(decode(encode(tree))).toStrictEqual(tree);
});

test('names of JavaScript are names like others, `__proto__` as a key included', () => {
  const { encode, decode } = createCodec({
    type: 'record',
    name: 'Object',
    fields: [
      { name: 'constructor', type: { type: 'map', values: 'int' } },
      { name: 'toString', type: 'string', default: 'x' },
    ],
  });
  const value = decode(encode({ constructor: JSON.parse('{"__proto__":1}') })) as object;
  expect(JSON.stringify(value)).toBe('{"constructor":{"__proto__":1},"toString":"x"}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('values of a megabyte pass', () => {
  const { encode, decode } = codecOf('bytes');
  const value = { f: Buffer.alloc(1_000_000, 7).toString('base64') };
  expect(decode(encode(value))).toEqual(value);
});

const attempt = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};
