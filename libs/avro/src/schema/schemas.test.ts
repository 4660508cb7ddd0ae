import avsc from 'avsc';
import { expect, test } from 'vitest';
import type { NamedType } from '../front/ast.ts';
import { resolveSchemas } from '../front/resolve-schemas.ts';
import type { AvroJson } from './avro-json.ts';
import { avroJsonOf } from './avro-json-of.ts';
import { canonicalForm, fingerprint } from './canonical-form.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { readSchema, SchemaError } from './read-schema.ts';
import { selfContained } from './self-contained.ts';

const money = { type: 'fixed', name: 'shop.Money', size: 8, aliases: ['shop.Amount'] };

const order = {
  type: 'record',
  name: 'shop.Order',
  doc: 'An order.',
  fields: [
    { name: 'id', type: { type: 'string', logicalType: 'uuid' }, doc: 'Its id.' },
    { name: 'total', type: 'shop.Money' },
    { name: 'tax', type: ['null', 'shop.Money'], default: null },
    { name: 'lines', type: { type: 'array', items: 'shop.Line' }, maxItems: 10 },
    { name: 'next', type: ['null', 'shop.Order'], default: null },
  ],
  owner: 'team',
};

const line = {
  type: 'record',
  name: 'shop.Line',
  fields: [
    { name: 'price', type: 'shop.Money', 'confluent:tags': ['PRICE'] },
    { name: 'state', type: 'shop.State' },
    { name: 'count', type: 'int', minimum: 1 },
    { name: 'ratio', type: { type: 'bytes', logicalType: 'decimal', precision: 5, scale: 1 } },
  ],
};

const state = { type: 'enum', name: 'shop.State', symbols: ['NEW', 'OLD'], default: 'NEW' };

const schemas: { readonly [name: string]: AvroJson } = { 'shop.Order': order, 'shop.Money': money, 'shop.Line': line, 'shop.State': state };

const lookup = (name: string): AvroJson | undefined => schemas[name];

test('a self-contained schema writes each type where it is first used, with all its attributes', () => {
  const [id, total, tax, lines, next] = order.fields;
  const [price, , count, ratio] = line.fields;
  expect(selfContained('shop.Order', lookup)).toEqual({
    ...order,
    fields: [
      id,
      { ...total, type: money },
      tax,
      { ...lines, type: { type: 'array', items: { ...line, fields: [price, { name: 'state', type: state }, count, ratio] } } },
      next,
    ],
  });
});

test('making a self-contained schema self-contained again changes nothing', () => {
  const once = selfContained('shop.Order', lookup);
  expect(selfContained('shop.Order', (name) => (name === 'shop.Order' ? once : undefined))).toEqual(once);
});

test('a type the lookup does not know is an error that names it', () => {
  expect(() => selfContained('shop.Order', (name) => (name === 'shop.Line' ? undefined : lookup(name)))).toThrow(
    'There is no type "shop.Line" among the schemas.',
  );
});

test('a type without a namespace keeps having none inside one that has', () => {
  const types: { readonly [name: string]: AvroJson } = {
    'a.R': { type: 'record', name: 'a.R', fields: [{ name: 'f', type: 'Bare' }] },
    Bare: { type: 'fixed', name: 'Bare', size: 1 },
  };
  const schema = selfContained('a.R', (name) => types[name]);
  expect(schema).toMatchObject({ fields: [{ type: { name: 'Bare', namespace: '' } }] });
  expect([...readSchema(schema).types.keys()]).toEqual(['a.R', 'Bare']);
});

