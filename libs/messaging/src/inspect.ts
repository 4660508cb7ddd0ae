import { isDeepStrictEqual } from 'node:util';
import type { AvroJson, Contracts } from '@vyarna/contract';
import { unframe } from './frame.ts';
import { otherHeaders, readHeaders } from './headers.ts';
import { type EnvelopeHead, readHead } from './receive.ts';
import { Rejection, type RejectionCode } from './rejection.ts';
import { DEAD_LETTER_TYPE } from './sent-messages.ts';
import type { Serde, Written } from './serde.ts';
import type { Headers, IncomingRecord } from './transport/port.ts';

/** A record as people look at it: whatever can be read is there, and what cannot be is told instead of thrown. */
export interface Inspected {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** When the bus took it, RFC 3339. */
  readonly time: string;
  readonly key: string | null;
  /** The registry's id of the schema it was written with; null without a readable frame. */
  readonly schemaId: number | null;
  /** Full name of the type it was written as. */
  readonly type: string | null;
  /** What its headers say; null where there are none of an envelope. */
  readonly envelope: Partial<EnvelopeHead> | null;
  /** All other headers. */
  readonly headers: Headers;
  /** As it was written; null for a tombstone, and where it could not be read. */
  readonly payload: unknown;
  /** The bytes that could not be read, base64. */
  readonly value?: string;
  /** Why a consumer would refuse it. */
  readonly faults: readonly Fault[];
  /** The message that a dead letter is about. */
  readonly deadLetter?: Inspected;
}

interface Fault {
  readonly code: RejectionCode;
  readonly reason: string;
}

export interface Inspector {
  readonly contracts: Contracts;
  readonly serde: Serde;
}

/** Reads a record for people, without a channel or an operation in mind. Rejects with `RegistryUnavailable` alone. */
export const inspectRecord = async (inspector: Inspector, record: IncomingRecord): Promise<Inspected> => {
  const { contracts, serde } = inspector;
  const { topic, partition, offset, key, headers, timestamp } = record;
  const envelope = readHeaders(headers);
  const read = record.value === null ? null : await serde.decodeAsWritten(record.value).catch(asFault);
  const written = read === null || 'code' in read ? null : read;
  const type = written === null ? null : nameOf(written.writerSchema);
  const inside = written === null || type !== DEAD_LETTER_TYPE ? null : recordInside(written.payload);
  return {
    topic,
    partition,
    offset,
    time: new Date(timestamp).toISOString(),
    key,
    schemaId: record.value === null ? null : (unframe(record.value)?.schemaId ?? null),
    type,
    envelope: isDeepStrictEqual(envelope, { context: {} }) ? null : envelope,
    headers: otherHeaders(headers),
    payload: written?.payload ?? null,
    ...(record.value === null || written !== null ? {} : { value: record.value.toString('base64') }),
    faults: [headFault(contracts, record), read !== null && 'code' in read ? read : null, written && brokenConstraints(contracts, written)].filter(
      (fault) => fault !== null,
    ),
    ...(inside === null ? {} : { deadLetter: await inspectRecord(inspector, inside) }),
  };
};

const asFault = (error: unknown): Fault => {
  if (!(error instanceof Rejection)) throw error;
  return { code: error.code, reason: error.message };
};

const headFault = (contracts: Contracts, record: IncomingRecord): Fault | null => {
  try {
    readHead(contracts, record);
    return null;
  } catch (error) {
    return asFault(error);
  }
};

const brokenConstraints = (contracts: Contracts, { writerSchema, payload }: Written): Fault | null => {
  const violations = contracts.validateWith(writerSchema, payload);
  if (violations.length === 0) return null;
  return { code: 'CONSTRAINT_BROKEN', reason: violations.map(({ path, message }) => `${path} ${message}`).join('; ') };
};

/** The full name of a named type; Avro's own word for another one. */
const nameOf = (schema: AvroJson): string => {
  if (typeof schema === 'string') return schema;
  if (Array.isArray(schema)) return 'union';
  const { name, namespace, type } = schema as { readonly name?: string; readonly namespace?: string; readonly type?: unknown };
  if (name === undefined) return String(type);
  return namespace === undefined || name.includes('.') ? name : `${namespace}.${name}`;
};

/** The message that a dead letter keeps; null where it was too big to be kept. */
const recordInside = (payload: unknown): IncomingRecord | null => {
  const { topic, partition, offset, timestamp, key, value, headers } = payload as {
    readonly [Name in 'topic' | 'offset' | 'timestamp']: string;
  } & { readonly partition: number; readonly key: string | null; readonly value: string | null; readonly headers: Headers };
  if (value === null && Object.keys(headers).length === 0) return null;
  return {
    topic,
    partition,
    offset: String(offset),
    key,
    value: value === null ? null : Buffer.from(value, 'base64'),
    headers,
    timestamp: Date.parse(timestamp),
  };
};
