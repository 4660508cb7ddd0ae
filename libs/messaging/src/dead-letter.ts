import { deadLetterTopic } from '@vyarna/contract';
import { validate as isUuid, v7 as uuidV7 } from 'uuid';
import { unframe } from './frame.ts';
import { glimpseHeaders, writeHeaders } from './headers.ts';
import type { Sender } from './outgoing-record.ts';
import { deadLetterMessage } from './sent-messages.ts';
import { type IncomingRecord, MAX_RECORD_BYTES, type OutgoingRecord } from './transport/port.ts';
import { recordSize } from './transport/record-size.ts';

export interface Failure {
  /** A stable code, such as CONSTRAINT_BROKEN. */
  readonly code: string;
  /** One sentence that holds no value of the message. */
  readonly reason: string;
  /** Deliveries to the handler; 1 where it never got there. */
  readonly attempts: number;
}

/** The dead letter of a message: everything that is needed to see what was wrong with it and to try it again, in that group alone. */
export const deadLetterRecord = (sender: Sender, group: string, record: IncomingRecord, failure: Failure): OutgoingRecord => {
  const whole = build(sender, group, record, failure);
  if (recordSize(whole) <= MAX_RECORD_BYTES) return whole;
  // What filled one record does not fit into another together with its story.
  const size = recordSize(record);
  const reason = `${failure.reason} (its ${size} bytes are too many to be kept here; they are where it came from)`;
  return build(sender, group, { ...record, key: null, value: null, headers: {} }, { ...failure, reason });
};

const build = (sender: Sender, group: string, record: IncomingRecord, failure: Failure): OutgoingRecord => {
  const topic = deadLetterTopic(group, record.topic);
  const message = deadLetterMessage(sender.contracts);
  const { id, traceId } = glimpseHeaders(record.headers);
  const now = new Date().toISOString();
  const payload = {
    group,
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    timestamp: new Date(Math.min(Math.max(record.timestamp, 0), LAST_MOMENT)).toISOString(),
    key: record.key,
    value: record.value?.toString('base64') ?? null,
    headers: record.headers,
    schemaId: record.value === null ? null : (unframe(record.value)?.schemaId ?? null),
    attempts: failure.attempts,
    errorCode: failure.code,
    reason: failure.reason,
    traceId: traceId ?? null,
    failedAt: now,
  };
  const trace = traceId !== undefined && TRACE_ID.test(traceId) ? traceId : `deadLetter-${uuidV7()}`;
  const headers = writeHeaders({
    id: uuidV7(),
    type: message,
    source: `/apps/${sender.app}`,
    occurredAt: now,
    traceId: trace,
    correlationId: trace,
    ...(id !== undefined && isUuid(id) ? { causationId: id } : {}),
    ...(record.key === null || record.key === '' ? {} : { partitionKey: record.key }),
    context: {},
  });
  return { topic, key: record.key, value: sender.serde.encode(message, topic, payload), headers };
};

/** 9999-12-31T23:59:59.999Z. A producer may write any timestamp, and a dead letter must always be possible. */
const LAST_MOMENT = 253_402_300_799_999;

/** The dead letter's own headers must fit the contract, whatever came in. */
const TRACE_ID = /^[a-zA-Z]+-[0-9a-f-]{36}$/;
