import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactJson } from './compact-json.ts';

test('is what JSON.stringify writes, however it was laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      expect(compactJson(JSON.stringify(value, null, indent))).toBe(JSON.stringify(value));
    }),
  );
});

test.each([
  ['{ "a" : 1.0 ,\r\n "b" : [ 9007199254740993 ] }', '{"a":1.0,"b":[9007199254740993]}'],
  [' " a  b " ', '" a  b "'],
  ['"\\" \\\\"  ', '"\\" \\\\"'],
  ['"\\u0020"', '"\\u0020"'],
  ['{"a":1}', '{"a":1}'],
])('%s becomes %s', (text, compact) => {
  expect(compactJson(text)).toBe(compact);
});
