import type { Bundle, ChannelKind, ChannelModel } from './bundle.ts';

/** A topic as the contracts want it; the transport's `ensureTopics` takes it as it is. */
export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly configuration: { readonly [setting: string]: string | number };
  readonly kind: ChannelKind | null;
  /** The channel it stands for; of a dead letter topic, the channel whose messages end there. */
  readonly channel: string;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

/** The topics of a channel: one, or one for each slot; none for a channel whose address is in the request or has parameters without a list. */
export const topicsOfChannel = (channel: ChannelModel): readonly string[] => {
  const { address } = channel;
  if (address === null || channel.parameters !== undefined) return [];
  if (!address.includes('{slot}')) return [address];
  return Array.from({ length: channel.slots ?? 0 }, (_, slot) => address.replace('{slot}', String(slot)));
};

/** Where the messages go that a group could not handle. */
export const deadLetterTopic = (group: string, topic: string): string => `${group}.${topic}.dlq`;

/** Every topic of the contract set: of each Kafka channel, and for each receiving group its dead letters. By name, each once. */
export const planTopics = (bundle: Bundle): readonly TopicPlan[] => {
  const plans = new Map<string, TopicPlan>();
  for (const channel of Object.values(bundle.channels)) {
    if (channel.server !== 'kafka') continue;
    for (const name of topicsOfChannel(channel)) {
      const { partitions, replicas, topicConfiguration: configuration, kind } = channel;
      plans.set(name, { name, partitions, replicas, configuration, kind, channel: channel.key });
    }
  }
  for (const operation of Object.values(bundle.operations)) {
    const channel = bundle.channels[operation.channel];
    if (operation.action !== 'receive' || operation.group === null || channel?.server !== 'kafka') continue;
    for (const topic of topicsOfChannel(channel)) {
      const name = deadLetterTopic(operation.group, topic);
      // One partition: dead letters are few, and in one line they keep the order in which they failed.
      const configuration = { 'cleanup.policy': 'delete', 'retention.ms': THIRTY_DAYS };
      plans.set(name, { name, partitions: 1, replicas: channel.replicas, configuration, kind: 'dead-letter', channel: channel.key });
    }
  }
  return [...plans.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};
