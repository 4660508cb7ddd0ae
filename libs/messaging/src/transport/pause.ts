import { setTimeout } from 'node:timers/promises';

/** Waits, or less when the signal aborts; never rejects. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

/** Milliseconds before a failed batch is delivered again: 200, doubling to 5 s. `failures` counts from 1. */
export function redeliveryPause(failures: number): number {
  return Math.min(200 * 2 ** (failures - 1), 5_000);
}

/** Resolves when the work has settled, however it did, or after this time. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work.catch(() => undefined), pause(milliseconds, over.signal)]);
  over.abort();
}
