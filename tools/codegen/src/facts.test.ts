import { type RecordType, resolveSchemas } from '@vyarna/avro';
import { describe, expect, test } from 'vitest';
import { fieldDoc, typeDoc } from './facts.ts';

const recordOf = (field: object, more: object = {}): RecordType => {
  const text = JSON.stringify({ type: 'record', name: 'R', fields: [{ name: 'x', ...field }], ...more });
  const { types, findings } = resolveSchemas([{ id: 'r.avsc', file: 'r.avsc', text }]);
  expect(findings).toEqual([]);
  return types.get('R') as RecordType;
};

const docOf = (field: object): readonly string[] => {
  const [only] = recordOf(field).fields;
  return only === undefined ? [] : fieldDoc(only);
};

describe('the comment of a field', () => {
  test.each([
    [{ type: 'string' }, ''],
    [{ type: 'string', doc: 'Words.' }, 'Words.'],
    [{ type: 'string', doc: 'Words', maxLength: 1 }, 'Words. At most 1 character.'],
    [{ type: 'string', doc: 'Words.', minLength: 2, maxLength: 9, pattern: '^a`$' }, 'Words. 2 to 9 characters, matches `` ^a`$ ``.'],
    [{ type: ['null', 'string'], default: null, format: 'email' }, 'Format email.'],
    [{ type: 'int', minimum: 1, maximum: 100, default: 50 }, '1 to 100, default `50`.'],
    [{ type: 'double', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 'More than 0, less than 1.'],
    [{ type: { type: 'array', items: 'int' }, minItems: 3, maxItems: 3, uniqueItems: true }, 'Exactly 3 items, no two items equal.'],
    [{ type: { type: 'map', values: 'int' }, maxProperties: 1 }, 'At most 1 entry.'],
    [{ type: { type: 'bytes', logicalType: 'decimal', precision: 6 } }, '6 digits.'],
    [{ type: { type: 'long', logicalType: 'timestamp-millis' }, default: 0 }, 'To the millisecond, default `"1970-01-01T00:00:00.000Z"`.'],
    [{ type: 'bytes', default: '\u00ff' }, 'Default `"/w=="`.'],
    [{ type: 'double', unit: 'kg', 'confluent:tags': ['PII'], aliases: ['weight'] }, 'In kg, tagged PII, once named weight.'],
  ])('of %j is %j', (field, doc) => {
    expect(docOf(field).join('\n')).toBe(doc);
  });

  test('tells of each branch of a union what is to know', () => {
    expect(docOf({ type: [{ type: 'string', maxLength: 3 }, 'int'], doc: 'Either.' })).toEqual(['Either.', '- `string`: At most 3 characters.']);
  });

  test('says of a named branch nothing that binds lists and maps only', () => {
    const type = ['null', { type: 'array', items: 'int' }, { type: 'fixed', name: 'F', size: 2 }];
    expect(docOf({ type, default: null, minItems: 2 })).toEqual(['', '- `array`: At least 2 items.']);
  });

  test('marks what is deprecated, and why', () => {
    expect(docOf({ type: 'int', deprecated: true })).toEqual(['', '@deprecated']);
    expect(docOf({ type: 'int', doc: 'Old.', deprecated: 'Use y.' })).toEqual(['Old.', '@deprecated Use y.']);
    expect(docOf({ type: 'int', deprecated: false })).toEqual(['']);
  });

  test('keeps the lines of a longer doc apart from the facts', () => {
    expect(docOf({ type: 'int', doc: 'One.\nTwo.', minimum: 1 })).toEqual(['One.\nTwo.', '', 'At least 1.']);
  });
});

test('the comment of a type has its own words, tags and former names', () => {
  expect(typeDoc(recordOf({ type: 'int' }, { doc: 'A thing.', aliases: ['Old'], 'confluent:tags': ['PII'] }))).toEqual([
    'A thing. Tagged PII, once named Old.',
  ]);
});
