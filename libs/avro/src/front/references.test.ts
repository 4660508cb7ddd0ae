import { expect, test } from 'vitest';
import type { AvroType, RecordType } from './ast.ts';
import { schemaIdOf } from './parse-reference.ts';
import { type ResolvedSchemas, type ResolveOptions, resolveSchemas } from './resolve-schemas.ts';
import type { SchemaCache } from './schema-cache.ts';
import type { SchemaInput } from './schema-input.ts';
import type { SchemaNode } from './schema-node.ts';

const input = (id: string, schema: unknown): SchemaInput => ({ id, file: id.split('#')[0] ?? '', text: JSON.stringify(schema) });

const resolve = (schemas: { readonly [id: string]: unknown }, options?: ResolveOptions): ResolvedSchemas =>
  resolveSchemas(
    Object.entries(schemas).map(([id, schema]) => input(id, schema)),
    options,
  );

const shape = (type: AvroType | undefined): unknown => {
  switch (type?.kind) {
    case 'array':
      return [shape(type.items)];
    case 'map':
      return { map: shape(type.values) };
    case 'union':
      return { union: type.branches.map(shape) };
    case 'reference':
      return `-> ${type.name}`;
    case 'scalar':
      return type.type;
    default:
      return undefined;
  }
};

const fieldsOf = ({ types }: ResolvedSchemas, name: string): unknown =>
  Object.fromEntries((types.get(name) as RecordType).fields.map((field) => [field.name, shape(field.type)]));

const messages = ({ findings }: ResolvedSchemas): string[] =>
  findings.map(({ file, line, column, rule, message }) => `${file}:${line}:${column} ${rule} ${message}`);

const record = (name: string, ...types: unknown[]): unknown => ({
  type: 'record',
  name,
  fields: types.map((type, index) => ({ name: `f${index}`, type })),
});

const money = record('shop.Money', 'long');

test('a $ref to a schema of a named type means that type, wherever a type stands', () => {
  const ref = { $ref: '../types/money.avsc' };
  const found = resolve({
    'shop/order.avsc': record('shop.Order', ref, ['null', ref], { type: 'array', items: ref }, { type: 'map', values: ref }),
    'types/money.avsc': money,
    'shop/alias.avsc': ref,
  });
  expect(messages(found)).toEqual([]);
  expect(fieldsOf(found, 'shop.Order')).toEqual({
    f0: '-> shop.Money',
    f1: { union: ['null', '-> shop.Money'] },
    f2: ['-> shop.Money'],
    f3: { map: '-> shop.Money' },
  });
  expect(shape(found.roots.get('shop/alias.avsc'))).toBe('-> shop.Money');
  expect(found.definitions.map(({ type, file, id }) => [type.name, file, id])).toEqual([
    ['shop.Order', 'shop/order.avsc', 'shop/order.avsc'],
    ['shop.Money', 'types/money.avsc', 'types/money.avsc'],
  ]);
});

test('a $ref to a schema without a name means what is written there, bound by the field as well', () => {
  const found = resolve({
    'order.avsc': {
      type: 'record',
      name: 'Order',
      fields: [
        { name: 'mail', type: { $ref: 'doc.json#/mail' }, maxLength: 9 },
        { name: 'count', type: { $ref: 'doc.json#/count' }, maximum: 5 },
        { name: 'lines', type: { $ref: 'doc.json#/lines' }, maxItems: 3 },
        { name: 'maybe', type: { $ref: 'doc.json#/maybe' }, minLength: 2 },
      ],
    },
    'doc.json#/mail': { type: 'string', format: 'email' },
    'doc.json#/count': 'long',
    'doc.json#/lines': { type: 'array', items: { $ref: '#/mail' } },
    'doc.json#/maybe': ['null', 'string'],
  });
  expect(messages(found)).toEqual([]);
  const { fields } = found.types.get('Order') as RecordType;
  expect(fields.map(({ type }) => type)).toMatchObject([
    { type: 'string', constraints: { format: 'email', maxLength: 9 }, position: { line: 1, column: 65 } },
    { type: 'long', form: 'integer', constraints: { maximum: 5 } },
    { kind: 'array', items: { type: 'string', constraints: { format: 'email' } }, constraints: { maxItems: 3 } },
    { kind: 'union', nullable: true, options: [{ type: 'string', constraints: { minLength: 2 } }] },
  ]);
  expect(found.roots.get('doc.json#/count')).toMatchObject({ form: 'long', constraints: {} });
});

