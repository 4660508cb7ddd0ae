import type { NamedType } from '@vyarna/avro';
import type { Facts } from './facts.ts';
import type { LoadedMessage } from './load-messages.ts';
import type { Place, Sources } from './sources.ts';

export interface Ordered {
  readonly sources: Sources;
  readonly types: ReadonlyMap<string, NamedType>;
  /** The channel's. */
  readonly key: string;
  /** The channel's `x-vyarna`. */
  readonly facts: Facts;
  readonly place: Place;
  readonly messages: readonly LoadedMessage[];
  /** Of the document's only snapshot. */
  readonly entityKey: string | undefined;
}

/**
 * The payload field that orders a channel's messages: as stated, else the entity key of the document's snapshot where the payload has it.
 * `traceId` says that no order is needed, so no field is the key.
 */
export const readOrderingKey = ({ sources, types, key, facts, place, messages, entityKey }: Ordered): string | null => {
  const hasField = (field: string): boolean =>
    messages.every(({ model }) => {
      const type = types.get(model.payload);
      return type?.kind === 'record' && type.fields.some(({ name }) => name === field);
    });
  const stated = facts.text('orderingKey');
  const at = facts.at('orderingKey') ?? facts.place ?? place;
  if (stated === 'traceId') return null;
  if (stated === undefined) {
    if (entityKey !== undefined && hasField(entityKey)) return entityKey;
    if (messages.length > 0) {
      const hint = 'State payload.<field>, or traceId where no order is needed.';
      sources.report(at, 'missing-ordering-key', `${key} does not say what orders its messages.`, hint);
    }
    return null;
  }
  const field = /^payload\.(\w+)$/.exec(stated)?.[1];
  if (field !== undefined && hasField(field)) return field;
  const problem = field === undefined ? `"${stated}" is no ordering key` : `The payload has no field ${field}`;
  sources.report(at, 'unknown-ordering-key', `${problem}.`, 'Write payload.<field>, or traceId where no order is needed.');
  return null;
};
