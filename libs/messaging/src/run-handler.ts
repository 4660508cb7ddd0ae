import { Refusal } from '@vyarna/contract';
import type { Database } from '@vyarna/process';
import type { OutgoingMessage } from './codegen/v1.ts';
import type { Envelope } from './envelope.ts';
import type { Handled, HandlerContext } from './handler.ts';
import { claimMessage } from './inbox.ts';
import { appendToOutbox } from './outbox.ts';
import { causedBy, errorReplyRecord, type Made, outgoingRecord, replyRecord, type Sender } from './outgoing-record.ts';
import { resultMessage } from './sent-messages.ts';
import type { HandledAs, Received } from './source.ts';
import type { OutgoingRecord, Transport } from './transport/port.ts';

export interface HandlerRun<DB> extends Sender {
  readonly database: Database<DB>;
  readonly transport: Pick<Transport, 'publish'>;
  /** Called after each commit that wrote to the outbox. */
  readonly wake: () => void;
}

/** A handler with its types forgotten. `reply` is undefined where the operation answers nothing. */
export type AnyHandler<DB> = (message: Envelope<unknown>, context: HandlerContext<DB>) => Promise<Partial<Handled<unknown>> | undefined>;

/**
 * Runs a handler with effects: inbox row, effects and outgoing messages in one transaction. A refusal keeps the inbox row and the answer,
 * in a second transaction, and none of the effects.
 */
export const runMutating = async <DB>(run: HandlerRun<DB>, handler: AnyHandler<DB>, received: Received): Promise<HandledAs> => {
  const { envelope, operation, logger, signal } = received;
  const { kysely } = run.database;
  let refusal: Refusal;
  try {
    const handledAs = await kysely.transaction().execute(async (db): Promise<HandledAs> => {
      if (!(await claimMessage(db, operation, envelope.id))) return 'duplicate';
      const handled = await handler(envelope, { db, logger, signal });
      await appendToOutbox(db, [...messageRecords(run, envelope, handled?.messages ?? []), ...answerRecords(run, received, handled)]);
      return 'handled';
    });
    if (handledAs === 'handled') run.wake();
    return handledAs;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refusal = error;
  }
  const handledAs = await kysely.transaction().execute(async (db): Promise<HandledAs> => {
    if (!(await claimMessage(db, operation, envelope.id))) return 'duplicate';
    await appendToOutbox(db, refusalRecords(run, received, refusal));
    return 'refused';
  });
  if (handledAs === 'refused') {
    logRefusal(received, refusal);
    run.wake();
  }
  return handledAs;
};

/**
 * Runs a handler that only reads: nothing has to happen once, so there is no inbox row, and the answer goes to the bus directly. A second
 * delivery is answered again, which the asker passes over.
 */
export const runReading = async <DB>(run: HandlerRun<DB>, handler: AnyHandler<DB>, received: Received): Promise<HandledAs> => {
  const { envelope, operation, logger, signal } = received;
  try {
    const handled = await run.database.kysely
      .transaction()
      .setAccessMode('read only')
      .execute((db) => handler(envelope, { db, logger, signal }));
    if (handled?.messages !== undefined && handled.messages.length > 0) {
      throw new Error(`The operation ${operation} is not mutating in its contract, so its handler may not send messages.`);
    }
    await run.transport.publish(answerRecords(run, received, handled));
    return 'handled';
  } catch (error) {
    if (isWriteRefused(error))
      throw new Error(`The operation ${operation} is not mutating in its contract, and its handler writes: ${error.message}`);
    if (!(error instanceof Refusal)) throw error;
    await run.transport.publish(refusalRecords(run, received, error));
    logRefusal(received, error);
    return 'refused';
  }
};

/** Without its code, which would look like a server that has become a standby. */
const isWriteRefused = (error: unknown): error is Error => error instanceof Error && 'code' in error && error.code === '25006';

const messageRecords = (run: Sender, cause: Envelope<unknown>, messages: readonly OutgoingMessage[]): readonly OutgoingRecord[] =>
  messages.map(({ operation, message, payload, subject }) => {
    const { channel } = run.contracts.operation(operation);
    return outgoingRecord(run, { ...causedBy(cause), channel, message, payload, subject }).record;
  });

const answerRecords = (run: Sender, { operation, envelope }: Received, handled: Partial<Handled<unknown>> | undefined): readonly OutgoingRecord[] => {
  const message = handled?.message ?? resultMessage(run.contracts, run.contracts.operation(operation));
  if (message === undefined) return [];
  return recordOf(replyRecord(run, envelope, { message, payload: handled?.reply }));
};

const refusalRecords = (run: Sender, { operation, envelope }: Received, { code, message, details }: Refusal): readonly OutgoingRecord[] =>
  run.contracts.operation(operation).reply === null ? [] : recordOf(errorReplyRecord(run, envelope, { code, message, details }));

const recordOf = (made: Made | null): readonly OutgoingRecord[] => (made === null ? [] : [made.record]);

const logRefusal = ({ logger, envelope }: Received, { code, message }: Refusal): void =>
  logger.info({ messageId: envelope.id, messageType: envelope.type, code }, `request refused: ${message}`);