test('schemas that are not among the inputs are loaded by id, once, and what they refer to as well', () => {
  const files: { readonly [id: string]: unknown } = {
    'types/all.yaml#/schemas/Money': { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: money },
    'types/price.avsc': record('shop.Price', { $ref: './all.yaml#/schemas/Money' }),
  };
  const asked: string[] = [];
  const load = (id: string): SchemaInput | undefined => {
    asked.push(id);
    return id in files ? input(id, files[id]) : undefined;
  };
  const order = record('shop.Order', { $ref: 'types/price.avsc' }, { $ref: 'types/price.avsc' }, { $ref: 'types/all.yaml#/schemas/Money' });
  const found = resolve({ 'order.avsc': order }, { load });
  expect(messages(found)).toEqual([]);
  expect(asked).toEqual(['types/price.avsc', 'types/all.yaml#/schemas/Money']);
  expect(fieldsOf(found, 'shop.Order')).toEqual({ f0: '-> shop.Price', f1: '-> shop.Price', f2: '-> shop.Money' });
  expect([...found.roots.keys()]).toEqual(['order.avsc', 'types/price.avsc', 'types/all.yaml#/schemas/Money']);
});

test('a $ref that leads nowhere, and one that is none, are findings at their places', () => {
  expect(messages(resolve({ 'a/r.avsc': record('R', { $ref: '../gone.avsc' }, 'int') }))).toEqual([
    'a/r.avsc:1:67 UNRESOLVED_REFERENCE There is no schema gone.avsc.',
  ]);
  expect(messages(resolve({ 'r.avsc': record('R', { $ref: 5 }) }))).toEqual([
    'r.avsc:1:67 INVALID_ATTRIBUTE "$ref" is the address of a schema, not a number.',
  ]);
});

test('recursion over files goes through names; through types without one it is a finding, told once', () => {
  const named = resolve({
    'a.avsc': record('A', { $ref: 'b.avsc' }),
    'b.avsc': { type: 'array', items: { $ref: 'a.avsc' } },
    'c.avsc': { type: 'array', items: record('C', { $ref: 'c.avsc' }) },
  });
  expect(messages(named)).toEqual([]);
  expect([fieldsOf(named, 'A'), fieldsOf(named, 'C')]).toEqual([{ f0: ['-> A'] }, { f0: ['-> C'] }]);

  const circle = resolve({
    'a.avsc': { type: 'array', items: { $ref: 'b.avsc' } },
    'b.avsc': { type: 'map', values: { $ref: 'a.avsc' } },
    'self.avsc': { $ref: 'self.avsc' },
    'user.avsc': record('U', { $ref: 'a.avsc' }, { $ref: 'self.avsc' }),
  });
  expect(messages(circle).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
    'a.avsc:1:33 CIRCULAR_REFERENCE',
    'self.avsc:1:9 CIRCULAR_REFERENCE',
  ]);
});

test('a union by $ref cannot be a branch, and branches that mean the same type are told', () => {
  const found = resolve({
    'r.avsc': record('R', ['null', { $ref: 'u.avsc' }], ['shop.Money', { $ref: 'money.avsc' }]),
    'u.avsc': ['null', 'int'],
    'money.avsc': money,
  });
  expect(messages(found)).toEqual([
    'r.avsc:1:67 INVALID_UNION A union cannot be a branch of a union.',
    'r.avsc:1:121 INVALID_UNION The union has a branch "shop.Money" already.',
  ]);
});

test('a tree of another format is read as JSON is, with its own positions', () => {
  const name = (value: string, offset: number): SchemaNode => ({ kind: 'string', value, offset });
  const tree: SchemaNode = {
    kind: 'object',
    offset: 10,
    entries: [
      { key: 'type', offset: 10, value: name('array', 16) },
      { key: 'items', offset: 22, value: name('Mony', 29) },
    ],
  };
  const id = 'asyncapi.yaml#/components/schemas/List';
  const found = resolveSchemas([
    input('money.avsc', record('Money', 'int')),
    { id, file: 'asyncapi.yaml', tree, positionAt: (offset) => ({ line: 100, column: offset }) },
  ]);
  expect(messages(found)).toEqual(['asyncapi.yaml:100:29 UNKNOWN_TYPE There is no type "Mony".']);
  expect(found.roots.get(id)).toMatchObject({ kind: 'array', position: { line: 100, column: 10 } });
});

