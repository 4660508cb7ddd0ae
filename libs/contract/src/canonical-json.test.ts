import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, canonicalJson, sorted } from './canonical-json.ts';

test('members are in code unit order at every depth, whatever order they were given in', () => {
  expect(canonicalJson({ b: 1, a: [{ d: null, C: 'x' }] })).toBe('{"a":[{"C":"x","d":null}],"b":1}');
  expect(canonicalJson({ b: {}, a: [] }, 2)).toBe('{\n  "a": [],\n  "b": {}\n}');
});

test('a member that is undefined is left out, and one called __proto__ is kept', () => {
  expect(canonicalJson({ a: undefined, ...JSON.parse('{ "__proto__": { "b": 1 } }') })).toBe('{"__proto__":{"b":1}}');
});

test('it says what JSON says', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))));
});

test('what was put in order is not copied again, and written as it would have been', () => {
  const given = { b: [{ d: 1, c: undefined }], a: 2 };
  const part = canonical(given);
  expect((sorted({ part }) as { part: object }).part).toBe(part);
  expect(canonicalJson({ z: part, y: canonical('text') })).toBe(canonicalJson({ z: given, y: 'text' }));
});
