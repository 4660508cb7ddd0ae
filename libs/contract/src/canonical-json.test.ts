import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

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
