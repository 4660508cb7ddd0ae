import { didYouMean } from '@vyarna/avro';
import { type Contracts, topicsOfChannel } from '@vyarna/contract';
import { UsageError } from '../command.ts';
import { findTopic, type NamedTopic, topicNames } from '../topic-names.ts';

/** Finds the topic that a person named, which must be one on the bus. Throws `UsageError`. */
export const topicOnBus = ({ bundle }: Contracts, name: string): NamedTopic & { readonly topic: string } => {
  const found = findTopic(bundle, name);
  if (found === undefined) {
    throw new UsageError(`The contracts have no topic ${name}. ${didYouMean(name, topicNames(bundle), 'vyarna explain without a name lists them.')}`);
  }
  const { topic, channel } = found;
  if (channel.server !== 'kafka') throw new UsageError(`${name} is not on the bus but on ${channel.server ?? 'no one server'}`);
  if (topic !== null) return { ...found, topic };
  const [first] = topicsOfChannel(channel);
  if (first !== undefined) throw new UsageError(`${name} stands for several topics. Name one, such as ${first}`);
  throw new UsageError(
    channel.address === null
      ? `${name} has no topic of its own: each message goes where its request says`
      : `${name} stands for topics that are not listed: ${channel.address}`,
  );
};
