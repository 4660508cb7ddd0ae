import { expect, test } from 'vitest';
import { base64Pattern, decimalPattern, exactLongPattern, uuidPattern } from '../codec/patterns.ts';
import type { AvroType } from '../front/ast.ts';
import { resolveSchemas } from '../front/resolve-schemas.ts';
import type { AvroJson } from './avro-json.ts';
import { jsonSchemaOf, jsonSchemaOfTypes } from './json-schema.ts';

const schemaOf = (...fields: object[]): unknown => jsonSchemaOf('a.R', () => ({ type: 'record', name: 'a.R', fields }));

const property = (type: AvroJson, rest: object = {}): unknown => {
  const { $defs } = schemaOf({ name: 'f', type, ...rest }) as { $defs: { 'a.R': { properties: { f: unknown } } } };
  return $defs['a.R'].properties.f;
};

test('named types are definitions by full name, objects are closed, and fields without a default required', () => {
  const types: { readonly [name: string]: AvroJson } = {
    'shop.Order': {
      type: 'record',
      name: 'shop.Order',
      doc: 'An order.',
      fields: [
        { name: 'total', type: 'shop.Money', doc: 'To pay.' },
        { name: 'state', type: 'shop.State', default: 'NEW' },
        { name: 'next', type: ['null', 'shop.Order'], default: null },
      ],
    },
    'shop.Money': { type: 'fixed', name: 'shop.Money', size: 4 },
    'shop.State': { type: 'enum', name: 'shop.State', doc: 'Its state.', symbols: ['NEW', 'OLD'] },
  };
  expect(jsonSchemaOf('shop.Order', (name) => types[name])).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: '#/$defs/shop.Order',
    $defs: {
      'shop.Money': { type: 'string', pattern: '^[A-Za-z0-9+/]{4}[A-Za-z0-9+/][AQgw]==$', contentEncoding: 'base64' },
      'shop.Order': {
        type: 'object',
        description: 'An order.',
        properties: {
          total: { $ref: '#/$defs/shop.Money', description: 'To pay.' },
          state: { $ref: '#/$defs/shop.State', default: 'NEW' },
          next: { anyOf: [{ $ref: '#/$defs/shop.Order' }, { type: 'null' }], default: null },
        },
        required: ['total'],
        additionalProperties: false,
      },
      'shop.State': { type: 'string', description: 'Its state.', enum: ['NEW', 'OLD'] },
    },
  });
});

test('constraints bind the value of the field: that of a union but null, the array as a whole', () => {
  expect(property('string', { minLength: 1, pattern: '^a' })).toEqual({ type: 'string', minLength: 1, pattern: '^a' });
  expect(property(['null', 'string'], { maxLength: 5 })).toEqual({ anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] });
  expect(property({ type: 'array', items: { type: 'string', minLength: 2 } }, { minItems: 1, uniqueItems: true })).toEqual({
    type: 'array',
    items: { type: 'string', minLength: 2 },
    minItems: 1,
    uniqueItems: true,
  });
  expect(property({ type: 'map', values: 'boolean' }, { maxProperties: 3 })).toEqual({
    type: 'object',
    additionalProperties: { type: 'boolean' },
    maxProperties: 3,
  });
});

test('numbers carry the range of their type', () => {
  expect(property('int')).toEqual({ type: 'integer', minimum: -2147483648, maximum: 2147483647 });
  expect(property('int', { minimum: 1, multipleOf: 5 })).toEqual({ type: 'integer', minimum: 1, maximum: 2147483647, multipleOf: 5 });
  expect(property('long', { maximum: 9007199254740991, minimum: 0 })).toEqual({ type: 'integer', minimum: 0, maximum: 9007199254740991 });
  expect(property('double', { exclusiveMinimum: 0 })).toEqual({ type: 'number', exclusiveMinimum: 0 });
});

