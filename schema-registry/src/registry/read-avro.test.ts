import { describe, expect, test } from 'vitest';
import { readAvro } from './read-avro.ts';

const record = (field: string) => `{ "type": "record", "name": "shop.Order", "fields": [\n  ${field}\n] }`;

const whatIsWrong = (text: string): string | undefined => {
  try {
    return readAvro(text, []).badDefault;
  } catch (error) {
    return (error as Error).message.replace('Invalid schema: ', '');
  }
};

describe('a schema that is registered', () => {
  test.each([
    ['"string"'],
    ['["null", "string"]'],
    [record(`{ "name": "at", "type": { "type": "long", "logicalType": "our-own" } }`)],
    [record(`{ "name": "at", "type": { "type": "string", "logicalType": "date" } }`)],
    [record(`{ "name": "id", "type": "string", "maxLength": "five", "order": "ignore", "x": { "y": [1] } }`)],
    [record(`{ "name": "next", "type": ["null", "Order"], "default": null }`)],
  ])('may be %s', (text) => {
    expect(whatIsWrong(text)).toBe(undefined);
  });

  test.each([
    ['an unknown type', record(`{ "name": "id", "type": "strnig" }`), 'line 2, column 27: '],
    ['a default that does not fit', record(`{ "name": "n", "type": "int", "default": "x" }`), 'line 2, column 44: '],
    ['a missing name', '{ "type": "record", "fields": [] }', 'line 1, column 1: '],
    ['a union in a union', '[["null", "int"], "string"]', 'line 1, column 2: '],
    ['a number', '5', 'line 1, column 1: '],
  ])('with %s says where', (_, text, where) => {
    expect(whatIsWrong(text)?.slice(0, where.length)).toBe(where);
  });
});
