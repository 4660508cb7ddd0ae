import type { Contracts, TopicPlan } from '@vyarna/contract';
import type { ContractSet } from '@vyarna/loader';
import type { NamedDeadLetters } from '../topic-names.ts';
import { type MessageTree, messageTree, type Party, partyOf } from './topic.ts';

/** A topic that no document states: where a group's messages end that it could not handle. */
export interface DeadLettersExplained {
  readonly explains: 'dead letters';
  readonly plan: TopicPlan;
  readonly group: string;
  /** The topic whose messages end here. */
  readonly of: string;
  /** The operations whose messages end here. */
  readonly senders: readonly Party[];
  readonly messages: readonly MessageTree[];
}

export const explainDeadLetters = async (
  set: ContractSet,
  contracts: Contracts,
  { topic, channel, deadLettersOf: group }: NamedDeadLetters,
): Promise<DeadLettersExplained> => {
  // Loaded only now: it brings the adapters of the bus with it.
  const { deadLetterMessage } = await import('@vyarna/messaging');
  const plan = contracts.topicsOf().find(({ name }) => name === topic);
  if (plan === undefined) throw new Error(`The contracts plan no topic ${topic}.`);
  const receivers = Object.values(contracts.bundle.operations).filter((operation) => operation.channel === channel.key && operation.group === group);
  return {
    explains: 'dead letters',
    plan,
    group,
    of: channel.address ?? channel.key,
    senders: receivers.map((operation) => {
      const { deadLetterTopic: _, ...party } = partyOf(set, operation, channel);
      return party;
    }),
    messages: [messageTree(contracts, deadLetterMessage(contracts))],
  };
};
