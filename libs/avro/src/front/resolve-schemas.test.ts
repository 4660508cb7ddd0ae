import { expect, test } from 'vitest';
import type { Field, RecordType } from './ast.ts';
import { resolveSchemas } from './resolve-schemas.ts';

const resolve = (...schemas: unknown[]) =>
  resolveSchemas(schemas.map((schema, index) => ({ id: `${index}.avsc`, file: `${index}.avsc`, text: JSON.stringify(schema) })));

const fieldsOf = (...fields: object[]): readonly Field[] => {
  const { types, findings } = resolve({ type: 'record', name: 'R', namespace: 'a', fields });
  expect(findings).toEqual([]);
  return (types.get('a.R') as RecordType).fields;
};

const typeOf = (type: unknown, rest: object = {}): unknown =>
  JSON.parse(JSON.stringify(fieldsOf({ name: 'f', type, ...rest })[0]?.type, (key, value) => (key === 'position' ? undefined : value)));

test('a record is read with its doc, aliases, fields and every attribute of theirs', () => {
  const text = `{ "type": "record", "name": "Order", "namespace": "shop", "doc": "An order.", "aliases": ["Purchase", "old.Order"], "owner": "team",
  "fields": [
    { "name": "email", "type": "string", "doc": "Where to write.", "format": "email", "maxLength": 9, "confluent:tags": ["PII"],
      "aliases": ["mail"], "order": "ignore", "default": "x" } ] }`;
  const { definitions, roots, findings } = resolveSchemas([{ id: 'order.avsc', file: 'order.avsc', text }]);
  const email: Field = {
    name: 'email',
    doc: 'Where to write.',
    type: {
      kind: 'scalar',
      type: 'string',
      form: 'string',
      constraints: { format: 'email', maxLength: 9 },
      attributes: {},
      position: { line: 3, column: 32 },
    },
    aliases: ['mail'],
    default: { json: 'x', position: { line: 4, column: 58 } },
    order: 'ignore',
    constraints: { format: 'email', maxLength: 9 },
    attributes: { 'confluent:tags': ['PII'] },
    position: { line: 3, column: 15 },
  };
  const order: RecordType = {
    kind: 'record',
    error: false,
    name: 'shop.Order',
    namespace: 'shop',
    shortName: 'Order',
    aliases: ['shop.Purchase', 'old.Order'],
    doc: 'An order.',
    fields: [email],
    attributes: { owner: 'team' },
    position: { line: 1, column: 29 },
  };
  expect(findings).toEqual([]);
  expect(definitions).toEqual([{ type: order, file: 'order.avsc', id: 'order.avsc' }]);
  expect(roots.get('order.avsc')).toEqual({
    kind: 'reference',
    name: 'shop.Order',
    constraints: {},
    attributes: {},
    position: { line: 1, column: 1 },
  });
});

test('a doc that is null is none', () => {
  expect(fieldsOf({ name: 'f', type: 'int', doc: null }).map(({ doc }) => doc)).toEqual(['']);
});

test('named types are hoisted, inherit the namespace around them, and are referred to by full name', () => {
  const { definitions, findings } = resolve({
    type: 'record',
    name: 'a.b.Outer',
    fields: [
      { name: 'inner', type: { type: 'record', name: 'Inner', fields: [{ name: 'self', type: ['null', 'Inner'] }] } },
      { name: 'far', type: { type: 'fixed', name: 'Far', namespace: 'c', size: 4 } },
      { name: 'bare', type: { type: 'enum', name: 'Bare', namespace: '', symbols: ['A', 'B'], default: 'A' } },
      { name: 'again', type: { type: 'array', items: { type: 'map', values: 'Inner' } } },
      { name: 'farAgain', type: 'c.Far' },
      { name: 'bareAgain', type: 'Bare' },
      { name: 'outer', type: ['null', 'Outer'] },
    ],
  });
  expect(findings).toEqual([]);
  expect(definitions.map(({ type }) => `${type.kind} ${type.name}`)).toEqual(['record a.b.Outer', 'record a.b.Inner', 'fixed c.Far', 'enum Bare']);
  const outer = definitions[0]?.type as RecordType;
  // The last reference is twice in the tree: among the branches of its union and among those but null.
  const references = JSON.stringify(outer.fields.map(({ type }) => type)).match(/"kind":"reference","name":"[^"]+"/g);
  expect(references?.map((text) => text.slice(27, -1))).toEqual([
    'a.b.Inner',
    'c.Far',
    'Bare',
    'a.b.Inner',
    'c.Far',
    'Bare',
    'a.b.Outer',
    'a.b.Outer',
  ]);
});

