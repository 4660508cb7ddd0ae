import type { ChannelKind, ChannelModel } from '@vyarna/contract';
import type { Facts } from './facts.ts';
import { KINDS } from './kinds.ts';
import type { Sources } from './sources.ts';

type TopicFacts = Pick<ChannelModel, 'partitions' | 'replicas' | 'topicConfiguration'>;

/** What the Kafka bindings say of a channel's topic; a channel without a topic of its own has no partitions. */
export const readTopic = (sources: Sources, channel: Facts, kind: ChannelKind, hasTopic: boolean): TopicFacts => {
  if (!hasTopic) return { partitions: 0, replicas: 0, topicConfiguration: {} };
  const kafka = channel.below('bindings').below('kafka');
  const topicConfiguration = { ...KINDS[kind].topic, ...settingsOf(sources, kafka) };
  const at = kafka.place ?? channel.place;
  if (at !== undefined) {
    for (const fact of ['partitions', 'replicas']) {
      if (kafka.at(fact) === undefined)
        sources.report(at, 'missing-fact', `A topic must state its ${fact}, in bindings.kafka: they are hard to change later.`);
    }
    if (topicConfiguration['cleanup.policy'] === 'delete' && topicConfiguration['retention.ms'] === undefined) {
      sources.report(at, 'missing-fact', 'A topic of events must state how long it keeps them, in bindings.kafka.topicConfiguration retention.ms.');
    }
  }
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
