import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { insertYaml } from './insert-yaml.ts';

const MEMBER = 'new:\n  a: 1\n  # why\n  b: [1, 2]';

describe('a member that is added to a YAML file', () => {
  test.each([
    [
      'after the last one, before what follows',
      'm:\n  x: 1\n  y:\n    - z # c\n# tail\nn: 1\n',
      ['m'],
      'm:\n  x: 1\n  y:\n    - z # c\n  new:\n    a: 1\n    # why\n    b: [1, 2]\n# tail\nn: 1\n',
    ],
    ['at the indentation of its siblings', 'm:\n    x: 1\n', ['m'], 'm:\n    x: 1\n    new:\n      a: 1\n      # why\n      b: [1, 2]\n'],
    ['in the place of an empty mapping', 'm: {}\nn: 1\n', ['m'], 'm:\n  new:\n    a: 1\n    # why\n    b: [1, 2]\nn: 1\n'],
    ['below a key without a value', 'k:\n  m:\n  n: 1\n', ['k', 'm'], 'k:\n  m:\n    new:\n      a: 1\n      # why\n      b: [1, 2]\n  n: 1\n'],
    ['with the mappings that it needs', 'n: 1', ['k', 'm'], 'n: 1\nk:\n  m:\n    new:\n      a: 1\n      # why\n      b: [1, 2]\n'],
    ['on the line of a mapping in braces', 'm: { x: 1 } # c\n', ['m'], 'm: { x: 1, new: { a: 1, b: [1, 2] } } # c\n'],
    [
      'after a text of several lines',
      'm:\n  t: >-\n    one\n    two\n\nn: 1\n',
      ['m'],
      'm:\n  t: >-\n    one\n    two\n  new:\n    a: 1\n    # why\n    b: [1, 2]\n\nn: 1\n',
    ],
    ['after an alias', 'm:\n  x: &a { q: 1 }\n  y: *a\n', ['m'], 'm:\n  x: &a { q: 1 }\n  y: *a\n  new:\n    a: 1\n    # why\n    b: [1, 2]\n'],
  ])('stands %s', (_, text, path, expected) => {
    expect(insertYaml(text, path, 'new', MEMBER)).toBe(expected);
  });

  test('stands in the order of the keys, above the comment of the next one', () => {
    expect(insertYaml('# head\nA: 1\n# about C\nC: 1\n', [], 'B', 'B: 1', 'sorted')).toBe('# head\nA: 1\nB: 1\n# about C\nC: 1\n');
    expect(insertYaml('# head\nB: 1\n', [], 'A', 'A: 1', 'sorted')).toBe('# head\nA: 1\nB: 1\n');
    expect(insertYaml('A: 1\n', [], 'B', 'B: 1', 'sorted')).toBe('A: 1\nB: 1\n');
  });

  test('is not added twice, nor where it would not be read', () => {
    expect(insertYaml('m: { new: 1 }\n', ['m'], 'new', MEMBER)).toBeUndefined();
    expect(() => insertYaml('m: [1]\n', ['m'], 'new', MEMBER)).toThrow('m is no mapping');
    expect(() => insertYaml('m: { $ref: other.yaml }\n', ['m'], 'new', MEMBER)).toThrow('m is a $ref');
  });

  test('changes nothing else of any document, and reads as what it is', () => {
    const key = fc.stringMatching(/^[a-z]{1,4}$/);
    const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 12 }), fc.array(fc.integer(), { maxLength: 3 }));
    const inner = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { maxKeys: 3 })), { maxKeys: 4 });
    const document = fc.dictionary(key, inner, { minKeys: 1, maxKeys: 4 });
    const style = fc.constantFrom('block', 'flow', 'any') as fc.Arbitrary<'block' | 'flow' | 'any'>;
    fc.assert(
      fc.property(document, style, fc.integer({ min: 2, max: 4 }), fc.nat(), (value, collectionStyle, indent, pick) => {
        const text = stringify(value, { collectionStyle, indent });
        const names = Object.keys(value);
        const name = names[pick % names.length] ?? '';
        const after = insertYaml(text, [name], 'NEW', 'NEW: { a: 1 }');
        expect(parse(after ?? '')).toEqual({ ...value, [name]: { ...value[name], NEW: { a: 1 } } });
      }),
    );
  });
});