test('a type without a namespace is not taken for its namesake in the namespace around it', () => {
  const types: { readonly [name: string]: AvroJson } = {
    'a.R': {
      type: 'record',
      name: 'a.R',
      fields: [
        { name: 'f', type: 'T' },
        { name: 'g', type: 'a.T' },
      ],
    },
    'a.T': { type: 'fixed', name: 'a.T', size: 2 },
    'a.Twice': {
      type: 'record',
      name: 'a.Twice',
      fields: [
        { name: 'f', type: 'T' },
        { name: 'g', type: 'T' },
      ],
    },
    T: { type: 'fixed', name: 'T', size: 1 },
  };
  const lookup = (name: string) => types[name];
  const { types: read } = readSchema(selfContained('a.R', lookup));
  expect(avroJsonOf(read.get('a.R') as NamedType)).toEqual(types['a.R']);
  // Avro cannot say this.
  expect(() => selfContained('a.Twice', lookup)).toThrow('"T" has no namespace, and inside "a" its name means "a.T": give it a namespace.');
});

test('a type is written back as it was read, nested ones as references', () => {
  const files = Object.entries(schemas).map(([file, schema]) => ({ id: file, file, text: JSON.stringify(schema) }));
  const { types, findings } = resolveSchemas(files);
  expect(findings).toEqual([]);
  expect(Object.fromEntries([...types].map(([name, type]) => [name, avroJsonOf(type)]))).toEqual(schemas);
  const { types: again } = readSchema(selfContained('shop.Order', lookup));
  expect(Object.fromEntries([...again].map(([name, type]) => [name, avroJsonOf(type)]))).toEqual(schemas);
});

test('constraints written in the type stay there, those of the field beside it', () => {
  const written = {
    type: 'record',
    name: 'R',
    fields: [
      { name: 'f', type: ['null', { type: 'string', minLength: 1, x: true }], order: 'descending', aliases: ['g'], default: null, maxLength: 2 },
    ],
  };
  const type = readSchema(written).types.get('R') as NamedType;
  expect(avroJsonOf(type)).toEqual(written);
});

test('an alias without a namespace stays one inside a namespace, written as Java writes it', () => {
  const written = { type: 'enum', name: 'shop.State', aliases: ['.State', 'old.State'], symbols: ['OPEN'] };
  const type = readSchema(written).types.get('shop.State') as NamedType;
  expect(type.aliases).toEqual(['State', 'old.State']);
  expect(avroJsonOf(type)).toEqual(written);
  const outside = { type: 'enum', name: 'State', aliases: ['Status'], symbols: ['OPEN'] };
  expect(avroJsonOf(readSchema(outside).types.get('State') as NamedType)).toEqual(outside);
});

test('the canonical form is that of the specification', () => {
  expect(canonicalForm({ type: 'long', logicalType: 'timestamp-millis' })).toBe('"long"');
  expect(canonicalForm(['null', { type: 'map', values: { type: 'int' } }])).toBe('["null",{"type":"map","values":"int"}]');
  expect(
    canonicalForm({
      fields: [
        { default: 1, doc: 'x', type: { type: 'enum', symbols: ['A'], name: 'E', default: 'A' }, name: 'e' },
        { type: ['null', 'E'], name: 'again' },
        { type: { size: 3, type: 'fixed', name: 'other.F', aliases: ['G'] }, name: 'f' },
      ],
      type: 'record',
      aliases: ['S'],
      namespace: 'a.b',
      name: 'R',
    }),
  ).toBe(
    '{"name":"a.b.R","type":"record","fields":[{"name":"e","type":{"name":"a.b.E","type":"enum","symbols":["A"]}},{"name":"again","type":["null","a.b.E"]},{"name":"f","type":{"name":"other.F","type":"fixed","size":3}}]}',
  );
});

test('the canonical form is the one avsc makes', () => {
  const schema = selfContained('shop.Order', lookup);
  expect(canonicalForm(schema)).toBe(JSON.stringify(avsc.Type.forSchema(schema as avsc.schema.AvroSchema).schema()));
});

test('the fingerprint is the SHA-256 of the canonical form', () => {
  expect(fingerprint('int')).toBe('3f2b87a9fe7cc9b13835598c3981cd45e3e355309e5090aa0933d7becb6fba45');
  expect(fingerprint({ type: 'int', minimum: 3 })).toBe(fingerprint('int'));
});