test('files refer to each other in any order, by full name or by the short name in their namespace', () => {
  const { types, findings } = resolve(
    {
      type: 'record',
      name: 'shop.Order',
      fields: [
        { name: 'total', type: 'Money' },
        { name: 'problem', type: 'shared.Problem' },
      ],
    },
    { type: 'error', name: 'shared.Problem', fields: [] },
    { type: 'record', name: 'Money', namespace: 'shop', fields: [{ name: 'of', type: ['null', 'Order'], default: null }] },
  );
  expect(findings).toEqual([]);
  expect([...types].map(([name, type]) => `${name} ${type.kind === 'record' && type.error}`)).toEqual([
    'shop.Order false',
    'shared.Problem true',
    'shop.Money false',
  ]);
});

test('each scalar tells the form of its values', () => {
  const forms = (...types: unknown[]): unknown[] => types.map((type) => (typeOf(type) as { readonly form: string }).form);
  expect(forms('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string')).toEqual([
    'null',
    'boolean',
    'integer',
    'long',
    'number',
    'number',
    'bytes',
    'string',
  ]);
  const logical = (type: string, logicalType: string): unknown => ({ type, logicalType });
  expect(
    forms(
      logical('string', 'uuid'),
      logical('bytes', 'big-decimal'),
      logical('int', 'date'),
      logical('int', 'time-millis'),
      logical('long', 'time-micros'),
      logical('long', 'timestamp-nanos'),
      logical('long', 'local-timestamp-millis'),
    ),
  ).toEqual(['uuid', 'big-decimal', 'date', 'time', 'time', 'timestamp', 'local-timestamp']);
});

test('a decimal keeps precision and scale, a time the digits of its fraction', () => {
  expect(typeOf({ type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 })).toEqual({
    kind: 'scalar',
    type: 'bytes',
    form: 'decimal',
    logical: { name: 'decimal', precision: 9, scale: 2 },
    constraints: {},
    attributes: {},
  });
  expect(typeOf({ type: 'long', logicalType: 'timestamp-micros' })).toMatchObject({ logical: { name: 'timestamp-micros', scale: 6 } });
});

test('a long is a number once its maximum is within 2^53, wherever that is written', () => {
  const form = (type: unknown, rest: object = {}): unknown => (typeOf(type, rest) as { readonly form: string }).form;
  expect(form('long', { maximum: 9007199254740991 })).toBe('integer');
  expect(form({ type: 'long', maximum: 5 })).toBe('integer');
  expect(form('long', { exclusiveMaximum: 9007199254740992 })).toBe('integer');
  expect(form('long', { minimum: 0 })).toBe('long');
});

test('constraints of a field reach the value of its type: a union of null and it, or an array as a whole', () => {
  const text = { kind: 'scalar', type: 'string', form: 'string', constraints: {}, attributes: {} };
  const nothing = { ...text, type: 'null', form: 'null' };
  const bound = { ...text, constraints: { maxLength: 3 } };
  expect(typeOf(['null', 'string'], { maxLength: 3 })).toEqual({
    kind: 'union',
    branches: [nothing, bound],
    nullable: true,
    options: [bound],
    attributes: {},
  });
  expect(typeOf({ type: 'array', items: 'string' }, { maxItems: 3 })).toEqual({
    kind: 'array',
    items: text,
    constraints: { maxItems: 3 },
    attributes: {},
  });
  expect(typeOf({ type: 'map', values: 'string' }, { maxProperties: 3 })).toMatchObject({
    kind: 'map',
    values: text,
    constraints: { maxProperties: 3 },
  });
});

test('a union may have several branches and no null', () => {
  const { branches, options, nullable } = typeOf(['int', { type: 'array', items: 'int' }]) as {
    branches: unknown[];
    options: unknown[];
    nullable: boolean;
  };
  expect([branches.length, options.length, nullable]).toEqual([2, 2, false]);
});

test('what tells the lint to overlook something is no part of the schema', () => {
  const ignore = { 'x-vyarna-ignore': { LONG_UNBOUNDED: 'an offset has 64 bits' } };
  const field = { name: 'offset', type: { type: 'long', ...ignore }, ...ignore };
  const { types, findings } = resolve({ type: 'record', name: 'R', fields: [field], ...ignore });
  expect(findings).toEqual([]);
  expect(JSON.stringify(types.get('R'))).not.toContain('ignore');
});
