import { vi } from 'vitest';
import type { IncomingRecord, OutgoingRecord, SubscribeOptions, Subscription, Transport } from '../port.ts';

export interface RecordedSubscription extends Subscription {
  /** Everything handled, in the order it came. */
  readonly records: IncomingRecord[];
}

/** A subscription whose handler notes the records, after `before` where given, which may wait or reject. */
export function recordedSubscription(
  transport: Transport,
  options: Omit<SubscribeOptions, 'handle'>,
  before: SubscribeOptions['handle'] = async () => undefined,
): RecordedSubscription {
  const records: IncomingRecord[] = [];
  const subscription = transport.subscribe({
    ...options,
    handle: async (batch, signal) => {
      await before(batch, signal);
      records.push(...batch);
    },
  });
  return { records, ready: subscription.ready, close: () => subscription.close() };
}

/** A record of text without headers. */
export function textRecord(topic: string, key: string | null, value: string): OutgoingRecord {
  return { topic, key, value: Buffer.from(value), headers: {} };
}

export function values(records: readonly OutgoingRecord[]): string[] {
  return records.map((record) => String(record.value));
}

/** Until the check passes; 30 s at most, which covers a group's loss of a member on every bus. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(check, { timeout: 30_000, interval: 20 });
}
