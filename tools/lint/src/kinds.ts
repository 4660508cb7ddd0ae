import type { ChannelKind, ChannelModel, MessageModel } from '@vyarna/contract';

/** From the strictest to none, as registries name them. A level allows all that a stricter one allows. */
export const COMPATIBILITY = ['FULL_TRANSITIVE', 'FULL', 'BACKWARD_TRANSITIVE', 'FORWARD_TRANSITIVE', 'BACKWARD', 'FORWARD', 'NONE'] as const;
type Compatibility = (typeof COMPATIBILITY)[number];

interface KindPolicy {
  /** The protocol of the server that it lives on. */
  readonly server: 'kafka' | 'postgresql' | 'amqp';
  readonly level: Compatibility;
  /** The levels that may be chosen with a reason. */
  readonly lower: readonly Compatibility[];
  /** How readers find the schema of a value; null where no registry is asked. */
  readonly lookup: MessageModel['lookup'] | null;
  /** What must be part of the topic's cleanup.policy; null without a topic. */
  readonly cleanup: 'delete' | 'compact' | null;
  /** Whether a field of the payload orders its messages. */
  readonly ordered: boolean;
}

const request: KindPolicy = {
  server: 'kafka',
  level: 'FULL_TRANSITIVE',
  lower: ['BACKWARD_TRANSITIVE'],
  lookup: 'TopicNameStrategy',
  cleanup: 'delete',
  ordered: true,
};

/** What the contract format says of each kind of channel. */
export const KIND_POLICIES: Readonly<Record<ChannelKind, KindPolicy>> = {
  request,
  trigger: request,
  reply: { ...request, lower: ['FORWARD_TRANSITIVE'], lookup: 'RecordNameStrategy', ordered: false },
  event: { ...request, lower: [] },
  state: { ...request, lower: [], cleanup: 'compact' },
  snapshot: { server: 'postgresql', level: 'BACKWARD_TRANSITIVE', lower: [], lookup: null, cleanup: null, ordered: false },
  'dead-letter': { ...request, lower: [], lookup: 'RecordNameStrategy', ordered: false },
  queue: { ...request, server: 'amqp', lookup: null, cleanup: null, ordered: false },
};

/** Whether it is on Kafka, and meant to be: of a kind that belongs elsewhere only that is said. */
export const isOnKafka = ({ kind, server }: ChannelModel): boolean => server === 'kafka' && (kind === null || KIND_POLICIES[kind].server === 'kafka');
