import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isScalar, parseDocument, Scalar, stringify } from 'yaml';
import { scalarOffset } from './scalar-offset.ts';

/** Where our own reader says that a scalar begins: in a block, at its first character. */
const startOf = (text: string, { type, range }: Scalar): number => {
  const [start] = range ?? [0];
  if (type !== 'BLOCK_FOLDED' && type !== 'BLOCK_LITERAL') return start;
  return start + (/^[^\n]*\n\s*/.exec(text.slice(start))?.[0].length ?? 0);
};

/** The text from where the marked character of a value is written. */
const writtenAt = (text: string, find: string): string => {
  const node = parseDocument(text).get('v', true);
  if (!isScalar(node)) throw new Error('no scalar');
  const value = String(node.value);
  return text.slice(scalarOffset(text, startOf(text, node), value, value.indexOf(find)));
};

describe('the place of a character of a scalar', () => {
  test.each([
    ['plain', 'v: one two three\n', 'three'],
    ['plain over lines', 'v: one\n  two\n\n  three four\n', 'three'],
    ['in single quotes', "v: 'it''s one, it''s two'\n", 'two'],
    ['in double quotes with escapes', 'v: "a\\tb \\"c\\" \\u0041\\x42\\U0001F600 end"\n', 'end'],
    ['in double quotes over escaped line ends', 'v: "one \\\n   two\n   three"\n', 'three'],
    ['in a literal block', 'v: |\n    one\n      two\n    three\n', 'two'],
    ['in a folded block', 'v: >-\n  one\n  two\n\n  three\n', 'three'],
    ['in a block behind a comment', 'v: >- # not one\n  one two\n', 'one'],
    ['with an anchor and a tag', 'v: &a !!str one two\n', 'two'],
  ])('%s', (_, text, find) => {
    expect(writtenAt(text, find).startsWith(find)).toBe(true);
  });

  test('behind the last character is the end of the text', () => {
    const text = "v: 'ab'\n";
    expect(scalarOffset(text, 3, 'ab', 2)).toBe(text.indexOf("'\n"));
  });

  const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;

  test('in every style, each character that is no white space is found where it is written', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab"\'\\:#{}$[]|>é😀\u0007'), minLength: 1, maxLength: 12 });
    const blank = fc.constantFrom(' ', ' ', '  ', '\n', '\n\n', '\n  ', '\t');
    const value = fc.array(fc.tuple(word, blank), { minLength: 1, maxLength: 20 }).map((parts) => `\${${parts.flat().join('')}`.trim());
    fc.assert(
      fc.property(value, fc.constantFrom(...styles), fc.integer({ min: 20, max: 60 }), (written, style, width) => {
        const scalar = new Scalar(written);
        scalar.type = style;
        const text = stringify({ v: scalar }, { lineWidth: width });
        const node = parseDocument(text).get('v', true);
        if (!isScalar(node) || node.value !== written) return;
        const [start, quoted] = [startOf(text, node), node.type === 'QUOTE_DOUBLE'];
        for (const [index, unit] of written.split('').entries()) {
          if (/\s/.test(unit)) continue;
          const found = text[scalarOffset(text, start, written, index)];
          expect(found === '\\' && quoted ? unit : found).toBe(unit);
        }
      }),
      { numRuns: 500 },
    );
  });
});
