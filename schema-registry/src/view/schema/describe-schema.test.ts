import { type AvroJson, readSchema } from '@vyarna/avro';
import { describe, expect, test } from 'vitest';
import { describeSchema } from './describe-schema.ts';
import { textOf } from './type-words.ts';

const typeOf = (type: unknown, others: object = {}): string => {
  const schema = { type: 'record', name: 'R', fields: [{ name: 'f', type, ...others }] } as AvroJson;
  return textOf(describeSchema(readSchema(schema)).types[0]?.members[0]?.type ?? []);
};

describe('a type in words', () => {
  test.each<[unknown, string]>([
    ['string', 'string'],
    [{ type: 'string', logicalType: 'uuid' }, 'UUID (string)'],
    [{ type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 }, 'decimal of 12 digits, 2 after the point (bytes)'],
    [{ type: 'bytes', logicalType: 'big-decimal' }, 'decimal of any size (bytes)'],
    [{ type: 'int', logicalType: 'date' }, 'date (int)'],
    [{ type: 'int', logicalType: 'time-millis' }, 'time of day in milliseconds (int)'],
    [{ type: 'long', logicalType: 'timestamp-micros' }, 'timestamp in microseconds (long)'],
    [{ type: 'long', logicalType: 'local-timestamp-nanos' }, 'local timestamp in nanoseconds (long)'],
    [['null', 'string'], 'null or string'],
    [{ type: 'array', items: ['null', 'long'] }, 'array of (null or long)'],
    [{ type: 'map', values: { type: 'array', items: 'R' } }, 'map of array of R'],
    [{ type: 'array', items: { type: 'string', maxLength: 10 }, maxItems: 3 }, 'array of string (at most 10 characters) (at most 3 items)'],
  ])('%j', (type, words) => {
    expect(typeOf(type)).toBe(words);
  });

  test('what the field limits is told once, with the field', () => {
    expect(typeOf('string', { maxLength: 3 })).toBe('string');
  });
});

describe('a schema', () => {
  const schema = readSchema({
    type: 'record',
    name: 'a.Order',
    doc: 'An order.',
    aliases: ['Purchase'],
    owner: 'shop',
    fields: [
      {
        name: 'status',
        type: { type: 'enum', name: 'Status', symbols: ['NEW', 'PAID'], default: 'NEW' },
        default: 'PAID',
        doc: 'How far.',
        'confluent:tags': ['PII', 'KEY'],
      },
      {
        name: 'line',
        type: { type: 'record', name: 'b.Line', fields: [{ name: 'status', type: { type: 'enum', name: 'b.Status', symbols: ['X'] } }] },
      },
      { name: 'mark', type: { type: 'fixed', name: 'Mark', size: 1 }, aliases: ['sign'], order: 'ignore' },
    ],
  });
  const { types } = describeSchema(schema);

  test('its types stand in the order in which they are met, those of a short name that two have with the full one', () => {
    expect(types.map(({ kind, shown }) => `${kind} ${shown}`)).toEqual([
      'record Order',
      'enum a.Status',
      'record Line',
      'fixed Mark',
      'enum b.Status',
    ]);
  });

  test('all that it says of a type and of a field is told', () => {
    expect(types[0]?.facts).toEqual([
      { label: 'Doc', values: ['An order.'] },
      { label: 'Aliases', values: ['a.Purchase'] },
      { label: 'owner', values: ['"shop"'] },
    ]);
    expect(types[0]?.members[0]?.facts).toEqual([
      { label: 'Default', values: ['"PAID"'] },
      { label: 'Doc', values: ['How far.'] },
      { label: 'Tags', values: ['PII', 'KEY'] },
    ]);
    expect(types[0]?.members[2]?.facts).toEqual([
      { label: 'Aliases', values: ['sign'] },
      { label: 'Order', values: ['ignore'] },
    ]);
    expect(types[1]).toMatchObject({ facts: [{ label: 'Default', values: ['NEW'] }], members: [{ name: 'NEW' }, { name: 'PAID' }] });
    expect(types[3]?.facts).toEqual([{ label: 'Size', values: ['1 byte'] }]);
  });
});
