import { expect, test } from 'vitest';
import { docComment } from './doc-comment.ts';

test('words are one line where they fit', () => {
  expect(docComment(['An order.'])).toBe('/** An order. */\n');
  expect(docComment(['', ' '])).toBe('');
});

test('lines stay lines, and what would end the comment does not', () => {
  expect(docComment(['One. */', '', '@deprecated\r\nTwo.  '])).toBe('/**\n * One. *\\/\n *\n * @deprecated\n * Two.\n */\n');
});

test('a long line is wrapped at words, a word never', () => {
  const text = docComment([`- ${'word '.repeat(40)}`, 'x'.repeat(160)], 2);
  expect(text.split('\n').map((line) => line.length)).toEqual([3, 144, 64, 163, 3, 0]);
  expect(text).toContain('\n *   word');
});
