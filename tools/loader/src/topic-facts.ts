import type { ChannelKind, ChannelModel } from '@vyarna/contract';
import type { Facts } from './facts.ts';
import { KINDS } from './kinds.ts';
import type { Sources } from './sources.ts';

type TopicFacts = Pick<ChannelModel, 'partitions' | 'replicas' | 'topicConfiguration'>;

/** What the Kafka bindings say of a channel's topic; a channel without a topic of its own has no partitions. */
export const readTopic = (sources: Sources, channel: Facts, kind: ChannelKind | null, hasTopic: boolean): TopicFacts => {
  if (!hasTopic) return { partitions: 0, replicas: 0, topicConfiguration: {} };
  const kafka = channel.below('bindings').below('kafka');
  const topicConfiguration = { ...(kind === null ? {} : KINDS[kind].topic), ...settingsOf(sources, kafka) };
  return { partitions: kafka.count('partitions') ?? 1, replicas: kafka.count('replicas') ?? 1, topicConfiguration };
};

/** A list, such as of cleanup policies, is written as Kafka takes it: with commas. */
const settingsOf = (sources: Sources, kafka: Facts): Record<string, string | number> => {
  const settings: Record<string, string | number> = {};
  for (const [name, place] of sources.entries(kafka.at('topicConfiguration'))) {
    const value = sources.value(place);
    settings[name] = typeof value === 'number' ? value : Array.isArray(value) ? value.join(',') : String(value);
  }
  return settings;
};
