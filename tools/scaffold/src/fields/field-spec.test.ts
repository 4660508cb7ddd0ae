import { describe, expect, test } from 'vitest';
import { parseFields } from './field-spec.ts';

describe('a field on the command line', () => {
  test('is a name, a type and what it means', () => {
    expect(
      parseFields(['total:decimal(12,2)? What the customer owes', 'tags:string(20)[]', 'status:enum(OPEN|PAID) How far it is!', 'number']),
    ).toEqual([
      { name: 'total', type: 'decimal', parameters: ['12', '2'], isList: false, isNullable: true, doc: 'What the customer owes.' },
      { name: 'tags', type: 'string', parameters: ['20'], isList: true, isNullable: false, doc: undefined },
      { name: 'status', type: 'enum', parameters: ['OPEN', 'PAID'], isList: false, isNullable: false, doc: 'How far it is!' },
      { name: 'number', type: undefined, parameters: [], isList: false, isNullable: false, doc: undefined },
    ]);
  });

  test.each([
    ['total:decimals', 'total cannot be of the type decimals. Did you mean "decimal"?'],
    ['Total:int', 'A field is named in camel case, such as dueOn, not Total.'],
    ['due_on:date', 'A field is named in camel case, such as dueOn, not due_on.'],
    ['total:decimal(2,3)', 'total: a decimal has a precision and a scale, such as decimal(12,2).'],
    ['total:decimal(2)', 'total: a decimal has a precision and a scale, such as decimal(12,2).'],
    ['name:string(0)', 'name: a string has its greatest length, such as string(80).'],
    ['status:enum', 'status: an enum has its symbols in capitals, each once, such as enum(OPEN|PAID).'],
    ['status:enum(open)', 'status: an enum has its symbols in capitals, each once, such as enum(OPEN|PAID).'],
    ['due:date(1)', 'due: date takes nothing in brackets.'],
    ['totals:decimal[]', 'totals cannot be a list of decimal; of int, string, uuid it can.'],
    [':int', `":int" is no field. Write name:type and what it means, such as 'total:decimal(12,2) What the customer owes.'`],
  ])('%s is refused', (text, message) => {
    expect(() => parseFields([text])).toThrow(expect.objectContaining({ code: 'INVALID', message }));
  });

  test('given twice is refused', () => {
    expect(() => parseFields(['a:int', 'a:string'])).toThrow('The field a is given twice.');
  });
});
