import { errorReplyRecord, type HandledAs, type Received, replyRecord, type Sender } from '@vyarna/messaging';
import type { OutgoingRecord, Transport } from '@vyarna/messaging/transport';
import type { Database } from '@vyarna/process';
import { findRequest } from '../store/request-state.ts';

export interface QuestionOptions extends Sender {
  readonly database: Pick<Database<unknown>, 'kysely'>;
  readonly transport: Pick<Transport, 'publish'>;
  /** The message that answers. */
  readonly resultMessage: string;
}

/**
 * Answers what became of a request. It reads alone, so a second delivery is answered again; another unit's request is not there.
 */
export const answerQuestion = async (options: QuestionOptions, { envelope, logger }: Received): Promise<HandledAs> => {
  const { traceId } = envelope.payload as { readonly traceId: string };
  const { businessUnitId } = envelope.context;
  const found = businessUnitId === undefined ? null : await findRequest(options.database.kysely, traceId, businessUnitId);
  const answer =
    found === null
      ? errorReplyRecord(options, envelope, { code: 'REQUEST_NOT_FOUND', message: 'There is no such request, or it ended more than 24 hours ago.' })
      : replyRecord(options, envelope, { message: options.resultMessage, payload: { traceId, ...found } });
  const records: readonly OutgoingRecord[] = answer === null ? [] : [answer.record];
  await options.transport.publish(records);
  if (found === null) logger.info({ messageId: envelope.id, code: 'REQUEST_NOT_FOUND' }, 'request refused: there is no such request');
  return found === null ? 'refused' : 'handled';
};
