import { createRequire } from 'node:module';
import { expect, it, vi } from 'vitest';
import { calmRequestQueueTimer } from './request-queue-timer.ts';

calmRequestQueueTimer();
const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
  prototype: { scheduleCheckPendingRequests(this: object): void };
};

it('sets no timer when no request waits', () => {
  const queue = { throttleCheckTimeoutId: null, throttledUntil: -1, pending: [], checkPendingRequests: vi.fn() };
  prototype.scheduleCheckPendingRequests.call(queue);
  expect(queue.throttleCheckTimeoutId).toBeNull();
});

it('sets one timer, never of a negative time, when requests wait', () => {
  vi.useFakeTimers();
  const queue = { throttleCheckTimeoutId: null, throttledUntil: Date.now() + 500, pending: ['request'], checkPendingRequests: vi.fn() };
  prototype.scheduleCheckPendingRequests.call(queue);
  prototype.scheduleCheckPendingRequests.call(queue);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(499);
  expect(queue.checkPendingRequests).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(queue.checkPendingRequests).toHaveBeenCalledOnce();
  expect(queue.throttleCheckTimeoutId).toBeNull();
  vi.useRealTimers();
});
