import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type ChannelModel, type Contracts, type OperationModel, topicsOfChannel } from '@vyarna/contract';
import type { Program } from '@vyarna/process';
import type { QueryExecutorProvider } from 'kysely';
import type { CallDescriptor } from './codegen/v1.ts';
import { type Consumer, createConsumer } from './consumer.ts';
import type { MessageContext } from './envelope.ts';
import { outgoingRecord } from './outgoing-record.ts';
import { leaseReplySlot, type ReplySlot } from './reply-slot.ts';
import { errorReplyMessage } from './sent-messages.ts';
import type { Serde } from './serde.ts';
import type { Received } from './source.ts';
import { type Transport, TransportError } from './transport/port.ts';

export interface RequesterOptions {
  readonly program: Program;
  readonly contracts: Contracts;
  /** The application's title; it owns one reply channel with slots. */
  readonly app: string;
  readonly transport: Transport;
  /** Prepared before the first `send`. */
  readonly serde: Serde;
  /** Must have the table of `replySlotMigrations`. */
  readonly database: { readonly kysely: QueryExecutorProvider };
}

export interface Request {
  /** A key of the bundle's channels. */
  readonly channel: string;
  readonly message: string;
  readonly payload: unknown;
  readonly context: MessageContext;
  readonly traceId: string;
  readonly flowType?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  /** The deadline, from now; the channel's own timeout when left out. It is not how long the caller waits. */
  readonly timeoutMs?: number | undefined;
}

export type ReplyOutcome =
  | { readonly kind: 'result'; readonly message: string; readonly payload: unknown }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly details: Readonly<Record<string, string>> }
  | { readonly kind: 'timeout' };

/** As `ReplyOutcome`, of a request whose answer's type is known. */
export type TypedOutcome<Reply> = { readonly kind: 'result'; readonly payload: Reply } | Exclude<ReplyOutcome, { readonly kind: 'result' }>;

export interface RequestOptions extends Omit<Request, 'channel' | 'message' | 'payload'> {
  /** How long to wait for the answer; until the request's deadline when left out. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SentRequest {
  readonly id: string;
  readonly traceId: string;
  /** Waits at most so long; an abort counts as a timeout. Call it once: afterwards the answer is passed over. */
  reply(waitMs: number, signal?: AbortSignal): Promise<ReplyOutcome>;
}

export interface Requester {
  /** Resolves when the bus has the request. Throws `PayloadInvalid`, or a `TransportError`. */
  send(request: Request): Promise<SentRequest>;
  /** Sends what a generated descriptor names, and waits for its answer. Throws as `send` does. */
  request<Request, Reply, RequestInit>(
    descriptor: CallDescriptor<Request, Reply, RequestInit, unknown>,
    payload: RequestInit,
    options: RequestOptions,
  ): Promise<TypedOutcome<Reply>>;
}

type Settle = (outcome: ReplyOutcome) => void;

