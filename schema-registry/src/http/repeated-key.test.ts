import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatedKey } from './repeated-key.ts';

describe('a key that is given twice', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1,"c":[{"b":1}],"b":2}}', 'b'],
    ['[{"a":1},{"x":{},"a":"a","a":1}]', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"\\"":1, "\\\\" : "\\"" ,\n"\\"":2}', '"'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('in %s is %j', (text, key) => {
    expect(repeatedKey(text)).toBe(key);
  });

  test.each(['{"a":"a","b":["a","a"],"c":{"a":1}}', '"a"', '5', '[]', '{}', '{"a":"\\\\","b":"\\",\\"a\\":1"}', '[{"a":1},{"a":1}]'])(
    'is none in %s',
    (text) => {
      expect(repeatedKey(text)).toBeUndefined();
    },
  );

  test('is found in any JSON, wherever it is put in, and nowhere else', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.string({ unit: 'binary' }), fc.jsonValue(), (json, key, value) => {
        expect(repeatedKey(json)).toBeUndefined();
        const [quoted, other] = [JSON.stringify(key), JSON.stringify(`${key}x`)];
        expect(repeatedKey(`[${json},{${quoted}:${JSON.stringify(value)}, ${other}:${json} , ${quoted} :1}]`)).toBe(key);
      }),
    );
  });
});