test('what is no schema is refused with all reasons, what Avro tells readers to overlook is not', () => {
  const broken = {
    type: 'record',
    name: 'R',
    fields: [
      { name: 'a', type: 'Gone' },
      { name: 'b', type: 'strin' },
    ],
  };
  expect(() => readSchema(broken)).toThrow(SchemaError);
  expect(() => readSchema(broken)).toThrow('The schema cannot be used: There is no type "Gone". There is no type "strin". Did you mean "string"?');
  const odd = { type: 'record', name: 'R', fields: [{ name: 'a', type: { type: 'long', logicalType: 'moon-phase' }, default: 'x' }] };
  expect(readSchema(odd).types.get('R')).toMatchObject({ fields: [{ type: { form: 'long' } }] });
});

test('a name in an object is a name: in the canonical form, in a schema that stands by itself, and with what it says beside', () => {
  const fixed: AvroJson = { type: 'fixed', name: 'a.F', size: 4 };
  const schema: AvroJson = {
    type: 'record',
    name: 'a.R',
    fields: [
      { name: 'x', type: { type: 'array', items: { type: 'F', pattern: '^A' } } },
      { name: 'y', type: ['null', { type: 'a.F', pattern: '^B' }] },
    ],
  };
  const lookup = (name: string): AvroJson | undefined => (name === 'a.F' ? fixed : undefined);
  const alone = selfContained(schema, lookup);
  expect(alone).toEqual({
    type: 'record',
    name: 'a.R',
    fields: [
      { name: 'x', type: { type: 'array', items: fixed } },
      { name: 'y', type: ['null', { type: 'a.F', pattern: '^B' }] },
    ],
  });
  expect(canonicalForm(alone)).toBe(
    '{"name":"a.R","type":"record","fields":[{"name":"x","type":{"type":"array","items":{"name":"a.F","type":"fixed","size":4}}},{"name":"y","type":["null","a.F"]}]}',
  );
  expect(jsonSchemaOf(schema, lookup)).toMatchObject({
    $defs: { 'a.R': { properties: { x: { items: { pattern: '^A' } }, y: { anyOf: [{ pattern: '^B' }, { type: 'null' }] } } } },
  });
});

test('the canonical form names a type without a namespace as Java does, also inside one', () => {
  const bare: AvroJson = { type: 'fixed', name: 'F', namespace: '', size: 1 };
  const schema: AvroJson = {
    type: 'record',
    name: 'a.R',
    fields: [
      { name: 'x', type: bare },
      { name: 'y', type: 'F' },
    ],
  };
  expect(canonicalForm(schema)).toBe(
    '{"name":"a.R","type":"record","fields":[{"name":"x","type":{"name":"F","type":"fixed","size":1}},{"name":"y","type":"F"}]}',
  );
});

test('the canonical form of an error is that of a record', () => {
  expect(canonicalForm({ type: 'error', name: 'E', fields: [] })).toBe('{"name":"E","type":"record","fields":[]}');
});

test('the JSON Schema of types that name each other by full names keeps one without a namespace apart from its namesake', () => {
  const types: { readonly [name: string]: AvroJson } = {
    'a.R': {
      type: 'record',
      name: 'a.R',
      fields: [
        { name: 'x', type: 'F' },
        { name: 'y', type: 'a.F' },
      ],
    },
    F: { type: 'fixed', name: 'F', size: 1 },
    'a.F': { type: 'fixed', name: 'a.F', size: 2 },
  };
  expect(jsonSchemaOf('a.R', (name) => types[name])).toMatchObject({
    $ref: '#/$defs/a.R',
    $defs: { 'a.R': { properties: { x: { $ref: '#/$defs/F' }, y: { $ref: '#/$defs/a.F' } } }, F: { type: 'string' }, 'a.F': { type: 'string' } },
  });
});
