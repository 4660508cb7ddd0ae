import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortedJson } from './normal-form.ts';
import { readAvro } from './read-avro.ts';

const record = (field: string, head = '"name": "shop.Order"') => `{ "type": "record", ${head}, "fields": [${field}] }`;
const same = (a: string, b: string): boolean => readAvro(a, []).form === readAvro(b, []).form;

describe('the normal form', () => {
  const field = `{ "name": "id", "type": "string", "maxLength": 5 }`;

  test.each([
    [
      'white space and the order of attributes',
      record(field),
      `{"fields":[{"maxLength":5,"type":"string","name":"id"}],"name":"shop.Order","type":"record"}`,
    ],
    ['whether the namespace stands apart', record(field), record(field, '"name": "Order", "namespace": "shop"')],
    ['whether a primitive is written as an object', '{ "type": "string" }', '"string"'],
    ['an order that is the default', record('{ "name": "a", "type": "int", "order": "ascending" }'), record('{ "name": "a", "type": "int" }')],
    [
      'short names of types in the namespace',
      record('{ "name": "a", "type": { "type": "fixed", "name": "F", "size": 1 } }, { "name": "b", "type": "F" }'),
      record('{ "name": "a", "type": { "type": "fixed", "name": "shop.F", "size": 1 } }, { "name": "b", "type": "shop.F" }'),
    ],
    [
      'the order of aliases, and their namespace',
      record(field, '"name": "shop.Order", "aliases": ["B", "shop.A"]'),
      record(field, '"name": "shop.Order", "aliases": ["A", "B"]'),
    ],
  ])('overlooks %s', (_, a, b) => {
    expect(same(a, b)).toBe(true);
  });

  test.each([
    ['docs', `{ "name": "id", "type": "string", "doc": "a" }`, `{ "name": "id", "type": "string", "doc": "b" }`],
    ['constraints', field, `{ "name": "id", "type": "string" }`],
    [
      'the order of fields',
      `{ "name": "a", "type": "int" }, { "name": "b", "type": "int" }`,
      `{ "name": "b", "type": "int" }, { "name": "a", "type": "int" }`,
    ],
    ['the order of a union', `{ "name": "a", "type": ["null", "int"] }`, `{ "name": "a", "type": ["int", "null"] }`],
    [
      'defaults beyond 2^53',
      `{ "name": "a", "type": "double", "default": 9007199254740993 }`,
      `{ "name": "a", "type": "double", "default": 9007199254740992 }`,
    ],
    ['how a number is written', `{ "name": "a", "type": "double", "default": 1 }`, `{ "name": "a", "type": "double", "default": 1.0 }`],
    ['logical types', `{ "name": "a", "type": { "type": "int", "logicalType": "date" } }`, `{ "name": "a", "type": "int" }`],
  ])('sees %s', (_, a, b) => {
    expect(same(record(a), record(b))).toBe(false);
  });

  test('tells a type without a namespace from its namesake inside one', () => {
    const inner = '{ "type": "fixed", "name": "F", "namespace": "", "size": 1 }';
    expect(same(record(`{ "name": "a", "type": ${inner} }`), record('{ "name": "a", "type": { "type": "fixed", "name": "F", "size": 1 } }'))).toBe(
      false,
    );
  });

  test('of JSON is the same for any order of attributes, and for no other value', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([name, inner]) => [name, reversed(inner)] as const)
          .reverse(),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const form = sortedJson(JSON.stringify(value));
        expect(sortedJson(JSON.stringify(reversed(value), null, 2))).toBe(form);
        expect(JSON.parse(form)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each(['9007199254740993', '-0', '-0.0', '1E2', '1e+2', '100', '0.10', '123456789012345678'])('keeps the number %s as it is', (number) => {
    expect(sortedJson(`{"b": [${number}], "a": "x"}`)).toBe(`{"a":"x","b":[${number}]}`);
  });
});