test('a long without a maximum, and a decimal, are kept within bounds by a pattern', () => {
  const allows = (schema: unknown, ...values: string[]): boolean[] =>
    values.map((value) => new RegExp((schema as { pattern: string }).pattern, 'u').test(value));
  expect(property('long')).toEqual({ type: 'string', pattern: exactLongPattern });
  const ends = ['9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '0', '-0', '01'];
  expect(allows(property('long'), ...ends)).toEqual([true, false, true, false, true, false, false]);
  expect(allows(property('long', { minimum: 0 }), ...ends)).toEqual([true, false, false, false, true, false, false]);
  expect(allows(property('long', { exclusiveMinimum: -2.5, maximum: 2 ** 63 }), '-3', '-2', '5')).toEqual([false, true, true]);
  const price = { type: 'bytes', logicalType: 'decimal', precision: 6, scale: 2 };
  expect(allows(property(price, { exclusiveMinimum: 0, maximum: 99.95 }), '0.00', '0.01', '99.95', '99.96', '-1.00')).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(allows(property(price, { minimum: -1e-7, exclusiveMaximum: 1e2 }), '-0.01', '0.00', '99.99', '100.00')).toEqual([false, true, true, false]);
});

test('logical types have their format where there is one, and always their pattern', () => {
  expect(property({ type: 'string', logicalType: 'uuid' })).toEqual({ type: 'string', pattern: uuidPattern, format: 'uuid' });
  expect(property({ type: 'bytes', logicalType: 'decimal', precision: 4, scale: 2 })).toEqual({ type: 'string', pattern: decimalPattern(4, 2) });
  expect(property({ type: 'int', logicalType: 'date' })).toMatchObject({ type: 'string', format: 'date' });
  expect(property({ type: 'long', logicalType: 'timestamp-micros' })).toMatchObject({ type: 'string', format: 'date-time' });
  expect(property({ type: 'int', logicalType: 'time-millis' })).toEqual({ type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}$' });
  expect(property('bytes', { contentMediaType: 'image/png' })).toEqual({
    type: 'string',
    pattern: base64Pattern,
    contentEncoding: 'base64',
    contentMediaType: 'image/png',
  });
});

test('a pattern of the field is met beside that of the form', () => {
  expect(property({ type: 'string', logicalType: 'uuid' }, { pattern: '^0' })).toEqual({
    type: 'string',
    pattern: uuidPattern,
    format: 'uuid',
    allOf: [{ pattern: '^0' }],
  });
});

test('a union of several types is an object of one property', () => {
  const wrapped = (name: string, schema: object): object => ({
    type: 'object',
    properties: { [name]: schema },
    required: [name],
    additionalProperties: false,
  });
  expect(property(['null', 'string', { type: 'fixed', name: 'b.F', size: 1 }], { maxLength: 4 })).toEqual({
    anyOf: [wrapped('string', { type: 'string', maxLength: 4 }), wrapped('b.F', { $ref: '#/$defs/b.F', maxLength: 4 }), { type: 'null' }],
  });
});

test('docs are descriptions, tags are kept, and defaults are the values code sees', () => {
  expect(property('string', { doc: 'Where to write.', 'confluent:tags': ['PII'], default: 'x' })).toEqual({
    type: 'string',
    description: 'Where to write.',
    'x-tags': ['PII'],
    default: 'x',
  });
  expect(property('long', { default: 5 })).toMatchObject({ default: '5' });
  expect(property('bytes', { default: '\u00ff' })).toMatchObject({ default: '/w==' });
  expect(property({ type: 'int', logicalType: 'date' }, { default: 1 })).toMatchObject({ default: '1970-01-02' });
  expect(property(['string', 'int', 'null'], { default: 'a' })).toMatchObject({ default: { string: 'a' } });
});

test('a schema without a name is described in place', () => {
  expect(jsonSchemaOf('boolean', () => undefined)).toEqual({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'boolean' });
  const types: { readonly [name: string]: AvroJson } = { E: { type: 'enum', name: 'E', symbols: ['A'] } };
  expect(jsonSchemaOf({ type: 'array', items: ['null', 'E'] }, (name) => types[name])).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'array',
    items: { anyOf: [{ $ref: '#/$defs/E' }, { type: 'null' }] },
    $defs: { E: { type: 'string', enum: ['A'] } },
  });
  expect(jsonSchemaOf(['int', 'E'], (name) => types[name])).toMatchObject({
    anyOf: [{ required: ['int'] }, { properties: { E: { $ref: '#/$defs/E' } } }],
  });
});

test('types of other files are referred to as the caller says, and defaults of such types are known all the same', () => {
  const order = { type: 'record', name: 'shop.Order', fields: [{ name: 'state', type: 'shop.State', default: 'NEW' }] };
  const { definitions, types, roots } = resolveSchemas([
    { id: 'order.avsc', file: 'order.avsc', text: JSON.stringify(order) },
    { id: 'state.avsc', file: 'state.avsc', text: '{"type":"enum","name":"shop.State","symbols":["NEW"]}' },
  ]);
  const own = definitions.filter(({ id }) => id === 'order.avsc').map(({ type }) => type);
  const root = roots.get('order.avsc') as AvroType;
  expect(jsonSchemaOfTypes({ root, definitions: own, types, refOf: (name) => `./state.json#/$defs/${name}` })).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: '#/$defs/shop.Order',
    $defs: {
      'shop.Order': {
        type: 'object',
        properties: { state: { $ref: './state.json#/$defs/shop.State', default: 'NEW' } },
        required: [],
        additionalProperties: false,
      },
    },
  });
});
