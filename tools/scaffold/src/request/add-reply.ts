import { kebabCase } from '@vyarna/loader';
import type { App } from '../app.ts';
import { channelBlock, messageBlock } from '../contract/blocks.ts';
import { type RecordText, recordText } from '../contract/schema-file.ts';
import { exampleText } from '../entity/add-entity.ts';
import type { Entity } from '../entity/entity.ts';
import { type AvroField, definitionsIn } from '../fields/avro-field.ts';
import { sampleRecord } from '../fields/sample.ts';
import { ensureMember, lookupIn, type Scaffolding } from '../scaffolding.ts';
import { pluralOf, wordsOf } from '../text/words.ts';
import type { ReplyPlan } from './request-plan.ts';

export interface NewReply {
  readonly channel: string;
  /** The middle of the message's name: the entity, or the subject. */
  readonly about: string;
  /** The end of the message's name, without its version. */
  readonly verb: string;
  readonly message: string;
  readonly summary: string;
  /** The `.avsc`, without its ending. */
  readonly schema: string;
  readonly record: Omit<RecordText, 'namespace'>;
}

/** Adds a message that requests are answered with, and its record, to a reply channel that is made where it is missing. */
export const addReply = (scaffolding: Scaffolding, app: App, reply: NewReply): ReplyPlan => {
  const { channel, message, schema, record } = reply;
  const plan = { channel, message, record: `${app.namespace}.${record.name}` };
  // A later version of a request is answered as the first one is.
  if (plan.record in scaffolding.bundle.types) return plan;
  scaffolding.draft.create(`contracts/${app.folder}/schemas/${schema}.avsc`, recordText({ ...record, namespace: app.namespace }));
  for (const [fullName, type] of record.fields.flatMap(definitionsIn)) scaffolding.added.set(fullName, type);
  addReplyMessage(scaffolding, app, reply, record.fields);
  return plan;
};

/** What requests about an entity are answered with: the entity itself. The first of them adds message and channel. */
export const entityReply = (scaffolding: Scaffolding, app: App, entity: Entity): ReplyPlan => {
  const { name, camel, pascal, words, record, fields } = entity;
  const plan = { channel: `${camel}Replies`, message: `${pascal}Reply`, record };
  const summary = `The ${words} asked for, or as it stands after the change asked for.`;
  addReplyMessage(scaffolding, app, { ...plan, about: name, verb: 'reply', summary, schema: name }, fields);
  return plan;
};

/** The message, its place on the channel, and an example; nothing where the message is there. */
const addReplyMessage = (scaffolding: Scaffolding, app: App, reply: Omit<NewReply, 'record'>, fields: readonly AvroField[]): void => {
  const { channel, about, verb, message: id, summary, schema } = reply;
  const { document, folder } = app;
  const before = scaffolding.draft.text(document);
  const name = `${folder}.${about}.${verb}.v1`;
  ensureMember(scaffolding, document, ['components', 'messages'], id, messageBlock({ id, name, summary, schema, travels: 'as a reply' }));
  if (scaffolding.draft.text(document) === before) return;
  const facts = { kind: 'reply', lifecycle: 'active' };
  const messages = { [id]: `#/components/messages/${id}`, ErrorReply: '../types/messages.yaml#/ErrorReply' };
  const answered = `What requests about ${wordsOf(pluralOf(about))} are answered with.`;
  ensureMember(
    scaffolding,
    document,
    ['channels'],
    channel,
    channelBlock({ id: channel, address: null, summary: answered, server: 'kafka', messages, facts }),
  );
  ensureMember(scaffolding, document, ['channels', channel, 'messages'], id, `${id}: { $ref: '#/components/messages/${id}' }`);
  scaffolding.draft.create(
    `contracts/${folder}/examples/${kebabCase(id)}/typical.json`,
    exampleText(
      'typical',
      `An answer as it mostly looks: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
      sampleRecord(fields, lookupIn(scaffolding)),
    ),
  );
};
