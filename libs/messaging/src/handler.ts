import type { Logger } from '@vyarna/logger';
import type { Transaction } from 'kysely';
import type { OutgoingMessage } from './codegen/v1.ts';
import type { Envelope } from './envelope.ts';

export interface HandlerContext<DB> {
  /** The transaction that also holds the inbox row and the outgoing messages. Read-only where the channel is not `mutating`. */
  readonly db: Transaction<DB>;
  /** Puts the traceId on every line. */
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

export interface Handled<Reply> {
  readonly reply: Reply;
  /** Which of the contract's replies it is, where an operation has several. */
  readonly message?: string;
  /** Published after the commit, in order, with the request's traceId and context. Only where the channel is `mutating`. */
  readonly messages?: readonly OutgoingMessage[];
}

/**
 * Carries out a request. It cannot publish: it returns what is to be said. A thrown `Refusal` answers with an error and undoes all it did;
 * any other error has the message tried again, then set aside. It may run several times for one message, its effects happen once.
 */
export type Handler<Request, Reply, DB> = (message: Envelope<Request>, context: HandlerContext<DB>) => Promise<Handled<Reply>>;

/** Reacts to an event; as a `Handler`, without an answer. */
export type EventHandler<Message extends Envelope<unknown>, DB> = (
  message: Message,
  context: HandlerContext<DB>,
) => Promise<{ readonly messages?: readonly OutgoingMessage[] } | undefined>;
