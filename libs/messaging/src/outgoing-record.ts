import type { ChannelModel, Contracts } from '@vyarna/contract';
import { v7 as uuidV7 } from 'uuid';
import type { Envelope, MessageContext } from './envelope.ts';
import { writeHeaders } from './headers.ts';
import { replyTopicsOf } from './reply-topics.ts';
import { errorReplyMessage } from './sent-messages.ts';
import type { Serde } from './serde.ts';
import type { OutgoingRecord } from './transport/port.ts';
import { checkSize } from './transport/record-size.ts';

/** What every sender needs to make records. `app` is the application's title, such as `ez-operator`. */
export interface Sender {
  readonly contracts: Contracts;
  readonly serde: Serde;
  readonly app: string;
}

/** A message before topic, key, deadline and headers have been derived from its contract. */
export interface Draft {
  /** A key of the bundle's channels. */
  readonly channel: string;
  readonly message: string;
  /** Null is a tombstone, on state channels. */
  readonly payload: unknown;
  readonly traceId: string;
  readonly context: MessageContext;
  /** The traceId unless given. */
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly flowType?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  /** A new uuid v7 unless given. */
  readonly id?: string | undefined;
  /** Now plus the channel's timeout, for requests and triggers, unless given. */
  readonly deadline?: string | undefined;
  /** The moment of sending. */
  readonly now?: Date | undefined;
  /** The value of the ordering key, for a tombstone, whose payload cannot tell. */
  readonly subject?: string | undefined;
}

export interface Made {
  readonly record: OutgoingRecord;
  readonly envelope: Envelope<unknown>;
}

/** Makes the record of a message on a channel with an address. Throws `PayloadInvalid`, and `TransportError` MESSAGE_TOO_LARGE. */
export const outgoingRecord = (sender: Sender, draft: Draft): Made => {
  const channel = sender.contracts.channel(draft.channel);
  const topic = channel.address;
  if (topic === null || topic.includes('{')) throw new Error(`The channel ${channel.key} has no one topic to send to.`);
  const ordered = draft.subject ?? orderingValue(channel, draft.payload);
  return made(sender, topic, draft, {
    partitionKey: ordered ?? draft.traceId,
    subject: ordered,
    deadline: draft.deadline ?? deadlineOf(channel, draft.now ?? new Date()),
  });
};

/** What a message takes over from the one that caused it. */
export const causedBy = (
  cause: Omit<Envelope<unknown>, 'payload'>,
): Pick<Draft, 'traceId' | 'correlationId' | 'causationId' | 'context' | 'flowType' | 'traceparent' | 'tracestate'> => ({
  traceId: cause.traceId,
  correlationId: cause.correlationId,
  causationId: cause.id,
  context: cause.context,
  flowType: cause.flowType,
  traceparent: cause.traceparent,
  tracestate: cause.tracestate,
});

export interface Answer {
  readonly message: string;
  readonly payload: unknown;
  readonly id?: string | undefined;
  readonly now?: Date | undefined;
}

/** Makes the reply to a request, addressed to its `replyTo`; null when the request wants none. Throws as `outgoingRecord` does. */
export const replyRecord = (sender: Sender, request: Omit<Envelope<unknown>, 'payload'>, answer: Answer): Made | null => {
  const topic = request.replyTo;
  if (topic === undefined) return null;
  const topics = replyTopicsOf(sender.contracts);
  if (!topics.has(topic)) throw new Error(`${topic} is not a reply topic of the contracts.`);
  const draft = { ...causedBy(request), ...answer };
  return made(sender, topic, draft, { partitionKey: topics.keyOf(topic, request), subject: request.subject, deadline: undefined });
};

/** Why a request was not carried out, for its `replyTo`. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, string>>;
}

export const errorReplyRecord = (
  sender: Sender,
  request: Omit<Envelope<unknown>, 'payload'>,
  { code, message, details = {} }: ErrorAnswer,
): Made | null => replyRecord(sender, request, { message: errorReplyMessage(sender.contracts), payload: { code, message, details } });

type Derived = { readonly [Fact in 'partitionKey' | 'subject' | 'deadline']: string | undefined };

const made = (sender: Sender, topic: string, draft: Omit<Draft, 'channel'>, derived: Derived): Made => {
  const envelope = present({
    id: draft.id ?? uuidV7(),
    type: draft.message,
    source: `/apps/${sender.app}`,
    occurredAt: (draft.now ?? new Date()).toISOString(),
    subject: derived.subject,
    traceId: draft.traceId,
    correlationId: draft.correlationId ?? draft.traceId,
    causationId: draft.causationId,
    partitionKey: derived.partitionKey,
    deadline: derived.deadline,
    replyTo: draft.replyTo,
    flowType: draft.flowType,
    traceparent: draft.traceparent,
    tracestate: draft.tracestate,
    context: draft.context,
    payload: draft.payload,
  });
  const value = draft.payload === null ? null : sender.serde.encode(draft.message, topic, draft.payload);
  const record = { topic, key: derived.partitionKey ?? null, value, headers: writeHeaders(envelope) };
  checkSize([record]);
  return { record, envelope };
};

/** The field that orders, where the payload has it. */
const orderingValue = ({ orderingKey }: ChannelModel, payload: unknown): string | undefined => {
  if (orderingKey === null || typeof payload !== 'object' || payload === null) return undefined;
  const value = (payload as Record<string, unknown>)[orderingKey];
  return value === undefined || value === null ? undefined : String(value);
};

const deadlineOf = ({ kind, timeoutMs }: ChannelModel, now: Date): string | undefined =>
  kind === 'request' || kind === 'trigger' ? new Date(now.getTime() + timeoutMs).toISOString() : undefined;

/** Leaves out what is not known. */
const present = <Facts extends object>(facts: Facts): { [Fact in keyof Facts]: Exclude<Facts[Fact], undefined> } =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as { [Fact in keyof Facts]: Exclude<Facts[Fact], undefined> };
