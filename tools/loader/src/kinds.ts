import type { ChannelKind } from '@vyarna/contract';

const DAY = 86_400_000;

type TopicConfiguration = { readonly [setting: string]: string | number };

export interface KindRules {
  /** What holds where the channel states no other; a kind without `retention.ms` must declare it, unless it is compacted. */
  readonly topic: TopicConfiguration;
  /** Whether the key is a field of the payload (or the traceId). */
  readonly ordered: boolean;
  readonly timeoutMs: number;
}

const kept = (milliseconds: number): TopicConfiguration => ({ 'cleanup.policy': 'delete', 'retention.ms': milliseconds });

const REQUEST: KindRules = { topic: kept(7 * DAY), ordered: true, timeoutMs: 30_000 };

export const KINDS: Readonly<Record<ChannelKind, KindRules>> = {
  request: REQUEST,
  trigger: { ...REQUEST, timeoutMs: 300_000 },
  reply: { topic: kept(600_000), ordered: false, timeoutMs: 30_000 },
  event: { topic: { 'cleanup.policy': 'delete' }, ordered: true, timeoutMs: 30_000 },
  state: { topic: { 'cleanup.policy': 'compact' }, ordered: true, timeoutMs: 30_000 },
  snapshot: { topic: {}, ordered: false, timeoutMs: 30_000 },
  'dead-letter': { topic: kept(30 * DAY), ordered: false, timeoutMs: 30_000 },
  queue: { topic: {}, ordered: false, timeoutMs: 30_000 },
};

const BY_ADDRESS: readonly (readonly [RegExp, ChannelKind])[] = [
  [/-flow$/, 'trigger'],
  [/-entity$/, 'request'],
  [/^get-/, 'request'],
  [/\.dlq$/, 'dead-letter'],
  [/\.state\.v\d+$/, 'state'],
  [/^[a-z0-9-]+\.[a-z0-9-]+\.[a-z0-9-]+\.v\d+$/, 'event'],
  [/\.replies(\.\{slot\})?$/, 'reply'],
  [/^ztracking-/, 'snapshot'],
];

/** The kind that an address tells by its form. */
export const kindOfAddress = (address: string | null): ChannelKind | undefined =>
  address === null ? 'reply' : BY_ADDRESS.find(([form]) => form.test(address))?.[1];
