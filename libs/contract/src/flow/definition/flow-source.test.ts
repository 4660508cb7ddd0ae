import { describe, expect, test } from 'vitest';
import { formatFinding } from './finding.ts';
import { readFlowSource } from './flow-source.ts';

const findingsOf = (text: string): readonly string[] => readFlowSource(text, 'f.yaml').findings.map(formatFinding);

describe('what the text itself cannot hold', () => {
  test.each([
    [
      'YAML that breaks off',
      'a: [1\n',
      ['f.yaml:2:1: This is not YAML: a line is indented too little, or a bracket or quote before it is not closed.'],
    ],
    ['a key given twice', 'a: 1\na: 2\n', ['f.yaml:2:1: "a" is given twice; the first is at 1:1. Remove one of them.']],
    [
      'a number beyond what is exact',
      'a: 12345678901234567890\n',
      ['f.yaml:1:4: 12345678901234567890 cannot be held exactly: it lies beyond 2^53. Quote it: such a long travels as a string.'],
    ],
    [
      'what is no number in JSON',
      'a: [.nan, -.inf]\n',
      [
        'f.yaml:1:5: .nan is no number in JSON. Quote it where text is meant.',
        'f.yaml:1:11: -.inf is no number in JSON. Quote it where text is meant.',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(findingsOf(text)).toEqual(expected);
  });

  test('a double that is large is none', () => {
    expect(findingsOf('a: 1e20\nb: "12345678901234567890"\n')).toEqual([]);
  });
});

describe('places', () => {
  const text = "a: &x\n  b: 'it''s'\nc: *x\nlist:\n  - d: 1\n";
  const { source } = readFlowSource(text, 'f.yaml');
  const at = (path: readonly (string | number)[], more: { readonly on?: 'key'; readonly offset?: number } = {}): string => {
    const position = source?.positionOf({ path, ...more });
    return `${position?.line}:${position?.column}`;
  };

  test('of keys, values and items', () => {
    expect([at(['a', 'b']), at(['a', 'b'], { on: 'key' }), at(['list', 0, 'd']), at(['list', 0, 'd'], { on: 'key' })]).toEqual([
      '2:6',
      '2:3',
      '5:8',
      '5:5',
    ]);
  });

  test('within a value', () => {
    expect(at(['a', 'b'], { offset: 3 })).toBe('2:11');
  });

  test('behind an alias, where its anchor is', () => {
    expect(at(['c', 'b'])).toBe('2:6');
  });

  test('of what is not there, the nearest above', () => {
    expect([at(['list', 0, 'd', 'e']), at(['list', 7]), at(['nothing'])]).toEqual(['5:8', '5:3', '1:1']);
  });
});
