import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Logger } from '@vyarna/logger';
import { type Registry, withinLimit } from '@vyarna/process';
import { deadLetterRecord, type Failure } from './dead-letter.ts';
import { glimpseHeaders } from './headers.ts';
import { isInfrastructureLoss } from './infrastructure-loss.ts';
import { createMetrics, type Outcome } from './metrics.ts';
import { errorReplyRecord, type Sender } from './outgoing-record.ts';
import { type EnvelopeHead, readHead, readValue } from './receive.ts';
import { Rejection } from './rejection.ts';
import { type ResolvedSource, resolveSource, type Source } from './source.ts';
import type { IncomingRecord, OutgoingRecord, Transport } from './transport/port.ts';

/** A handler that has not ended by then counts as failed: it would otherwise hold its partition for ever. */
const HANDLER_LIMIT_MS = 60_000;
const tooLong = (): Error => new Error(`it did not end within ${HANDLER_LIMIT_MS / 1000} s`);

export interface ConsumerOptions extends Sender {
  readonly transport: Transport;
  readonly logger: Logger;
  readonly registry?: Registry;
  /** Receive operations of one group; a topic appears once. */
  readonly sources: readonly Source[];
  /** The bus group to join, where it is not the operations' own: a slot of replies is read by one process alone. */
  readonly group?: string;
  /** Throws when this process may not take messages now; they are then delivered again, to whoever may. */
  readonly guard?: () => void;
}

export interface Consumer {
  /** Resolves when the process has its share of the topics. */
  readonly ready: Promise<void>;
  /** Finishes the message in hand. */
  close(): Promise<void>;
}

/**
 * Takes messages: reads headers and value, gives them to the source's `onMessage`, tries again as the contract says, and puts on the dead
 * letter topic what can never be read or was tried often enough. It then goes on. When something the program needs is away, it throws, and
 * the bus delivers again. Within a partition messages are handled one after another.
 */
export const createConsumer = (options: ConsumerOptions): Consumer => {
  const { contracts, transport, logger } = options;
  const sources = new Map<string, ResolvedSource>();
  for (const source of options.sources) {
    const resolved = resolveSource(contracts, source);
    if (sources.has(resolved.topic)) throw new Error(`Two operations of one consumer receive from ${resolved.topic}.`);
    sources.set(resolved.topic, resolved);
  }
  const groups = new Set(options.group === undefined ? [...sources.values()].map(({ group }) => group) : [options.group]);
  const [group, ...others] = groups;
  if (group === undefined || others.length > 0) throw new Error('A consumer takes the operations of exactly one group.');
  const metrics = createMetrics(options.registry);

  const take = async (record: IncomingRecord, signal: AbortSignal): Promise<void> => {
    const source = sources.get(record.topic);
    if (source === undefined) return;
    const begun = performance.now();
    const traceId = glimpseHeaders(record.headers).traceId;
    const lines = logger.child(traceId === undefined ? {} : { traceId });
    const outcome = await handle(options, source, record, lines, signal, metrics.readerViolation);
    metrics.outcome(record.topic, outcome);
    metrics.handled(record.topic, (performance.now() - begun) / 1_000);
  };

  const subscription = transport.subscribe({
    group,
    topics: [...sources.keys()],
    handle: async (batch, signal) => {
      for (const record of batch) {
        signal.throwIfAborted();
        options.guard?.();
        await take(record, signal);
      }
    },
  });
  return { ready: subscription.ready, close: () => subscription.close() };
};

const handle = async (
  sender: ConsumerOptions,
  source: ResolvedSource,
  record: IncomingRecord,
  logger: Logger,
  signal: AbortSignal,
  onReaderViolation: (type: string) => void,
): Promise<Outcome> => {
  const where = { topic: record.topic, partition: record.partition, offset: record.offset };
  let head: EnvelopeHead | undefined;
  let attempt = 1;
  try {
    head = readHead(sender.contracts, record);
    if (source.wanted?.(head) === false) return 'unwanted';
    if (isExpired(head)) return expired(logger, head, where);
    const { payload, schemaId, type, readerViolations } = await readValue(sender.serde, source.typeOf, head, record);
    if (readerViolations.length > 0) {
      onReaderViolation(type);
      logger.warn(
        { ...where, messageType: head.type, violations: readerViolations },
        "a message breaks the reader's constraints; its writer's allow it",
      );
    }
    const envelope = { ...head, payload };
    logger.debug({ ...where, messageId: head.id, messageType: head.type }, 'message received');
    for (; ; attempt += 1) {
      try {
        const begun = performance.now();
        const work = source.onMessage({ operation: source.operation, envelope, record, schemaId, attempt, logger, signal });
        const handledAs = (await withinLimit(HANDLER_LIMIT_MS, Promise.resolve(work), tooLong)) ?? 'handled';
        const ms = Math.round((performance.now() - begun) * 10) / 10;
        logger.info({ ...where, messageId: head.id, messageType: head.type, ms }, `message ${handledAs}`);
        return handledAs;
      } catch (error) {
        signal.throwIfAborted();
        if (isInfrastructureLoss(error) || error instanceof Rejection) throw error;
        if (attempt >= source.retry.attempts) throw new Rejection('HANDLER_FAILED', `its handler failed: ${reasonOf(error)}`, { cause: error });
        const backoffMs = source.retry.backoffMs * 2 ** (attempt - 1);
        logger.warn({ ...where, messageId: head.id, attempt, backoffMs, error }, 'message failed; it is tried again');
        await pause(backoffMs, undefined, { signal });
        if (isExpired(head)) return expired(logger, head, where);
      }
    }
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    await giveUp(sender, source, record, head, logger, { code: error.code, reason: error.message, attempts: attempt }, error);
    return 'dead-lettered';
  }
};

const isExpired = ({ deadline }: EnvelopeHead): boolean => deadline !== undefined && Date.parse(deadline) < Date.now();

const expired = (logger: Logger, { id, type, deadline }: EnvelopeHead, where: object): Outcome => {
  logger.info({ ...where, messageId: id, messageType: type, deadline }, 'message expired: nobody waits for it any more');
  return 'expired';
};

/** A database quotes values in its messages, which a dead letter's reason must not; its code says enough. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code))
    ? `the database refused it (SQLSTATE ${String(error.code)})`
    : describeError(error);

const SET_ASIDE = { code: 'MESSAGE_REJECTED', message: 'The request could not be handled and was set aside.' };

/** One line, the dead letter, and an answer for whoever waits. */
const giveUp = async (
  sender: ConsumerOptions,
  { group, answers }: ResolvedSource,
  record: IncomingRecord,
  head: EnvelopeHead | undefined,
  logger: Logger,
  failure: Failure,
  error: Rejection,
): Promise<void> => {
  const records: OutgoingRecord[] = [deadLetterRecord(sender, group, record, failure)];
  const answer = head === undefined || !answers ? null : errorReplyRecord(sender, head, SET_ASIDE);
  if (answer !== null) records.push(answer.record);
  await sender.transport.publish(records);
  const { topic, partition, offset } = record;
  const cause = error.cause === undefined ? {} : { error: error.cause };
  logger.error(
    { topic, partition, offset, messageId: head?.id, code: failure.code, attempts: failure.attempts, deadLetter: records[0]?.topic, ...cause },
    failure.reason,
  );
};
