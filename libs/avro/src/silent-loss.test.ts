/**
 * What known tools lose without a word when they turn Avro into something else, each case with a schema of our own: it is either kept
 * through every step from the text to the JSON Schema and the registered schema, or refused.
 */
import { expect, test } from 'vitest';
import type { NamedType, RecordType } from './front/ast.ts';
import { type ResolvedSchemas, resolveSchemas } from './front/resolve-schemas.ts';
import type { AvroJson, JsonSchema } from './schema/avro-json.ts';
import { avroJsonOf } from './schema/avro-json-of.ts';
import { jsonSchemaOf } from './schema/json-schema.ts';
import { selfContained } from './schema/self-contained.ts';

const read = (files: { readonly [file: string]: unknown }): ResolvedSchemas =>
  resolveSchemas(Object.entries(files).map(([file, schema]) => ({ id: file, file, text: JSON.stringify(schema) })));

const rules = ({ findings }: ResolvedSchemas): string[] => findings.map(({ rule, severity }) => `${severity} ${rule}`);

const lookupIn =
  ({ types }: ResolvedSchemas) =>
  (name: string): AvroJson | undefined =>
    types.has(name) ? avroJsonOf(types.get(name) as NamedType) : undefined;

const definitions = (found: ResolvedSchemas, name: string): { readonly [name: string]: JsonSchema } => {
  expect(rules(found)).toEqual([]);
  return (jsonSchemaOf(name, lookupIn(found)) as { $defs: { [name: string]: JsonSchema } }).$defs;
};

const propertiesOf = (found: ResolvedSchemas, name: string): JsonSchema => definitions(found, name)[name]?.['properties'] as JsonSchema;

const trip = (...fields: object[]): object => ({ type: 'record', name: 'Trip', namespace: 'travel', fields });

/** The JSON Schema of one field's type. */
const described = (type: unknown, rest: object = {}): unknown =>
  propertiesOf(read({ 'trip.avsc': trip({ name: 'f', type, ...rest }) }), 'travel.Trip')['f'];

test.each([
  ['a type that is misspelt', trip({ name: 'f', type: 'strng' }), 'UNKNOWN_TYPE'],
  ['a default that does not fit', trip({ name: 'f', type: 'int', default: 'none' }), 'INVALID_DEFAULT'],
  ['an enum without symbols', trip({ name: 'f', type: { type: 'enum', name: 'Class' } }), 'MISSING_ATTRIBUTE'],
])('%s is refused', (_, schema, rule) => {
  expect(rules(read({ 'trip.avsc': schema }))).toEqual([`error ${rule}`]);
});

const stop = { type: 'record', name: 'travel.places.Stop', fields: [{ name: 'city', type: 'string' }] };
const to = (name: string): object => ({ $ref: `#/$defs/${name}` });

test('a type defined in another file is that type, wherever it is used', () => {
  const found = read({
    'trip.avsc': trip(
      { name: 'start', type: 'travel.places.Stop' },
      { name: 'stops', type: { type: 'array', items: 'travel.places.Stop' } },
      { name: 'byDay', type: { type: 'map', values: 'travel.places.Stop' } },
      { name: 'end', type: ['null', 'travel.places.Stop'] },
      { name: 'either', type: ['string', 'travel.places.Stop'] },
    ),
    'stop.avsc': stop,
  });
  expect(propertiesOf(found, 'travel.Trip')).toMatchObject({
    start: to('travel.places.Stop'),
    stops: { items: to('travel.places.Stop') },
    byDay: { additionalProperties: to('travel.places.Stop') },
    end: { anyOf: [to('travel.places.Stop'), { type: 'null' }] },
    either: { anyOf: [{ required: ['string'] }, { properties: { 'travel.places.Stop': to('travel.places.Stop') } }] },
  });
});

