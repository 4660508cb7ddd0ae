import type { App } from '../app.ts';
import { channelBlock, messageBlock } from '../contract/blocks.ts';
import { type RecordText, recordText } from '../contract/schema-file.ts';
import { addMember, ensureMember, type Scaffolding } from '../scaffolding.ts';
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

/** Adds a message that requests are answered with, to a reply channel that is made where it is missing. */
export const addReply = (scaffolding: Scaffolding, app: App, reply: NewReply): ReplyPlan => {
  const { channel, about, verb, message, summary, schema, record } = reply;
  const { document, namespace, folder } = app;
  const plan = { channel, message, record: `${namespace}.${record.name}` };
  const file = `contracts/${folder}/schemas/${schema}.avsc`;
  // A later version of a request is answered as the first one is.
  if (plan.record in scaffolding.bundle.types) return plan;
  scaffolding.draft.create(file, recordText({ ...record, namespace }));
  const facts = { kind: 'reply', lifecycle: 'active' };
  const messages = { ErrorReply: '../types/messages.yaml#/ErrorReply' };
  const answered = `What requests about ${about.replaceAll('-', ' ')} are answered with.`;
  const block = channelBlock({ id: channel, address: null, summary: answered, server: 'kafka', messages, facts });
  ensureMember(scaffolding, document, ['channels'], channel, block);
  addMember(scaffolding, document, ['channels', channel, 'messages'], message, `${message}: { $ref: '#/components/messages/${message}' }`);
  const name = `${folder}.${about}.${verb}.v1`;
  addMember(scaffolding, document, ['components', 'messages'], message, messageBlock({ id: message, name, summary, schema, travels: 'as a reply' }));
  return plan;
};
