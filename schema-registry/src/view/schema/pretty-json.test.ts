import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prettyJson } from './pretty-json.ts';

test('JSON is written over lines as JSON.stringify does it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('nothing but white space changes: numbers, escapes and keys given twice stay', () => {
  expect(prettyJson('{"a":1.10,\t"a":12345678901234567890,"\\u0041":[ ],"b":{ }}')).toBe(
    '{\n  "a": 1.10,\n  "a": 12345678901234567890,\n  "\\u0041": [],\n  "b": {}\n}',
  );
});

test('a text that is nested thousands deep stays within a small multiple of its length', () => {
  const text = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  expect(prettyJson(text).length).toBeLessThan(text.length * 90);
});