test('a type of the same file is that type, by its short and by its full name, in every place', () => {
  const leg = { type: 'record', name: 'Leg', fields: [{ name: 'km', type: 'int' }] };
  const types = ['Leg', 'travel.Leg', { type: 'array', items: 'Leg' }, { type: 'map', values: 'Leg' }, ['null', 'Leg']];
  const found = read({ 'trip.avsc': trip({ name: 'first', type: leg }, ...types.map((type, index) => ({ name: `f${index}`, type }))) });
  const text = JSON.stringify(propertiesOf(found, 'travel.Trip'));
  expect(text.match(/#\/\$defs\/travel\.Leg/g)).toHaveLength(1 + types.length);
  expect(definitions(found, 'travel.Trip')['travel.Leg']).toMatchObject({ required: ['km'], additionalProperties: false });
});

test('a type that contains itself is that type again', () => {
  const found = read({
    'trip.avsc': trip({ name: 'next', type: ['null', 'Trip'] }, { name: 'sides', type: { type: 'array', items: 'travel.Trip' } }),
  });
  expect(propertiesOf(found, 'travel.Trip')).toEqual({
    next: { anyOf: [to('travel.Trip'), { type: 'null' }] },
    sides: { type: 'array', items: to('travel.Trip') },
  });
});

test('one file referred to twice is one type, and the registered schema defines it once', () => {
  const ref = { $ref: './stop.avsc' };
  const found = read({ 'trip.avsc': trip({ name: 'start', type: ref }, { name: 'end', type: ref }), 'stop.avsc': stop });
  expect(propertiesOf(found, 'travel.Trip')).toEqual({ start: to('travel.places.Stop'), end: to('travel.places.Stop') });
  const registered = JSON.stringify(selfContained('travel.Trip', lookupIn(found)));
  expect(registered).toContain('{"name":"end","type":"travel.places.Stop"}');
  expect(rules(resolveSchemas([{ id: 'registered', file: 'registered', text: registered }]))).toEqual([]);
});

test('a union with null is a required field unless it has a default', () => {
  const found = read({ 'trip.avsc': trip({ name: 'note', type: ['null', 'string'] }, { name: 'hint', type: ['null', 'string'], default: null }) });
  expect(definitions(found, 'travel.Trip')['travel.Trip']?.['required']).toEqual(['note']);
});

test('the ends of a long are exact', () => {
  const { pattern } = described('long') as { pattern: string };
  const fits = (text: string): boolean => new RegExp(pattern, 'u').test(text);
  expect(['9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809'].map(fits)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('nested types keep the namespace they inherit, and types without a name need none', () => {
  const seat = { type: 'enum', name: 'Seat', symbols: ['AISLE', 'WINDOW'] };
  const found = read({
    'trip.avsc': trip({ name: 'seats', type: { type: 'array', items: { type: 'record', name: 'Row', fields: [{ name: 'seat', type: seat }] } } }),
  });
  expect([...found.types.keys()]).toEqual(['travel.Trip', 'travel.Row', 'travel.Seat']);
});

test('records of one short name in two namespaces stay apart', () => {
  const line = (namespace: string, field: string): object => ({ type: 'record', name: 'Line', namespace, fields: [{ name: field, type: 'int' }] });
  const found = read({
    'trip.avsc': trip({ name: 'bus', type: 'bus.Line' }, { name: 'order', type: 'shop.Line' }),
    'bus.avsc': line('bus', 'number'),
    'shop.avsc': line('shop', 'amount'),
  });
  expect(definitions(found, 'travel.Trip')).toMatchObject({
    'bus.Line': { required: ['number'] },
    'shop.Line': { required: ['amount'] },
  });
});

const keywords: readonly (readonly [type: unknown, keywords: object])[] = [
  ['int', { minimum: 1, maximum: 9, multipleOf: 2 }],
  ['double', { exclusiveMinimum: 0, exclusiveMaximum: 1 }],
  ['string', { minLength: 1, maxLength: 9, pattern: '^a' }],
  [
    { type: 'array', items: 'string' },
    { minItems: 1, maxItems: 3, uniqueItems: true },
  ],
  [
    { type: 'map', values: 'string' },
    { minProperties: 1, maxProperties: 3 },
  ],
];

test.each(keywords)('on %j, %j is kept beside the field, in the type, and in the first and the last branch of a union', (type, keyword) => {
  const inside = typeof type === 'string' ? { type } : (type as object);
  expect(described(type, keyword)).toMatchObject(keyword);
  expect(described(inside, keyword)).toMatchObject(keyword);
  expect(described({ ...inside, ...keyword })).toMatchObject(keyword);
  expect(described(['null', type], keyword)).toMatchObject({ anyOf: [keyword, {}] });
  expect(JSON.stringify(described(['null', 'boolean', type], keyword))).toContain(JSON.stringify(keyword).slice(1, -1).split(',')[0]);
});

test('a pattern of bytes is kept beside the pattern of base64', () => {
  expect(described('bytes', { pattern: '^iVBOR' })).toMatchObject({
    pattern: expect.stringContaining('A-Za-z0-9+/'),
    allOf: [{ pattern: '^iVBOR' }],
  });
});

test.each([
  [{ type: 'string', logicalType: 'uuid' }, { format: 'uuid' }],
  [{ type: 'int', logicalType: 'date' }, { format: 'date' }],
  [
    { type: 'long', logicalType: 'timestamp-micros' },
    { format: 'date-time', pattern: expect.stringContaining('\\d{6}Z') },
  ],
  [{ type: 'long', logicalType: 'local-timestamp-millis' }, { pattern: expect.stringMatching(/\\d\{3\}\$$/) }],
  [{ type: 'int', logicalType: 'time-millis' }, { pattern: expect.stringContaining('\\d{3}') }],
  [{ type: 'bytes', logicalType: 'decimal', precision: 6, scale: 2 }, { pattern: expect.stringContaining('\\.\\d{2}') }],
])('the logical type of %j is kept', (type, expected) => {
  expect(described(type)).toMatchObject({ type: 'string', ...expected });
});

test('doc, default and every attribute are kept in the tree and in the registered schema', () => {
  const field = {
    name: 'price',
    type: { type: 'bytes', logicalType: 'decimal', precision: 6, scale: 2, 'x-currency': 'EUR' },
    default: '\u0000',
    doc: 'To pay.',
    aliases: ['cost'],
    order: 'ignore',
    minimum: 0,
    title: 'Price',
    examples: ['9.95'],
    deprecated: true,
    'x-pii': false,
    'confluent:tags': ['PUBLIC'],
  };
  const found = read({ 'trip.avsc': { ...trip(field), owner: 'sales', aliases: ['travel.Journey'] } });
  expect(rules(found)).toEqual([]);
  expect((found.types.get('travel.Trip') as RecordType).attributes).toEqual({ owner: 'sales' });
  expect(selfContained('travel.Trip', lookupIn(found))).toEqual({
    type: 'record',
    name: 'travel.Trip',
    aliases: ['travel.Journey'],
    fields: [field],
    owner: 'sales',
  });
  expect(propertiesOf(found, 'travel.Trip')['price']).toMatchObject({ description: 'To pay.', default: '0.00', 'x-tags': ['PUBLIC'] });
});
