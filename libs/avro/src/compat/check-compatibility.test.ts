import { describe, expect, test } from 'vitest';
import type { AvroJson } from '../schema/avro-json.ts';
import { readSchema } from '../schema/read-schema.ts';
import { checkCompatibility } from './check-compatibility.ts';
import { AmbiguousFieldError, MOST_INCOMPATIBILITIES, TooDeepError } from './incompatibility.ts';

const check = (reader: AvroJson, writer: AvroJson): readonly string[] => {
  const { compatible, incompatibilities } = checkCompatibility(readSchema(reader), readSchema(writer));
  expect(compatible).toBe(incompatibilities.length === 0);
  return incompatibilities.map(({ type, path, message }) => `${type} ${path} ${message}`);
};

type Fields = readonly (readonly [name: string, type: AvroJson, more?: object])[];

const record = (fields: Fields, more: object = {}): AvroJson => ({
  type: 'record',
  name: 'Order',
  namespace: 'shop',
  fields: fields.map(([name, type, rest]) => ({ name, type, ...rest })),
  ...more,
});
const state = (symbols: readonly string[], more: object = {}): AvroJson => ({ type: 'enum', name: 'State', symbols, ...more });
const fixed = (size: number, name = 'Hash'): AvroJson => ({ type: 'fixed', name, size });

describe('a reader takes', () => {
  test.each<[string, AvroJson, AvroJson]>([
    ['its own schema', record([['id', 'long']]), record([['id', 'long']])],
    ['a field it adds with a default', record([['id', 'long', { default: 0 }]]), record([])],
    ['a field less than the writer has', record([]), record([['id', 'long']])],
    [
      'fields in another order',
      record([
        ['a', 'int'],
        ['b', 'int'],
      ]),
      record([
        ['b', 'int'],
        ['a', 'int'],
      ]),
    ],
    ['a field under an alias', record([['sum', 'long', { aliases: ['total'] }]]), record([['total', 'int']])],
    ['a record under an alias', record([], { name: 'Purchase', aliases: ['Order'] }), record([])],
    ['a record of another namespace', record([], { namespace: 'store' }), record([])],
    ['a smaller number', ['double'], ['int', 'long', 'float']],
    ['bytes as text, and text as bytes', { type: 'map', values: 'string' }, { type: 'map', values: 'bytes' }],
    ['one branch of many', ['null', 'string', 'long'], 'int'],
    ['a union of what it reads', 'long', ['int', 'long']],
    ['an unknown symbol, by its default', state(['OPEN'], { default: 'OPEN' }), state(['OPEN', 'SHUT'])],
    [
      'any long as any other, whatever it counts',
      { type: 'long', logicalType: 'timestamp-micros' },
      { type: 'long', logicalType: 'timestamp-millis' },
    ],
    ['a type that contains itself', record([['next', ['null', 'shop.Order']]]), record([['next', ['null', 'shop.Order']]])],
  ])('%s', (_, reader, writer) => {
    expect(check(reader, writer)).toEqual([]);
  });
});