/** Sends requests and takes their answers on a reply topic that this process alone reads, by a lease on one of the contract's slots. */
export const createRequester = async (options: RequesterOptions): Promise<Requester> => {
  const { program, contracts, serde, app, transport, database } = options;
  const { logger, registry, signal } = program;
  const { operation, channel } = replyOperation(contracts, app);
  const pending = new Map<string, { readonly answer: Promise<ReplyOutcome>; readonly settle: Settle }>();
  const holder = `${hostname()}:${process.pid}`;
  let current: { readonly slot: ReplySlot; readonly topic: string; readonly consumer: Consumer } | undefined;

  const onMessage = async ({ envelope }: Received): Promise<void> => {
    pending.get(envelope.causationId ?? '')?.settle(outcomeOf(contracts, envelope.type, envelope.payload));
  };

  const takeSlot = async (): Promise<void> => {
    const slot = await leaseReplySlot({ db: database.kysely, slots: channel.slots ?? 0, holder, logger, onLost });
    // Nobody would leave a slot that is taken after the stop.
    if (signal.aborted) return slot.release();
    const topic = topicsOfChannel(channel)[slot.slot] as string;
    const consumer = createConsumer({
      contracts,
      serde,
      app,
      transport,
      logger,
      registry,
      group: `${operation.group}.${topic}`,
      sources: [{ operation: operation.id, topic, wanted: ({ causationId }) => causationId !== undefined && pending.has(causationId), onMessage }],
      // Whoever has the slot now gets what comes in: a process that was stopped past its lease must not take it away.
      guard: () => {
        if (!slot.held()) throw new Error(`the lease of ${topic} is over`);
      },
    });
    current = { slot, topic, consumer };
    await consumer.ready;
    logger.info({ slot: slot.slot, epoch: slot.epoch, topic }, 'reading replies');
  };

  const dropSlot = async (): Promise<void> => {
    const dropped = current;
    current = undefined;
    await dropped?.consumer.close();
    await dropped?.slot.release();
  };

  const replaceSlot = async (): Promise<void> => {
    while (!signal.aborted && current?.slot.held() !== true) {
      try {
        await dropSlot();
        await takeSlot();
      } catch (error) {
        logger.warn({ error }, 'no reply slot yet; it is tried again');
        await pause(1_000, undefined, { signal }).catch(() => {});
      }
    }
  };

  // One after another: a new slot may be lost again while it is still being taken.
  let replacing: Promise<void> = Promise.resolve();
  const onLost = (): void => {
    replacing = replacing.then(replaceSlot);
  };

  program.onStop('reply slot', dropSlot);
  program.readiness('reply slot', async () => {
    if (current?.slot.held() !== true) throw new Error('this process has no reply slot');
  });
  const hint = `Stop a gateway, or give ${channel.key} more slots; a slot that was not released is free again after 15 s.`;
  await program.dependency('a reply slot', async () => current ?? (await takeSlot()), hint);

  const send = async (request: Request): Promise<SentRequest> => {
    if (current === undefined) throw new TransportError('BUS_UNAVAILABLE', 'this process has no reply slot');
    const { timeoutMs, ...draft } = request;
    const deadline = timeoutMs === undefined ? undefined : new Date(Date.now() + timeoutMs).toISOString();
    const { record, envelope } = outgoingRecord({ contracts, serde, app }, { ...draft, deadline, replyTo: current.topic });
    const { promise: answer, resolve: settle } = Promise.withResolvers<ReplyOutcome>();
    pending.set(envelope.id, { answer, settle });
    try {
      await transport.publish([record]);
    } catch (error) {
      pending.delete(envelope.id);
      throw error;
    }
    return {
      id: envelope.id,
      traceId: envelope.traceId,
      reply: (waitMs, abort) => waitFor(answer, settle, waitMs, abort).finally(() => pending.delete(envelope.id)),
    };
  };

  const request: Requester['request'] = async <Request, Reply, RequestInit>(
    { operation: id }: CallDescriptor<Request, Reply, RequestInit, unknown>,
    payload: RequestInit,
    { waitMs, signal: abort, ...draft }: RequestOptions,
  ) => {
    const { channel: key, messages } = contracts.operation(id);
    const [message] = messages;
    if (message === undefined) throw new Error(`The operation ${id} has no message.`);
    const sent = await send({ ...draft, channel: key, message, payload });
    const outcome = await sent.reply(waitMs ?? draft.timeoutMs ?? contracts.channel(key).timeoutMs, abort);
    // The serde has checked the answer against its contract, which is where Reply comes from.
    return outcome.kind === 'result' ? { kind: 'result', payload: outcome.payload as Reply } : outcome;
  };

  return { send, request };
};

const replyOperation = (contracts: Contracts, app: string): { operation: OperationModel; channel: ChannelModel } => {
  for (const operation of Object.values(contracts.bundle.operations)) {
    const channel = contracts.channel(operation.channel);
    if (operation.app === app && operation.action === 'receive' && channel.kind === 'reply' && channel.slots !== undefined)
      return { operation, channel };
  }
  throw new Error(`${app} has no receive operation on a reply channel with slots.`);
};

const outcomeOf = (contracts: Contracts, message: string, payload: unknown): ReplyOutcome => {
  if (message !== errorReplyMessage(contracts)) return { kind: 'result', message, payload };
  const error = payload as { readonly code: string; readonly message: string; readonly details: Readonly<Record<string, string>> };
  return { kind: 'error', code: error.code, message: error.message, details: error.details };
};

const waitFor = async (answer: Promise<ReplyOutcome>, settle: Settle, waitMs: number, signal: AbortSignal | undefined): Promise<ReplyOutcome> => {
  const giveUp = (): void => settle({ kind: 'timeout' });
  const timer = setTimeout(giveUp, waitMs);
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
};
