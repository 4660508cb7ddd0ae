/**
 * The runtime contract of generated code, version 1: each generated file is data and one call into this module.
 * A descriptor names an operation of the bundle; its type parameters carry the payloads.
 */

/** What a handler or a flow sends: described here, encoded and published by the runtime. */
export interface OutgoingMessage<Payload = unknown> {
  /** The send operation's id. */
  readonly operation: string;
  readonly message: string;
  readonly payload: Payload;
}

export interface RequestDescriptor<Request, Reply> {
  readonly kind: 'request';
  readonly operation: string;
  /** Only for the compiler; never present. */
  readonly types?: readonly [Request, Reply];
}

/** A receive operation on an event or state channel. */
export interface EventDescriptor<Payload> {
  readonly kind: 'event';
  readonly operation: string;
  readonly types?: readonly [Payload];
}

export interface SnapshotDescriptor<Entity> {
  readonly kind: 'snapshot';
  readonly operation: string;
  readonly types?: readonly [Entity];
}

/** Makes a message of a send operation from its payload. */
export interface Producer<Payload> {
  (payload: Payload): OutgoingMessage<Payload>;
  readonly operation: string;
}

export const request = <Request, Reply>(operation: string): RequestDescriptor<Request, Reply> => ({ kind: 'request', operation });

export const event = <Payload>(operation: string): EventDescriptor<Payload> => ({ kind: 'event', operation });

export const snapshot = <Entity>(operation: string): SnapshotDescriptor<Entity> => ({ kind: 'snapshot', operation });

export const producer = <Payload>(operation: string, message: string): Producer<Payload> =>
  Object.assign((payload: Payload): OutgoingMessage<Payload> => ({ operation, message, payload }), { operation });