describe('a reader cannot be sure of', () => {
  test.each<[string, AvroJson, AvroJson, readonly string[]]>([
    ['a field that the writer lacks', record([['id', 'long']]), record([]), ['READER_FIELD_MISSING_DEFAULT_VALUE /fields/0 id']],
    [
      'an enum that the writer lacks, though it has a default symbol',
      record([['state', state(['OPEN'], { default: 'OPEN' })]]),
      record([]),
      ['TYPE_MISMATCH /fields/0/type reader type: ENUM not compatible with writer type: RECORD'],
    ],
    [
      'another type',
      record([['id', 'int']]),
      record([['id', 'long']]),
      ['TYPE_MISMATCH /fields/0/type reader type: INT not compatible with writer type: LONG'],
    ],
    ['a missing symbol', state(['A']), state(['C', 'A', 'B']), ['MISSING_ENUM_SYMBOLS /symbols [B, C]']],
    ['another size', fixed(8), fixed(4), ['FIXED_SIZE_MISMATCH /size expected: 4, found: 8']],
    ['another name', fixed(4, 'Sum'), fixed(4), ['NAME_MISMATCH /name expected: Hash']],
    [
      'a branch it lacks',
      ['int', 'string'],
      ['int', 'long', 'null'],
      ['MISSING_UNION_BRANCH /1 reader union lacking writer type: LONG', 'MISSING_UNION_BRANCH /2 reader union lacking writer type: NULL'],
    ],
    ['a union where it takes one', 'int', ['null', 'int'], ['TYPE_MISMATCH /0 reader type: INT not compatible with writer type: NULL']],
    [
      'items',
      { type: 'array', items: 'int' },
      { type: 'array', items: 'string' },
      ['TYPE_MISMATCH /items reader type: INT not compatible with writer type: STRING'],
    ],
    [
      'a list as a map',
      { type: 'map', values: 'int' },
      { type: 'array', items: 'int' },
      ['TYPE_MISMATCH / reader type: MAP not compatible with writer type: ARRAY'],
    ],
  ])('%s', (_, reader, writer, expected) => {
    expect(check(reader, writer)).toEqual(expected);
  });

  test('all of it is told, in the order of the reader', () => {
    const reader = record([
      ['a', 'int'],
      ['b', state(['X'])],
      ['c', record([['d', 'long']], { name: 'Part' })],
    ]);
    const writer = record(
      [
        ['c', record([], { name: 'Piece' })],
        ['b', state(['Y', 'X'])],
        ['a', 'string'],
      ],
      { name: 'Sale' },
    );
    expect(check(reader, writer)).toEqual([
      'NAME_MISMATCH /name expected: shop.Sale',
      'TYPE_MISMATCH /fields/0/type reader type: INT not compatible with writer type: STRING',
      'MISSING_ENUM_SYMBOLS /fields/1/type/symbols [Y]',
      'NAME_MISMATCH /fields/2/type/name expected: shop.Piece',
      'READER_FIELD_MISSING_DEFAULT_VALUE /fields/2/type/fields/0 d',
    ]);
  });

  test('a type met first inside a union keeps the path it had there, as in Apache Avro', () => {
    const part = (type: AvroJson): AvroJson => record([['x', type]], { name: 'Part' });
    const reader = record([
      ['a', ['null', part('int')]],
      ['b', 'shop.Part'],
    ]);
    const writer = record([
      ['a', ['null', part('string')]],
      ['b', 'shop.Part'],
    ]);
    expect(check(reader, writer)).toEqual([
      'MISSING_UNION_BRANCH /fields/0/type/1 reader union lacking writer type: RECORD',
      'TYPE_MISMATCH /fields/0/type reader type: INT not compatible with writer type: STRING',
    ]);
  });

  test('which of two fields is meant cannot be said', () => {
    const reader = readSchema(record([['a', 'int', { aliases: ['b'] }]]));
    const writer = readSchema(
      record([
        ['a', 'int'],
        ['b', 'int'],
      ]),
    );
    expect(() => checkCompatibility(reader, writer)).toThrow(AmbiguousFieldError);
  });
});

test('records that are used twice by the next one, forty times over, are answered with the first findings', () => {
  const nested = (depth: number, type: string): AvroJson =>
    depth === 0
      ? { type: 'record', name: 'R0', fields: [{ name: 'x', type }] }
      : {
          type: 'record',
          name: `R${depth}`,
          fields: [
            { name: 'left', type: nested(depth - 1, type) },
            { name: 'right', type: `R${depth - 1}` },
          ],
        };
  const path = `${'/fields/0/type'.repeat(40)}/fields/0/type`;
  const found = check(nested(40, 'int'), nested(40, 'string'));
  expect(found).toHaveLength(MOST_INCOMPATIBILITIES);
  expect(new Set(found)).toEqual(new Set([`TYPE_MISMATCH ${path} reader type: INT not compatible with writer type: STRING`]));
  expect(check(nested(3, 'int'), nested(3, 'string'))).toHaveLength(8);
  expect(check(nested(40, 'long'), nested(40, 'int'))).toEqual([]);
});

test('types that lead on to each other further than a stack goes are left undecided', () => {
  const chain = (leaf: string, given: object): AvroJson => ({
    type: 'record',
    name: 'Root',
    fields: [
      ...Array.from({ length: 20_000 }, (_, n) => ({
        name: `${leaf}${n}`,
        type: { type: 'record', name: `R${n}`, fields: [{ name: 'next', type: n === 0 ? leaf : `R${n - 1}` }] },
        ...given,
      })),
      { name: 'last', type: 'R19999' },
    ],
  });
  // The reader meets the last of them first: what comes before it has a default, and is not written.
  const reader = readSchema(chain('int', { default: {} }));
  expect(() => checkCompatibility(reader, readSchema(chain('string', {})))).toThrow(TooDeepError);
});
