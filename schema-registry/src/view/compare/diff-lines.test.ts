import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffLines } from './diff-lines.ts';

const side = (pairs: ReturnType<typeof diffLines>, which: 'older' | 'newer') =>
  pairs.flatMap((pair) => (pair[which] === undefined ? [] : [pair[which]]));

describe('two texts line by line', () => {
  test('lines that changed stand beside each other', () => {
    const pairs = diffLines('a\nb\nc', 'a\nB\nc\nd');
    expect(pairs.map(({ state, older, newer }) => `${state} ${older?.number ?? '-'} ${newer?.number ?? '-'}`)).toEqual([
      'same 1 1',
      'changed 2 2',
      'same 3 3',
      'added - 4',
    ]);
  });

  test('each side keeps all its lines in their order, numbered', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 30 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const pairs = diffLines(older, newer);
        const lines = (all: string) => all.split('\n').map((line, index) => ({ number: index + 1, text: line }));
        expect(side(pairs, 'older')).toEqual(lines(older));
        expect(side(pairs, 'newer')).toEqual(lines(newer));
        for (const pair of pairs) expect(pair.state === 'same').toBe(pair.older?.text === pair.newer?.text);
      }),
    );
  });

  test('long texts that have nothing in common do not keep the program busy', () => {
    const lines = (word: string) => Array.from({ length: 50_000 }, (_, index) => `${word} ${index}`).join('\n');
    const begun = performance.now();
    const pairs = diffLines(lines('a'), lines('b'));
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(pairs.length).toBe(50_000);
    expect(pairs.every(({ state }) => state === 'changed')).toBe(true);
  });
});
