import { plain } from '@vyarna/avro';
import { readYaml } from '@vyarna/contract/yaml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { yamlText } from './yaml-text.ts';

describe('values as YAML', () => {
  test('stand in blocks, one a line', () => {
    const value = { openapi: '3.1.1', tags: ['a', { name: 'b', at: 1 }], none: {}, empty: [], deep: [[true, null]], left: undefined };
    expect(yamlText(value)).toBe('openapi: 3.1.1\ntags:\n  - a\n  - name: b\n    at: 1\nnone: {}\nempty: []\ndeep:\n  - - true\n    - null\n');
  });

  test.each([
    ['plain words, with some marks: like-this', "'plain words, with some marks: like-this'"],
    ["it's #1", '"it\'s #1"'],
    ['../a.json#/$defs/b', '../a.json#/$defs/b'],
    ['/v1/{id}', '/v1/{id}'],
    ['200', "'200'"],
    ['1_000.5e3', "'1_000.5e3'"],
    ['no', "'no'"],
    ['2026-11-21', "'2026-11-21'"],
    ['12:30', "'12:30'"],
    ['two\n\n  lines', '|-\n  two\n\n    lines'],
    ['two\nlines ', '"two\\nlines "'],
    ['', "''"],
  ])('%j is written as %s', (text, expected) => {
    expect(yamlText(text)).toBe(`${expected}\n`);
  });

  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('\u007f', '\u0085', '\u009f', '\u2028', '\ufeff', '\uffff', '\t', 'a', ' '), { maxLength: 4 })
      .map((characters) => characters.join('')),
    fc.stringMatching(/^[-+.0-9eExXob_:YnNtT~ ]{1,8}$/),
    fc.array(fc.constantFrom('a', ' b', '', '- c', 'd: e', '# f', 'g '), { maxLength: 4 }).map((lines) => lines.join('\n')),
    fc.constantFrom('yes', 'Null', '0x1F', '<<', '=', '.inf', '- a', 'a: b', 'a #b', '? a', '---', '...', '%a', '@a', '&a', '*a', '!a', '|', '>'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 4 }),
    ),
  }));

  test('say what they said, to readers of any version of YAML', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const expected = JSON.parse(JSON.stringify(value)) as unknown;
        const written = yamlText(value);
        const { root, findings } = readYaml('written.yaml', written);
        expect(findings).toEqual([]);
        expect(plain(root)).toEqual(expected);
        expect(parse(written)).toEqual(expected);
        expect(parse(written, { version: '1.1' })).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('ordinary ones are written as the yaml package would', () => {
    const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z./ -]{0,12}[a-z]$/);
    const { ordinary } = fc.letrec((tie) => ({
      ordinary: fc.oneof(
        { depthSize: 'small' },
        word,
        fc.integer(),
        fc.array(tie('ordinary'), { maxLength: 4 }),
        fc.dictionary(word, tie('ordinary'), { maxKeys: 4 }),
      ),
    }));
    const options = { lineWidth: 0, singleQuote: true, compat: 'yaml-1.1', aliasDuplicateObjects: false } as const;
    fc.assert(fc.property(ordinary, (value) => void expect(yamlText(value)).toBe(stringify(value, options))));
  });
});
