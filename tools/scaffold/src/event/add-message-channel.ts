import type { App } from '../app.ts';
import { channelBlock, messageBlock, sendBlock } from '../contract/blocks.ts';
import { exampleText } from '../entity/add-entity.ts';
import { sampleRecord } from '../fields/sample.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import { addMember, addOperation, lookupIn, type Scaffolding } from '../scaffolding.ts';
import type { EventName } from './event-name.ts';
import type { EventPayload } from './payload.ts';

export interface MessageChannel {
  readonly kind: 'event' | 'state';
  /** A sentence about what it tells. */
  readonly summary: string;
  /** The send operation, and a sentence about it. */
  readonly operation: string;
  readonly does: string;
}

const DAYS_30 = 30 * 86_400_000;

/** Adds what an application tells whoever listens: channel, message, send operation, example. */
export const addMessageChannel = (scaffolding: Scaffolding, app: App, name: EventName, payload: EventPayload, channel: MessageChannel): void => {
  const { kind, summary, operation, does } = channel;
  const { address, camel, pascal, kebab } = name;
  const twin = Object.values(scaffolding.bundle.channels).find((each) => each.address === address);
  if (twin !== undefined) throw new ScaffoldError('EXISTS', `${address} is a topic of ${twin.app} already.`);
  const add = (path: readonly string[], key: string, block: string): void => addMember(scaffolding, app.document, path, key, block);
  const block = channelBlock({
    id: camel,
    address,
    summary,
    server: 'kafka',
    messages: { [pascal]: `#/components/messages/${pascal}` },
    kafka: { partitions: 12, replicas: 3, ...(kind === 'event' ? { topicConfiguration: { 'retention.ms': DAYS_30 } } : {}) },
    facts: { kind, lifecycle: 'active', orderingKey: payload.orderedBy === undefined ? 'traceId' : `payload.${payload.orderedBy}` },
  });
  add(['channels'], camel, block);
  addOperation(scaffolding, app, operation, sendBlock(operation, does, camel));
  const keyedByUuid = payload.orderedBy !== undefined;
  add(
    ['components', 'messages'],
    pascal,
    messageBlock({ id: pascal, name: address, summary, schema: payload.schema, travels: 'by topic', keyedByUuid }),
  );
  const sample = sampleRecord(payload.fields, lookupIn(scaffolding));
  scaffolding.draft.create(`contracts/${app.folder}/examples/${kebab}/typical.json`, exampleText('typical', summary, sample));
};
