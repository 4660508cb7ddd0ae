import { type Contracts, createValueChecks, type ValueCheck } from '@vyarna/contract';
import type { Envelope } from './envelope.ts';
import { glimpseHeaders, headerFault, readHeaders } from './headers.ts';
import { Rejection } from './rejection.ts';
import { replyTopicsOf } from './reply-topics.ts';
import type { Decoded, Serde } from './serde.ts';
import type { IncomingRecord } from './transport/port.ts';

export type EnvelopeHead = Omit<Envelope<unknown>, 'payload'>;

const checks = new WeakMap<Contracts, ValueCheck>();

/** Reads the headers of a record that came from outside. Throws a `Rejection` for headers that break the contract, or ask for a reply elsewhere. */
export const readHead = (contracts: Contracts, record: Pick<IncomingRecord, 'headers'>): EnvelopeHead => {
  const { replyTo } = glimpseHeaders(record.headers);
  if (replyTo !== undefined && !replyTopicsOf(contracts).has(replyTo)) {
    throw new Rejection('REPLY_TO_REFUSED', 'the message asks for a reply on a topic that is not one of the reply topics');
  }
  const fault = headerFault(record.headers) ?? schemaFault(contracts, record);
  if (fault !== null) throw new Rejection('HEADERS_INVALID', fault);
  return readHeaders(record.headers);
};

/** Reads the value as the type that its `ce_type` names. Throws a `Rejection`, or `RegistryUnavailable`. */
export const readValue = async (
  serde: Serde,
  typeOf: (message: string) => string | undefined,
  head: EnvelopeHead,
  record: IncomingRecord,
): Promise<Decoded & { readonly type: string }> => {
  const type = typeOf(head.type);
  if (type === undefined) throw new Rejection('TYPE_UNEXPECTED', `messages of the type ${head.type} are not received here`);
  if (record.value === null) throw new Rejection('FRAME_INVALID', 'the message has no value');
  return { ...(await serde.decode(record.value, type)), type };
};

const schemaFault = (contracts: Contracts, { headers }: Pick<IncomingRecord, 'headers'>): string | null => {
  let check = checks.get(contracts);
  if (check === undefined) {
    check = createValueChecks()(() => contracts.bundle.envelope);
    checks.set(contracts, check);
  }
  const violations = check(headers);
  if (violations.length === 0) return null;
  return `the headers do not fit their contract: ${violations.map(({ path, message }) => `${path} ${message}`).join('; ')}`;
};
