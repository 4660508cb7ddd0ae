import type { ChannelKind, ChannelModel, MessageModel } from '@vyarna/contract';

interface KindPolicy {
  /** The protocol of the server that it lives on. */
  readonly server: 'kafka' | 'postgresql' | 'amqp';
  /** How readers find the schema of a value; null where no registry is asked. */
  readonly lookup: MessageModel['lookup'] | null;
  /** What must be part of the topic's cleanup.policy; null without a topic. */
  readonly cleanup: 'delete' | 'compact' | null;
  /** Whether a field of the payload orders its messages. */
  readonly ordered: boolean;
}

const request: KindPolicy = {
  server: 'kafka',
  lookup: 'TopicNameStrategy',
  cleanup: 'delete',
  ordered: true,
};

/** What the contract format says of each kind of channel; of levels see `KIND_LEVELS`. */
export const KIND_POLICIES: Readonly<Record<ChannelKind, KindPolicy>> = {
  request,
  trigger: request,
  reply: { ...request, lookup: 'RecordNameStrategy', ordered: false },
  event: request,
  state: { ...request, cleanup: 'compact' },
  snapshot: { server: 'postgresql', lookup: null, cleanup: null, ordered: false },
  'dead-letter': { ...request, lookup: 'RecordNameStrategy', ordered: false },
  queue: { ...request, server: 'amqp', lookup: null, cleanup: null, ordered: false },
};

/** Whether it is on Kafka, and meant to be: of a kind that belongs elsewhere only that is said. */
export const isOnKafka = ({ kind, server }: ChannelModel): boolean => server === 'kafka' && (kind === null || KIND_POLICIES[kind].server === 'kafka');