test('one place reached by two ids defines its types once', () => {
  const tree: SchemaNode = {
    kind: 'object',
    offset: 0,
    entries: Object.entries({ type: 'enum', name: 'E' }).map(([key, value], index) => ({
      key,
      offset: index,
      value: { kind: 'string', value, offset: index },
    })),
  };
  (tree.entries as unknown[]).push({
    key: 'symbols',
    offset: 2,
    value: { kind: 'array', offset: 2, items: [{ kind: 'string', value: 'A', offset: 3 }] },
  });
  const at = (id: string): SchemaInput => ({ id, file: 'doc.yaml', tree, positionAt: (offset) => ({ line: 1, column: offset + 1 }) });
  const found = resolveSchemas([at('doc.yaml#/a'), at('doc.yaml#/b')]);
  expect(messages(found)).toEqual([]);
  expect(found.definitions.map(({ id }) => id)).toEqual(['doc.yaml#/a']);
  expect([...found.roots.values()].map(shape)).toEqual(['-> E', '-> E']);
});

test('ids are paths from where the $ref stands, unless it is a URL', () => {
  expect(schemaIdOf('shop/order.avsc', '#/components/schemas/My%20Money')).toBe('shop/order.avsc#/components/schemas/My Money');
  expect(schemaIdOf('shop/order.avsc', './money.avsc#')).toBe('shop/money.avsc');
  expect(schemaIdOf('order.avsc', '../money.avsc')).toBe('../money.avsc');
  expect(schemaIdOf('shop/order.avsc', 'https://example.com/a.avsc#/x')).toBe('https://example.com/a.avsc#/x');
});

test('with a cache, what did not change is neither parsed nor made again', () => {
  const cache: SchemaCache = new Map();
  const schemas = {
    'a.avsc': record('x.A', 'Money', { $ref: 'list.avsc' }),
    'list.avsc': { type: 'array', items: 'int' },
    'money.avsc': record('Money', 'long'),
  };
  const first = resolve(schemas, { cache });
  const again = resolve(schemas, { cache });
  expect(again.types.get('x.A')).toBe(first.types.get('x.A'));

  const changed = resolve({ ...schemas, 'money.avsc': record('Money', 'int') }, { cache });
  expect(changed.types.get('x.A')).toBe(first.types.get('x.A'));
  expect(changed.types.get('Money')).not.toBe(first.types.get('Money'));

  // A name that now means another type changes what refers to it.
  const nearer = resolve({ ...schemas, 'near.avsc': record('x.Money', 'int') }, { cache });
  expect([fieldsOf(first, 'x.A'), fieldsOf(nearer, 'x.A')]).toEqual([
    { f0: '-> Money', f1: ['int'] },
    { f0: '-> x.Money', f1: ['int'] },
  ]);
  resolve({ 'money.avsc': money }, { cache });
  expect([...cache.keys()]).toEqual(['money.avsc']);
});

test('a type without a namespace is refused where a schema that stands by itself would have to name it beside its namesake', () => {
  const ref = { $ref: 'money.avsc' };
  const schemas = { 'money.avsc': record('Money', 'long'), 'shop/money.avsc': money };
  const finding = (column: number): string =>
    `shop/order.avsc:1:${column} UNNAMEABLE_TYPE "Money" has no namespace, and in "shop" its name means "shop.Money".`;
  const found = (...types: unknown[]): string[] => messages(resolve({ ...schemas, 'shop/order.avsc': record('shop.Order', ...types) }));
  const up = { $ref: '../money.avsc' };
  expect(found(up, up)).toEqual([finding(114)]);
  expect(found(record('other.Box', up), { type: 'map', values: up })).toEqual([finding(206)]);
  // Written out where it is used first, it needs no name.
  expect(found(up, 'Money')).toEqual([]);
  expect(messages(resolve({ 'money.avsc': record('Money', 'long'), 'shop/order.avsc': record('shop.Order', up, up) }))).toEqual([]);
  // A payload that has no name of its own may name it before.
  const payload = { ...schemas, 'shop/order.avsc': record('shop.Order', up), 'both.avsc': ['Money', 'shop.Order'] };
  expect(messages(resolve(payload))).toEqual([finding(68)]);
  expect(messages(resolve({ ...payload, 'both.avsc': ref }))).toEqual([]);
  // As a registry keeps it, such a schema is whole: what is defined in place inside another namespace needs no other name.
  const inPlace = { ...(record('Money', { type: 'array', items: 'shop.Order' }) as object), namespace: '' };
  expect(messages(resolve({ 'whole.avsc': record('shop.Order', money, inPlace) }))).toEqual([]);
});
