import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

test('lets so many through at once, then so many a second, each name on its own', () => {
  let now = 0;
  const limit = new RateLimit(2, 3, () => now);
  const passes = (name: string): boolean => {
    try {
      limit.take(name);
      return true;
    } catch {
      return false;
    }
  };
  expect([passes('a'), passes('a'), passes('a'), passes('a')]).toEqual([true, true, true, false]);
  expect(passes('b')).toBe(true);
  now += 500;
  expect([passes('a'), passes('a')]).toEqual([true, false]);
  now += 60_000;
  expect([passes('a'), passes('a'), passes('a'), passes('a')]).toEqual([true, true, true, false]);
});

test('says when to come back', () => {
  const limit = new RateLimit(1 / 6, 1, () => 0);
  limit.take('a');
  expect(() => limit.take('a')).toThrow(expect.objectContaining({ status: 429, headers: { 'retry-after': '6' } }));
  expect(() => limit.peek('a')).toThrow('HTTP 429 Too Many Requests: try again in 6 s.');
  limit.peek('b');
  limit.peek('b');
});

test('holds no more names than it must, and forgets none that is being held back', () => {
  let now = 0;
  const limit = new RateLimit(1, 2, () => now);
  limit.take('busy');
  limit.take('busy');
  now += 100;
  for (let n = 0; n < 9_999; n += 1) limit.peek(`idle-${n}`);
  limit.take('new');
  expect(() => limit.take('busy')).toThrow('429');
});
