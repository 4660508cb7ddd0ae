import { type AvroJson, LEVELS, type Level, readSchema } from '@vyarna/avro';
import { describe, expect, test } from 'vitest';
import { record } from '../testing/filled.ts';
import { placeOf } from './place.ts';
import { holdsAt, verdictOf } from './verdict.ts';

const verdict = (older: AvroJson, newer: AvroJson) => verdictOf(readSchema(older), readSchema(newer));
const line = (type: string, more: readonly object[] = []) =>
  record('Order', [{ name: 'lines', type: { type: 'array', items: record('Line', [{ name: 'count', type }, ...more]) } }]);

describe('the verdict', () => {
  test('says for each direction what does not fit, and at which field', () => {
    expect(verdict(line('int'), line('long', [{ name: 'sku', type: 'string' }]))).toEqual({
      backward: {
        compatible: false,
        reasons: [
          {
            place: 'lines[].sku',
            pointer: '/fields/0/type/items/fields/1',
            code: 'READER_FIELD_MISSING_DEFAULT_VALUE',
            words: expect.stringContaining('"sku"'),
          },
        ],
        count: 1,
      },
      forward: {
        compatible: false,
        reasons: [
          {
            place: 'lines[].count',
            pointer: '/fields/0/type/items/fields/0/type',
            code: 'TYPE_MISMATCH',
            words: 'The writer sends long, the reader expects int.',
          },
        ],
        count: 1,
      },
      meaning: [],
    });
  });

  test('tells what means something else although it fits', () => {
    const at = (logicalType: string) => record('R', [{ name: 'at', type: { type: 'long', logicalType } }]);
    expect(verdict(at('timestamp-millis'), at('timestamp-micros'))).toMatchObject({
      backward: { compatible: true },
      forward: { compatible: true },
      meaning: [{ place: 'at', code: 'TIME_UNIT', breaks: ['backward', 'forward'] }],
    });
  });

  test('puts a hundred reasons in words, and counts the others', () => {
    const fields = (type: string) =>
      record(
        'R',
        Array.from({ length: 150 }, (_, n) => ({ name: `f${n}`, type })),
      );
    const { reasons, count } = verdict(fields('int'), fields('string')).backward;
    expect([reasons.length, reasons.at(-1)?.place, count]).toEqual([100, 'f99', 150]);
  });

  test('a field that means two of the other side is a no with the reason', () => {
    const newer = record('R', [{ name: 'a', aliases: ['b'], type: 'int' }]);
    const older = record('R', [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'int' },
    ]);
    expect(verdict(older, newer).backward).toMatchObject({
      compatible: false,
      reasons: [{ code: 'AMBIGUOUS_FIELD', words: expect.stringContaining('a and b') }],
    });
  });

  test.each<[boolean, boolean, readonly Level[]]>([
    [true, true, LEVELS],
    [true, false, ['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE']],
    [false, true, ['NONE', 'FORWARD', 'FORWARD_TRANSITIVE']],
    [false, false, ['NONE']],
  ])('backward %s and forward %s hold at %j', (backward, forward, levels) => {
    const side = (compatible: boolean) => ({ compatible, reasons: [], count: 0 });
    expect(LEVELS.filter((level) => holdsAt(level, { backward: side(backward), forward: side(forward), meaning: [] }))).toEqual(levels);
  });
});

describe('the place of a pointer', () => {
  const schema = readSchema(
    record('R', [
      { name: 'a', type: ['null', { type: 'map', values: record('S', [{ name: 'b', type: 'int' }]) }] },
      { name: 'c', type: 'int' },
    ]),
  );
  test.each([
    ['/', ''],
    ['/name', ''],
    ['/fields/1', 'c'],
    ['/fields/0/type/1', 'a'],
    ['/fields/0/type/1/values/fields/0/type', 'a{}.b'],
    ['/fields/1/type/1', 'c'],
    ['/fields/9', undefined],
    ['/fields/1/items', undefined],
  ])('%s is %j', (pointer, place) => {
    expect(placeOf(schema, pointer)).toBe(place);
  });
});
