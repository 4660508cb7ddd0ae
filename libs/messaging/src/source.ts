import { type Contracts, type RetryPolicy, topicsOfChannel } from '@vyarna/contract';
import type { Logger } from '@vyarna/logger';
import type { Envelope } from './envelope.ts';
import type { IncomingRecord } from './transport/port.ts';

/** A message that was read and fits its contract. */
export interface Received {
  readonly operation: string;
  readonly envelope: Envelope<unknown>;
  readonly record: IncomingRecord;
  readonly schemaId: number;
  /** 1 for the first. */
  readonly attempt: number;
  /** Puts the traceId on every line. */
  readonly logger: Logger;
  /** Aborts when the partition is lost or the program stops. */
  readonly signal: AbortSignal;
}

/** How an `onMessage` ended, for the log and the metrics; handled when it says nothing. */
export type HandledAs = 'handled' | 'refused' | 'duplicate';

/** Where messages come from: a receive operation of the contracts. */
export interface Source {
  readonly operation: string;
  /** Which of the channel's topics, where its address has a parameter. */
  readonly topic?: string;
  /** Asked before the value is read; an unwanted message is passed over. */
  readonly wanted?: (envelope: Omit<Envelope<unknown>, 'payload'>) => boolean;
  readonly onMessage: (received: Received) => Promise<HandledAs | undefined> | Promise<void>;
}

/** A source with its facts looked up in the contracts. */
export interface ResolvedSource extends Source {
  readonly topic: string;
  readonly group: string;
  readonly retry: RetryPolicy;
  /** Whether its messages are requests, which want an answer. */
  readonly answers: boolean;
  /** The record to read a message of this name as; undefined where the operation does not take it. */
  typeOf(message: string): string | undefined;
}

export const resolveSource = (contracts: Contracts, source: Source): ResolvedSource => {
  const operation = contracts.operation(source.operation);
  const channel = contracts.channel(operation.channel);
  const topics = topicsOfChannel(channel);
  const topic = source.topic ?? (topics.length === 1 ? topics[0] : undefined);
  if (topic === undefined || !topics.includes(topic)) throw new Error(`The operation ${operation.id} has no topic ${source.topic ?? 'of its own'}.`);
  if (operation.action !== 'receive' || operation.group === null) throw new Error(`The operation ${operation.id} does not receive.`);
  const taken = channel.kind === 'reply' ? repliesOf(contracts) : new Set(operation.messages);
  return {
    ...source,
    topic,
    group: operation.group,
    retry: channel.retry,
    answers: operation.reply !== null,
    typeOf: (message) => (taken.has(message) ? contracts.payloadOf(message) : undefined),
  };
};

/** A reply topic takes the replies of every operation. */
const repliesOf = (contracts: Contracts): ReadonlySet<string> => {
  const { operations, channels } = contracts.bundle;
  const replied = Object.values(operations).flatMap(({ reply }) => reply?.messages ?? []);
  const listed = Object.values(channels).flatMap(({ kind, messages }) => (kind === 'reply' ? messages : []));
  return new Set([...replied, ...listed]);
};
