import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Countdown } from './countdown.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it is over when enough came', async () => {
  const countdown = new Countdown(2, Number.POSITIVE_INFINITY);
  countdown.count();
  expect(countdown.isOver).toBe(false);
  countdown.count();
  expect([await countdown.over, countdown.counted]).toEqual(['enough', 2]);
});

test('it is over when none came for the time, from the last one on', async () => {
  const countdown = new Countdown(Number.POSITIVE_INFINITY, 1_000);
  vi.advanceTimersByTime(900);
  countdown.count();
  vi.advanceTimersByTime(900);
  expect(countdown.isOver).toBe(false);
  vi.advanceTimersByTime(100);
  expect(await countdown.over).toBe('silence');
});

test('the first end counts, and no time runs on behind it', async () => {
  const countdown = new Countdown(1, 1_000);
  countdown.end('stopped');
  countdown.count();
  countdown.fail(new Error('too late'));
  expect(await countdown.over).toBe('stopped');
  expect(vi.getTimerCount()).toBe(0);
});

test('it fails with what went wrong', async () => {
  const countdown = new Countdown(1, 1_000);
  countdown.fail(new Error('the registry is away'));
  await expect(countdown.over).rejects.toThrow('the registry is away');
  expect(countdown.isOver).toBe(true);
});
