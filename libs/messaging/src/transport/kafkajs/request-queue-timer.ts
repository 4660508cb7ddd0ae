import { createRequire } from 'node:module';

const VERSION = '2.2.4';

interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly throttledUntil: number;
  readonly pending: { readonly length: number };
  checkPendingRequests(): void;
}

/**
 * kafkajs 2.2.4 sets a timer of a negative time after each request, which costs idle processes a loop of 1 ms timers and
 * a warning from Node 24 (tulios/kafkajs#1704, #1751). This puts the guard of its open pull request 1667 in place.
 * It touches one method of one version; throws on any other, so that an update looks here.
 */
export function calmRequestQueueTimer(): void {
  const require = createRequire(import.meta.url);
  const { version } = require('kafkajs/package.json') as { version: string };
  if (version !== VERSION) throw new Error(`kafkajs ${version} is not ${VERSION}: look whether request-queue-timer.ts is still needed`);
  const queue = require('kafkajs/src/network/requestQueue') as { prototype: { scheduleCheckPendingRequests(): void } };
  queue.prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests;
}

function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  const wait = Math.max(this.throttledUntil - Date.now(), 10);
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, wait);
}
