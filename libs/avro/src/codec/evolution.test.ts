import { expect, test } from 'vitest';
import type { AvroJson } from '../schema/avro-json.ts';
import { createCodec, createReader } from './codec.ts';
import { IncompatibleError } from './incompatible.ts';

const record = (fields: readonly object[], more: object = {}): AvroJson => ({ type: 'record', name: 'a.R', fields, ...more });

const f = (type: AvroJson): AvroJson => record([{ name: 'f', type }]);

/** What a reader makes of a value written as another schema. */
const read = (reader: AvroJson, writer: AvroJson, value: unknown): unknown => createReader(reader, writer)(createCodec(writer).encode(value));

const readField = (reader: AvroJson, writer: AvroJson, value: unknown): unknown =>
  (read(f(reader), f(writer), { f: value }) as { readonly f: unknown }).f;

test('a field added with a default takes it, a field removed is passed over', () => {
  const writer = record([
    { name: 'gone', type: { type: 'map', values: ['null', { type: 'array', items: 'string' }] } },
    { name: 'kept', type: 'int' },
    { name: 'alsoGone', type: { type: 'record', name: 'Inner', fields: [{ name: 'x', type: 'double' }] } },
  ]);
  const reader = record([
    { name: 'added', type: { type: 'array', items: 'long' }, default: [7] },
    { name: 'kept', type: 'int' },
    { name: 'second', type: ['null', 'string'], default: 'of the second branch' },
    { name: 'id', type: { type: 'bytes', logicalType: 'decimal', precision: 4, scale: 1 }, default: '\u0001' },
  ]);
  const value = read(reader, writer, { gone: { a: ['x', 'y'], b: null }, kept: 3, alsoGone: { x: 1 } });
  expect(value).toStrictEqual({ added: ['7'], kept: 3, second: 'of the second branch', id: '0.1' });
  expect(Object.keys(value as object)).toEqual(['added', 'kept', 'second', 'id']);
});

test.each<readonly [AvroJson, AvroJson, unknown, unknown]>([
  ['int', 'long', 5, '5'],
  ['int', { type: 'long', maximum: 100 }, 5, 5],
  ['int', 'double', 5, 5],
  ['long', 'float', '16777217', 16777216],
  ['long', 'double', '9007199254740993', 9007199254740992],
  ['float', 'double', 1.5, 1.5],
  ['string', 'bytes', 'é', 'w6k='],
  ['bytes', 'string', 'w6k=', 'é'],
  ['long', { type: 'long', logicalType: 'timestamp-millis' }, '1', '1970-01-01T00:00:00.001Z'],
  [{ type: 'string', logicalType: 'uuid' }, 'string', '0193a1b2-0000-7000-8000-00000000000a', '0193a1b2-0000-7000-8000-00000000000a'],
  ['int', ['null', 'int'], 5, 5],
  ['int', ['null', 'string', 'long'], 5, { long: '5' }],
  ['int', ['double', 'int'], 5, { int: 5 }],
  [['null', 'int'], ['string', 'null', 'long'], 5, { long: '5' }],
  [['null', 'int'], 'int', 5, 5],
  [['int', 'string'], ['string', 'int'], { string: 'a' }, { string: 'a' }],
])('%j is read as %j: %j becomes %j', (writer, reader, value, expected) => {
  expect(readField(reader, writer, value)).toEqual(expected);
});

test('a symbol the reader does not know is its default, or a fault of that message', () => {
  const writer: AvroJson = { type: 'enum', name: 'E', symbols: ['A', 'B', 'C'] };
  const reader: AvroJson = { type: 'enum', name: 'E', symbols: ['C', 'UNKNOWN'], default: 'UNKNOWN' };
  expect(readField(reader, writer, 'B')).toBe('UNKNOWN');
  expect(readField(reader, writer, 'C')).toBe('C');
  const strict: AvroJson = { type: 'enum', name: 'E', symbols: ['C'] };
  expect(readField(strict, writer, 'C')).toBe('C');
  expect(() => readField(strict, writer, 'B')).toThrow('$.f: expected a symbol of a.E, found B');
});

test('a branch the reader does not have is a fault of that message alone', () => {
  expect(readField('int', ['null', 'int'], 5)).toBe(5);
  expect(() => readField('int', ['null', 'int'], null)).toThrow('$.f: expected a branch the reader has, found null cannot be read as int');
});

