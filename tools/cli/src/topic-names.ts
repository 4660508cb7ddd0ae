import { type Bundle, type ChannelModel, deadLetterTopic, topicsOfChannel } from '@vyarna/contract';

/** What a person may mean by TOPIC. */
export interface NamedTopic {
  /** The address; null for a channel that has none of its own, or one for each slot. */
  readonly topic: string | null;
  /** The channel; of a dead letter topic, the one whose messages end there. */
  readonly channel: ChannelModel;
  /** The group whose dead letters it holds; undefined for every other topic. */
  readonly deadLettersOf?: string;
}

/** A named topic that holds the dead letters of a group. */
export interface NamedDeadLetters extends NamedTopic {
  readonly topic: string;
  readonly deadLettersOf: string;
}

export const isDeadLetters = (named: NamedTopic): named is NamedDeadLetters => named.deadLettersOf !== undefined;

/** Finds a topic by its address, the address of one of its slots, its channel's key, or as a group's dead letters; undefined for another name. */
export const findTopic = (bundle: Bundle, name: string): NamedTopic | undefined => {
  const channels = Object.values(bundle.channels);
  const addressed = channels.find(({ address, key }) => address === name || key === name);
  if (addressed !== undefined) return { topic: addressed.address?.includes('{') ? null : addressed.address, channel: addressed };
  const slotted = channels.find((channel) => topicsOfChannel(channel).includes(name));
  return slotted === undefined ? deadLetterTopics(bundle).find(({ topic }) => topic === name) : { topic: name, channel: slotted };
};

/** Every name that `findTopic` knows, sorted. */
export const topicNames = (bundle: Bundle): readonly string[] => {
  const named = Object.values(bundle.channels).flatMap((channel) => [channel.key, channel.address ?? [], topicsOfChannel(channel)].flat());
  return [...new Set([...named, ...deadLetterTopics(bundle).map(({ topic }) => topic)])].sort();
};

/** Every topic there is on the bus, by its address. */
export const topicsOnBus = (bundle: Bundle): readonly string[] => {
  const own = Object.values(bundle.channels).flatMap((channel) => (channel.server === 'kafka' ? topicsOfChannel(channel) : []));
  return [...own.filter((topic) => !topic.includes('{')), ...deadLetterTopics(bundle).map(({ topic }) => topic)].sort();
};

const deadLetterTopics = (bundle: Bundle): readonly NamedDeadLetters[] =>
  Object.values(bundle.operations).flatMap(({ action, group, channel: key }) => {
    const channel = bundle.channels[key];
    if (action !== 'receive' || group === null || channel?.server !== 'kafka') return [];
    return topicsOfChannel(channel).map((topic) => ({ topic: deadLetterTopic(group, topic), channel, deadLettersOf: group }));
  });
