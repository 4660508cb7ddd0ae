import { describe, expect, test } from 'vitest';
import type { AvroJson } from '../schema/avro-json.ts';
import { readSchema } from '../schema/read-schema.ts';
import { checkCompatibility } from './check-compatibility.ts';
import { meaningChanges } from './meaning-changes.ts';

const record = (field: object): AvroJson => ({ type: 'record', name: 'Bill', fields: [{ name: 'sum', ...field }] });
const decimal = (precision: number, scale: number): object => ({ type: { type: 'bytes', logicalType: 'decimal', precision, scale } });
const logical = (type: string, logicalType: string): object => ({ type: { type, logicalType } });
const state = (more: object): object => ({ type: { type: 'enum', name: 'State', symbols: ['A', 'B'], ...more } });

test.each<[string, object, object, string, readonly string[]]>([
  ['a unit of time', logical('long', 'timestamp-millis'), logical('long', 'timestamp-micros'), 'TIME_UNIT /fields/0/type', ['backward', 'forward']],
  [
    'a local time taken for an instant',
    logical('long', 'local-timestamp-millis'),
    logical('long', 'timestamp-millis'),
    'LOGICAL_TYPE_CHANGED /fields/0/type',
    ['backward', 'forward'],
  ],
  ['the scale of a decimal', decimal(10, 2), decimal(10, 4), 'DECIMAL_SCALE /fields/0/type', ['backward', 'forward']],
  ['more digits', decimal(10, 2), decimal(12, 2), 'DECIMAL_PRECISION /fields/0/type', ['forward']],
  ['fewer digits', decimal(10, 2), decimal(8, 2), 'DECIMAL_PRECISION /fields/0/type', ['backward']],
  ['a logical type dropped', logical('string', 'uuid'), { type: 'string' }, 'LOGICAL_TYPE_DROPPED /fields/0/type', ['backward', 'forward']],
  ['a logical type added', { type: 'long' }, logical('long', 'timestamp-millis'), 'LOGICAL_TYPE_ADDED /fields/0/type', ['backward', 'forward']],
  ['text as bytes', { type: ['null', 'string'] }, { type: ['null', 'bytes'] }, 'STRING_AND_BYTES /fields/0/type/1', ['backward', 'forward']],
  ['a tag of personal data', { type: 'string', 'confluent:tags': ['PII'] }, { type: 'string' }, 'PII_TAG_DROPPED /fields/0', ['backward', 'forward']],
  [
    'a unit in the docs',
    { type: 'int', doc: 'What it costs, in cents.' },
    { type: 'int', doc: 'What it costs, in EUR.' },
    'UNIT_IN_DOCS /fields/0',
    ['backward', 'forward'],
  ],
  ['a default symbol that comes late', state({}), state({ default: 'A' }), 'ENUM_DEFAULT_LATE /fields/0/type', ['forward']],
  ['a tighter bound', { type: 'string', maxLength: 9 }, { type: 'string', maxLength: 5 }, 'CONSTRAINT_TIGHTENED /fields/0/type', ['backward']],
  ['a new bound', { type: 'int' }, { type: 'int', minimum: 1 }, 'CONSTRAINT_TIGHTENED /fields/0/type', ['backward']],
  ['a looser bound', { type: 'string', minLength: 9 }, { type: 'string', minLength: 5 }, 'CONSTRAINT_LOOSENED /fields/0/type', ['forward']],
  ['a bound that is gone', { type: ['null', 'int'], maximum: 9 }, { type: ['null', 'int'] }, 'CONSTRAINT_LOOSENED /fields/0/type/1', ['forward']],
  [
    'another pattern',
    { type: 'string', pattern: '^a' },
    { type: 'string', pattern: '^b' },
    'CONSTRAINT_CHANGED /fields/0/type',
    ['backward', 'forward'],
  ],
])('%s is told, though Avro finds it compatible', (_, older, newer, expected, breaks) => {
  const [was, is] = [readSchema(record(older)), readSchema(record(newer))];
  expect(checkCompatibility(is, was).compatible && checkCompatibility(was, is).compatible).toBe(true);
  expect(meaningChanges(was, is).map(({ rule, path }) => `${rule} ${path}`)).toEqual([expected]);
  expect(meaningChanges(was, is)[0]?.breaks).toEqual(breaks);
});

/** The changes of one order event that are compatible both ways and yet change what its values mean. */
describe('nothing of what every level lets pass stays silent', () => {
  const map = (values: string): object => ({ type: { type: 'map', values } });
  test.each<[string, object, object, readonly string[]]>([
    ['milliseconds to microseconds', logical('long', 'timestamp-millis'), logical('long', 'timestamp-micros'), ['TIME_UNIT']],
    ['scale 2 to 4', decimal(10, 2), decimal(10, 4), ['DECIMAL_SCALE']],
    ['a decimal read as text', decimal(10, 2), { type: 'string' }, ['STRING_AND_BYTES', 'LOGICAL_TYPE_DROPPED']],
    ['precision 10 to 12', decimal(10, 2), decimal(12, 2), ['DECIMAL_PRECISION']],
    ['values of a map from text to bytes', map('string'), map('bytes'), ['STRING_AND_BYTES']],
    ['a branch from text to bytes', { type: ['null', 'string'] }, { type: ['null', 'bytes'] }, ['STRING_AND_BYTES']],
    ['uuid dropped', logical('string', 'uuid'), { type: 'string' }, ['LOGICAL_TYPE_DROPPED']],
    ['a timestamp as a plain long', logical('long', 'timestamp-millis'), { type: 'long' }, ['LOGICAL_TYPE_DROPPED']],
  ])('%s', (_, older, newer, rules) => {
    const [was, is] = [readSchema(record(older)), readSchema(record(newer))];
    expect(checkCompatibility(is, was).compatible && checkCompatibility(was, is).compatible).toBe(true);
    expect(meaningChanges(was, is).map(({ rule }) => rule)).toEqual(rules);
  });
});

test('changes of a fixed type are told where it is first used', () => {
  const fixed = (scale: number): AvroJson => record({ type: { type: 'fixed', name: 'Sum', size: 8, logicalType: 'decimal', precision: 12, scale } });
  expect(meaningChanges(readSchema(fixed(2)), readSchema(fixed(4))).map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'DECIMAL_SCALE /fields/0/type',
  ]);
});

test('what does not change the meaning is not told', () => {
  const was = readSchema(record({ type: 'string', doc: 'In cents.', maxLength: 5 }));
  for (const newer of [
    { type: 'string', doc: 'How much, in cents.', maxLength: 5 },
    { type: ['null', 'string'], maxLength: 5, doc: '' },
    { type: 'string', maxLength: 5, 'confluent:tags': ['PII'] },
  ]) {
    expect(meaningChanges(was, readSchema(record(newer)))).toEqual([]);
  }
});

test('a type that contains itself is compared once', () => {
  const node = (unit: string): AvroJson => ({
    type: 'record',
    name: 'Node',
    fields: [
      { name: 'at', type: { type: 'long', logicalType: unit } },
      { name: 'next', type: ['null', 'Node'] },
    ],
  });
  expect(meaningChanges(readSchema(node('timestamp-millis')), readSchema(node('timestamp-nanos')))).toEqual([
    {
      rule: 'TIME_UNIT',
      path: '/fields/0/type',
      message: 'It counted in milliseconds and counts in nanoseconds: the same number is another time.',
      breaks: ['backward', 'forward'],
    },
  ]);
});
