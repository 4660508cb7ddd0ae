import type { NamedType } from '@vyarna/avro';
import type { Facts } from './facts.ts';
import type { LoadedMessage } from './load-messages.ts';
import type { Sources } from './sources.ts';

export interface Ordered {
  readonly sources: Sources;
  readonly types: ReadonlyMap<string, NamedType>;
  /** The channel's `x-vyarna`. */
  readonly facts: Facts;
  /** Whether messages of the channel's kind are keyed by a field at all. */
  readonly ordered: boolean;
  readonly messages: readonly LoadedMessage[];
  /** Of the document's only snapshot. */
  readonly entityKey: string | undefined;
}

/**
 * The payload field that orders a channel's messages: as stated, else the entity key of the document's snapshot where the payload has it.
 * `traceId` says that no order is needed, so no field is the key.
 */
export const readOrderingKey = ({ sources, types, facts, ordered, messages, entityKey }: Ordered): string | null => {
  const at = facts.at('orderingKey');
  const stated = facts.text('orderingKey');
  if (stated === undefined || at === undefined) {
    return ordered && entityKey !== undefined && messages.length > 0 && messages.every((message) => hasField(types, message, entityKey))
      ? entityKey
      : null;
  }
  if (stated === 'traceId') return null;
  const field = /^payload\.(\w+)$/.exec(stated)?.[1];
  if (field !== undefined && messages.every((message) => hasField(types, message, field))) return field;
  const problem = field === undefined ? `"${stated}" is no ordering key` : `The payload has no field ${field}`;
  sources.report(at, 'UNKNOWN_ORDERING_KEY', `${problem}.`, 'Write payload.<field>, or traceId where no order is needed.');
  return null;
};

/** Of a payload that could not be read nothing is said. */
const hasField = (types: ReadonlyMap<string, NamedType>, { payload }: LoadedMessage, field: string): boolean => {
  if (payload === null) return true;
  if (payload.format === 'json') return Object.hasOwn((payload.schema['properties'] ?? {}) as object, field);
  const type = types.get(payload.name);
  return type?.kind === 'record' && type.fields.some(({ name }) => name === field);
};