test('fields and types are found by their aliases, and types in another namespace by their short name', () => {
  const writer = record([{ name: 'old', type: { type: 'fixed', name: 'Old', size: 1 } }], { name: 'was.R' });
  const reader = record([{ name: 'new', aliases: ['old'], type: { type: 'fixed', name: 'New', aliases: ['was.Old'], size: 1 } }]);
  expect(read(reader, writer, { old: 'AQ==' })).toEqual({ new: 'AQ==' });
});

test('a field that is there by name is not taken by another alias', () => {
  const reader = record([
    { name: 'new', aliases: ['old'], type: 'int', default: 0 },
    { name: 'old', type: 'int' },
  ]);
  expect(read(reader, record([{ name: 'old', type: 'int' }]), { old: 3 })).toEqual({ new: 0, old: 3 });
});

test('of several branches that could take a record, the one of the same name takes it', () => {
  const named = (name: string): AvroJson => ({ type: 'record', name, fields: [{ name: 'x', type: 'int', default: 0 }] });
  expect(readField(['null', named('one.Line'), named('two.Line')], ['null', named('two.Line')], { x: 3 })).toEqual({ 'two.Line': { x: 3 } });
  expect(readField(['null', named('one.Line'), named('two.Line')], named('three.Line'), { x: 3 })).toEqual({ 'one.Line': { x: 3 } });
});

test('types that contain themselves evolve at every depth', () => {
  const tree = (more: readonly object[]): AvroJson => ({
    type: 'record',
    name: 'Tree',
    fields: [{ name: 'children', type: { type: 'array', items: 'Tree' } }, ...more],
  });
  const reader = tree([{ name: 'label', type: 'string', default: '-' }]);
  expect(
    read(reader, tree([{ name: 'gone', type: ['null', 'Tree'] }]), { children: [{ children: [], gone: null }], gone: { children: [], gone: null } }),
  ).toEqual({
    children: [{ children: [], label: '-' }],
    label: '-',
  });
});

test.each<readonly [string, AvroJson, AvroJson, string]>([
  ['another type', 'string', 'int', 'f: int cannot be read as string'],
  ['a narrower type', 'int', 'long', 'f: long cannot be read as int'],
  [
    'another scale',
    { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 },
    { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 3 },
    'f: decimal of scale 3 cannot be read as decimal of scale 2',
  ],
  [
    'another precision of time',
    { type: 'long', logicalType: 'timestamp-micros' },
    { type: 'long', logicalType: 'timestamp-millis' },
    'f: timestamp-millis cannot be read as timestamp-micros',
  ],
  ['another size', { type: 'fixed', name: 'F', size: 2 }, { type: 'fixed', name: 'F', size: 1 }, 'f: a.F has 1 bytes, a.F 2'],
  [
    'another name',
    { type: 'fixed', name: 'F', size: 2 },
    { type: 'fixed', name: 'G', size: 2 },
    'f: the fixed a.G is neither the fixed a.F nor one of its aliases',
  ],
  ['no branch that fits', ['null', 'boolean'], 'string', 'f: string is none of null, boolean'],
])('%s is refused before any message is read', (_, reader, writer, message) => {
  expect(() => createReader(f(reader), f(writer))).toThrow(new IncompatibleError(message));
});

test('a reader whose field has neither source nor default is refused', () => {
  expect(() => createReader(f('int'), record([]))).toThrow(new IncompatibleError('a.R has no field "f", which has no default in a.R'));
});

test.each<readonly [string, object]>([
  ['of another type', { name: 'f', type: 'int', default: 'x' }],
  [
    'that holds itself without end',
    { name: 'f', type: { type: 'record', name: 'Node', fields: [{ name: 'next', type: 'Node', default: {} }] }, default: {} },
  ],
])('a default %s is as good as none', (_, field) => {
  expect(() => createReader(record([field]), record([]))).toThrow(
    new IncompatibleError('a.R has no field "f", which has no default that fits its type in a.R'),
  );
});

test("a default that is an object is each value's own", () => {
  const reader = record([{ name: 'f', type: { type: 'map', values: { type: 'array', items: 'int' } }, default: { a: [1] } }]);
  const decode = createReader(reader, record([]));
  const [first, second] = [decode(Buffer.alloc(0)), decode(Buffer.alloc(0))] as readonly { readonly f: { readonly a: number[] } }[];
  first?.f.a.push(2);
  expect(second).toEqual({ f: { a: [1] } });
});
