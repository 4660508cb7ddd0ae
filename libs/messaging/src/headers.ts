import type { Envelope, MessageContext } from './envelope.ts';
import type { Headers } from './transport/port.ts';

/**
 * The message headers: CloudEvents 1.0 in binary mode, and the W3C trace context without a prefix. This file alone names them.
 * An attribute that is not known has no header; it is never an empty one.
 */

type Facts = Omit<Envelope<unknown>, 'payload' | 'context'>;

const FACTS = [
  ['ce_id', 'id'],
  ['ce_type', 'type'],
  ['ce_source', 'source'],
  ['ce_time', 'occurredAt'],
  ['ce_subject', 'subject'],
  ['ce_traceid', 'traceId'],
  ['ce_correlationid', 'correlationId'],
  ['ce_causationid', 'causationId'],
  ['ce_partitionkey', 'partitionKey'],
  ['ce_expirytime', 'deadline'],
  ['ce_replyto', 'replyTo'],
  ['ce_flowtype', 'flowType'],
  ['traceparent', 'traceparent'],
  ['tracestate', 'tracestate'],
] as const satisfies readonly (readonly [string, keyof Facts])[];

const CONTEXT = [
  ['ce_businessunitid', 'businessUnitId'],
  ['ce_operatorid', 'operatorId'],
  ['ce_operatorsessionid', 'operatorSessionId'],
  ['ce_devicesessionid', 'deviceSessionId'],
] as const satisfies readonly (readonly [string, keyof MessageContext])[];

/** The frame holds the schema id, so there is no `ce_dataschema`. */
const CONTENT_TYPE = 'application/vnd.vyarna.framed-avro';

export const writeHeaders = (envelope: Omit<Envelope<unknown>, 'payload'>): Headers => {
  const headers: Record<string, string> = { ce_specversion: '1.0' };
  for (const [header, field] of FACTS) put(headers, header, envelope[field]);
  for (const [header, field] of CONTEXT) put(headers, header, envelope.context[field]);
  headers['content-type'] = CONTENT_TYPE;
  return headers;
};

/** What headers say that `headerFault` has found in order. Headers of other names are left out. */
export const readHeaders = (headers: Headers): Omit<Envelope<unknown>, 'payload'> => {
  const facts: Record<string, string> = {};
  for (const [header, field] of FACTS) put(facts, field, headers[header]);
  const context: Record<string, string> = {};
  for (const [header, field] of CONTEXT) put(context, field, headers[header]);
  return { ...(facts as unknown as Facts), context };
};

/** The headers that are not the envelope's. */
export const otherHeaders = (headers: Headers): Headers => {
  const own = new Set<string>([...[...FACTS, ...CONTEXT].map(([header]) => header), 'ce_specversion', 'content-type']);
  return Object.fromEntries(Object.entries(headers).filter(([header]) => !own.has(header)));
};

/** What can be read of headers that are not in order, for logs and dead letters. */
export const glimpseHeaders = (
  headers: Headers,
): { readonly id?: string; readonly traceId?: string; readonly type?: string; readonly replyTo?: string } => ({
  ...(headers.ce_id ? { id: headers.ce_id } : {}),
  ...(headers.ce_traceid ? { traceId: headers.ce_traceid } : {}),
  ...(headers.ce_type ? { type: headers.ce_type } : {}),
  ...(headers.ce_replyto ? { replyTo: headers.ce_replyto } : {}),
});

/** The faults that the contracts' JSON Schema of headers cannot say; null when there are none. */
export const headerFault = (headers: Headers): string | null => {
  for (const [header] of [...FACTS, ...CONTEXT]) {
    if (headers[header] === '') return `the header ${header} is empty`;
  }
  const contentType = headers['content-type'];
  if (contentType !== undefined && contentType !== CONTENT_TYPE) return `the content-type is not ${CONTENT_TYPE}`;
  return null;
};

const put = (target: Record<string, string>, name: string, value: string | undefined): void => {
  if (value !== undefined && value !== '') target[name] = value;
};
