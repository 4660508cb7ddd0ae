import { expect, test } from 'vitest';
import { folded } from './folded.ts';

const rows = (states: string) => [...states].map((state, index) => ({ state: state === '.' ? 'same' : 'changed', index }));
const told = (states: string) =>
  folded(rows(states))
    .map((row) => ('hidden' in row ? `<${row.hidden}>` : row.state === 'same' ? '.' : 'x'))
    .join('');

test.each([
  ['', ''],
  ['.....', '<5>'],
  ['.', '.'],
  ['x', 'x'],
  ['......x......', '<4>..x..<4>'],
  ['...x..', '...x..'],
  ['x.....x', 'x.....x'],
  ['x......x', 'x..<2>..x'],
])('%j is shown as %j', (states, shown) => {
  expect(told(states)).toBe(shown);
});
