import { type Contracts, topicsOfChannel } from '@vyarna/contract';
import type { Envelope } from './envelope.ts';

/**
 * The topics that a reply may be sent to: those of reply channels that have an address. Anything else in a `replyTo` is refused, so that
 * nobody can make a service write to a topic of their choice.
 */
export class ReplyTopics {
  readonly #keyOf = new Map<string, 'request' | 'trace'>();

  constructor(contracts: Contracts) {
    for (const channel of Object.values(contracts.bundle.channels)) {
      if (channel.kind !== 'reply') continue;
      // A gateway's slot is read by one process, so replies may spread; a flow's replies keep the order of their run.
      for (const topic of topicsOfChannel(channel)) this.#keyOf.set(topic, channel.slots === undefined ? 'trace' : 'request');
    }
  }

  has(topic: string): boolean {
    return this.#keyOf.has(topic);
  }

  /** The key of a reply to the request. */
  keyOf(topic: string, request: Pick<Envelope<unknown>, 'id' | 'traceId'>): string {
    return this.#keyOf.get(topic) === 'trace' ? request.traceId : request.id;
  }
}

const cache = new WeakMap<Contracts, ReplyTopics>();

export const replyTopicsOf = (contracts: Contracts): ReplyTopics => {
  let topics = cache.get(contracts);
  if (topics === undefined) {
    topics = new ReplyTopics(contracts);
    cache.set(contracts, topics);
  }
  return topics;
};
