import { expect, test } from 'vitest';
import { waitSeconds } from './prefer.ts';

test.each([
  [undefined, 5],
  ['', 5],
  ['respond-async', 5],
  ['wait=0', 0],
  ['wait=12', 12],
  ['respond-async, wait=12', 12],
  ['Wait = "7"; x=1', 7],
  ['wait=3, wait=9', 3],
  ['wait=31', 30],
  ['wait=999999999', 30],
  ['wait=-1', 5],
  ['wait=1.5', 5],
  ['wait=soon', 5],
])('Prefer: %s waits %i seconds', (header, seconds) => {
  expect(waitSeconds(header)).toBe(seconds);
});
