/**
 * The runtime contract of generated code, version 1: each generated file is data and one call into this module.
 * A descriptor names an operation of the bundle; its type parameters carry the payloads. A payload has two types: as it is when it was
 * read, and (`Init`) as it may be given, without what has a default.
 */
import type { Envelope } from '../envelope.ts';

export type { Envelope };

/** What a handler or a flow sends: described here, encoded and published by the runtime. */
export interface OutgoingMessage<Payload = unknown> {
  /** The send operation's id. */
  readonly operation: string;
  readonly message: string;
  readonly payload: Payload;
  /** The value of the ordering key, where the payload cannot tell it: of a tombstone. */
  readonly subject?: string;
}

/** What a client calls. Key, headers and deadline follow from the contract. */
export interface CallDescriptor<Request, Reply, RequestInit = Request, ReplyInit = Reply> {
  readonly operation: string;
  /** Only for the compiler; never present. */
  readonly types?: readonly [Request, Reply, RequestInit, ReplyInit];
}

/** What a service handles and what its clients call: a receive operation that is answered. */
export interface RequestDescriptor<Request, Reply, RequestInit = Request, ReplyInit = Reply>
  extends CallDescriptor<Request, Reply, RequestInit, ReplyInit> {
  readonly kind: 'request';
}

/** A client's own send operation that is answered. */
export interface ClientDescriptor<Request, Reply, RequestInit = Request, ReplyInit = Reply>
  extends CallDescriptor<Request, Reply, RequestInit, ReplyInit> {
  readonly kind: 'client';
}

/** A receive operation that is not answered. `Message` is the typed envelope; of several messages, the union that its `type` tells apart. */
export interface ConsumerDescriptor<Message extends Envelope<unknown>> {
  readonly kind: 'consumer';
  readonly operation: string;
  readonly types?: readonly [Message];
}

export interface SnapshotDescriptor<Entity> {
  readonly kind: 'snapshot';
  readonly operation: string;
  readonly types?: readonly [Entity];
}

/** Makes the message of a send operation from its payload. */
export interface Producer<Payload> {
  (payload: Payload): OutgoingMessage<Payload>;
  readonly operation: string;
}

/** As a `Producer`; on a state topic, where an entity's last message is kept. */
export interface StateProducer<Payload> extends Producer<Payload> {
  /** Says that the entity is gone. `key` is the value of the channel's ordering key. */
  tombstone(key: string): OutgoingMessage<null>;
}

/** Makes the messages of a send operation that has several, each by its name. */
export interface Producers<Payloads> {
  <Message extends keyof Payloads & string>(message: Message, payload: Payloads[Message]): OutgoingMessage<Payloads[Message]>;
  readonly operation: string;
}

export const request = <Request, Reply, RequestInit = Request, ReplyInit = Reply>(
  operation: string,
): RequestDescriptor<Request, Reply, RequestInit, ReplyInit> => ({ kind: 'request', operation });

export const client = <Request, Reply, RequestInit = Request, ReplyInit = Reply>(
  operation: string,
): ClientDescriptor<Request, Reply, RequestInit, ReplyInit> => ({ kind: 'client', operation });

export const consumer = <Message extends Envelope<unknown>>(operation: string): ConsumerDescriptor<Message> => ({ kind: 'consumer', operation });

export const snapshot = <Entity>(operation: string): SnapshotDescriptor<Entity> => ({ kind: 'snapshot', operation });

export const producer = <Payload>(operation: string, message: string): Producer<Payload> =>
  Object.assign((payload: Payload): OutgoingMessage<Payload> => ({ operation, message, payload }), { operation });

export const stateProducer = <Payload>(operation: string, message: string): StateProducer<Payload> =>
  Object.assign(producer<Payload>(operation, message), {
    tombstone: (key: string): OutgoingMessage<null> => ({ operation, message, payload: null, subject: key }),
  });

export const producers = <Payloads>(operation: string): Producers<Payloads> =>
  Object.assign(
    <Message extends keyof Payloads & string>(message: Message, payload: Payloads[Message]): OutgoingMessage<Payloads[Message]> => ({
      operation,
      message,
      payload,
    }),
    { operation },
  );
