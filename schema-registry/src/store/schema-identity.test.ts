import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemaIdentity } from './schema-identity.ts';

const record = (field: string) => `{ "type": "record", "name": "shop.Order", "fields": [${field}] }`;
const same = (a: string, b: string): boolean => schemaIdentity(a) === schemaIdentity(b);

describe('a schema’s identity', () => {
  test('overlooks white space and the order of attributes', () => {
    const field = `{ "name": "id", "type": "string", "maxLength": 5 }`;
    expect(same(record(field), `{"fields":[{"maxLength":5,"type":"string","name":"id"}],"name":"shop.Order","type":"record"}`)).toBe(true);
  });

  test.each([
    ['docs', `{ "name": "id", "type": "string", "doc": "a" }`, `{ "name": "id", "type": "string", "doc": "b" }`],
    ['constraints', `{ "name": "id", "type": "string", "maxLength": 5 }`, `{ "name": "id", "type": "string" }`],
    [
      'the order of fields',
      `{ "name": "a", "type": "int" }, { "name": "b", "type": "int" }`,
      `{ "name": "b", "type": "int" }, { "name": "a", "type": "int" }`,
    ],
    ['the order of a union', `{ "name": "a", "type": ["null", "int"] }`, `{ "name": "a", "type": ["int", "null"] }`],
    [
      'defaults beyond 2^53',
      `{ "name": "a", "type": "long", "default": 9007199254740993 }`,
      `{ "name": "a", "type": "long", "default": 9007199254740992 }`,
    ],
  ])('sees %s', (_, a, b) => {
    expect(same(record(a), record(b))).toBe(false);
  });

  test('is the same for any order of any JSON object’s attributes, and for no other value', () => {
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
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(same(JSON.stringify(one), JSON.stringify(reversed(one), null, 2))).toBe(true);
        const equal = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(same(JSON.stringify(one), JSON.stringify(other))).toBe(equal);
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const attributes = Object.keys(value)
    .sort()
    .map((name) => [name, sorted(Reflect.get(value, name))]);
  // An object stays one, so that an empty one is no empty array.
  return { attributes };
}
