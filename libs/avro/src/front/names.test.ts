import { expect, test } from 'vitest';
import type { RecordType } from './ast.ts';
import { type ResolvedSchemas, resolveSchemas } from './resolve-schemas.ts';

const resolve = (...schemas: unknown[]): ResolvedSchemas =>
  resolveSchemas(schemas.map((schema, index) => ({ id: `${index}.avsc`, file: `${index}.avsc`, text: JSON.stringify(schema) })));

const messages = ({ findings }: ResolvedSchemas): string[] => findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);

const record = (name: string, ...types: unknown[]): Record<string, unknown> => ({
  type: 'record',
  name,
  fields: types.map((type, index) => ({ name: `f${index}`, type })),
});

/** The names that the fields of a record refer to. */
const referred = ({ types }: ResolvedSchemas, name: string): unknown[] =>
  (types.get(name) as RecordType).fields.map(({ type }) => (type.kind === 'reference' ? type.name : type.kind));

test('the same short name in two namespaces stays two types', () => {
  const found = resolve(record('a.Line', 'int'), record('b.Line', 'string'), record('b.Order', 'Line', 'a.Line', 'b.Line'));
  expect(messages(found)).toEqual([]);
  expect(referred(found, 'b.Order')).toEqual(['b.Line', 'a.Line', 'b.Line']);
});

test('a short name means the type of the namespace around it, else the one without a namespace', () => {
  const line = record('Line', 'int');
  const order = record('a.b.Order', 'Line', { ...record('Mid', 'Line'), namespace: 'c' });
  expect(referred(resolve(line, order), 'a.b.Order')).toEqual(['Line', 'c.Mid']);
  const nearer = resolve(line, order, record('a.b.Line'), record('a.Line'));
  expect([referred(nearer, 'a.b.Order'), referred(nearer, 'c.Mid')]).toEqual([['a.b.Line', 'c.Mid'], ['Line']]);
});

test('a namespace is inherited, overridden by a dotted name, and emptied by an empty one', () => {
  const inner = (rest: object): unknown => ({ ...record('Inner'), ...rest });
  const names = (rest: object): string[] => [...resolve({ ...record('a.b.Outer', inner(rest)), namespace: 'a.b' }).types.keys()];
  expect(names({})).toEqual(['a.b.Outer', 'a.b.Inner']);
  expect(names({ namespace: 'c.d' })).toEqual(['a.b.Outer', 'c.d.Inner']);
  expect(names({ name: 'c.d.Inner' })).toEqual(['a.b.Outer', 'c.d.Inner']);
  expect(names({ namespace: '' })).toEqual(['a.b.Outer', 'Inner']);
});

test('names that differ only in case, and names that languages have a use for, are types like any other', () => {
  const names = ['Date', 'date', 'Object', 'constructor', '__proto__', 'hasOwnProperty', 'class', 'String', 'map', 'record', 'union'];
  const found = resolve(...names.map((name) => record(name)), record('All', ...names));
  expect(messages(found)).toEqual([]);
  expect(referred(found, 'All')).toEqual(names);
  expect([...found.types.keys()]).toEqual([...names, 'All']);
});

test('fields of such names, and fields that differ only in case, are fields like any other', () => {
  const names = ['class', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'a', 'A'];
  const found = resolve({ type: 'record', name: 'R', fields: names.map((name) => ({ name, type: 'int', default: 1 })) });
  expect(messages(found)).toEqual([]);
  expect((found.types.get('R') as RecordType).fields.map(({ name }) => name)).toEqual(names);
});

test('types that contain themselves, each other and themselves over files are known by name', () => {
  const found = resolve(
    record('a.Tree', { type: 'array', items: 'Tree' }),
    record('a.Ping', ['null', 'Pong']),
    record('a.Pong', ['null', 'a.Ping'], { type: 'map', values: record('Inner', ['null', 'Pong', 'Tree']) }),
  );
  expect(messages(found)).toEqual([]);
  expect([...found.types.keys()]).toEqual(['a.Tree', 'a.Ping', 'a.Pong', 'a.Inner']);
});

test('a name can stand in an object, with attributes beside it', () => {
  const money = { type: 'fixed', name: 'a.F', size: 4 };
  const found = resolve(money, record('a.R', { type: 'F', maxLength: 8, 'x-why': 'so' }, { type: 'array', items: { type: 'a.F', pattern: '^A' } }));
  expect(messages(found)).toEqual([]);
  expect((found.types.get('a.R') as RecordType).fields.map(({ type }) => type)).toMatchObject([
    { kind: 'reference', name: 'a.F', constraints: { maxLength: 8 }, attributes: { 'x-why': 'so' } },
    { items: { kind: 'reference', name: 'a.F', constraints: { pattern: '^A' } } },
  ]);
});

test.each([
  ['a name twice in one file', [record('R', record('S'), record('S'))], ['0.avsc:1:145 DUPLICATE_NAME']],
  ['a name twice in two files', [record('a.S'), { ...record('S'), namespace: 'a' }], ['1.avsc:1:25 DUPLICATE_NAME']],
  ['a name and an invalid namespace', [{ ...record('R', ['null', 'R']), namespace: 5 }], ['0.avsc:1:86 INVALID_NAME']],
  ['a name that is none, used inside', [record('R-1', ['null', 'R-1'])], ['0.avsc:1:25 INVALID_NAME']],
  ['a name of a primitive in a namespace', [record('a.string', ['null', 'a.string'])], ['0.avsc:1:25 INVALID_NAME']],
  ['a kind of type that is no type here', [record('R', 'map')], ['0.avsc:1:59 INVALID_SCHEMA']],
] as const)('%s is one finding', (_, schemas, expected) => {
  expect(messages(resolve(...schemas))).toEqual(expected);
});
