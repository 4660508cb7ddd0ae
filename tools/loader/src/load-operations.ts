import type { OperationModel } from '@vyarna/contract';
import type { AppDocument } from './documents.ts';
import { Facts } from './facts.ts';
import type { Channels, LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedMessage } from './load-messages.ts';
import { type Place, targetOf } from './sources.ts';

export interface LoadedOperation {
  readonly model: OperationModel;
  /** As the document words it; empty without one. */
  readonly summary: string;
  readonly document: AppDocument;
  readonly place: Place;
  readonly channel: LoadedChannel;
  readonly reply: { readonly channel: LoadedChannel; readonly messages: readonly LoadedMessage[] } | null;
}

/** Reads the operations of all documents. Their ids are unique over the contract set. */
export const loadOperations = (loading: Loading, documents: readonly AppDocument[], channels: Channels): readonly LoadedOperation[] => {
  const { sources } = loading;
  const byId = new Map<string, LoadedOperation>();
  for (const document of documents) {
    for (const [id, written] of sources.entries(sources.get(document.root, 'operations'))) {
      const place = sources.resolve(written);
      const operation = place && readOperation(loading, document, channels, id, place);
      if (operation === undefined) continue;
      const twin = byId.get(id);
      if (twin === undefined) byId.set(id, operation);
      else
        sources.report(
          written,
          'duplicate-operation',
          `${twin.document.app.title} has an operation ${id} already; ids are unique over all applications.`,
        );
    }
  }
  const operations = [...byId.values()];
  for (const operation of operations) checkOperation(loading, operation);
  checkReceivers(loading, channels, operations);
  return operations;
};

const readOperation = (loading: Loading, document: AppDocument, channels: Channels, id: string, place: Place): LoadedOperation | undefined => {
  const { sources } = loading;
  const facts = new Facts(sources, place);
  const action = facts.oneOf('action', ['send', 'receive']);
  if (action === undefined) {
    if (facts.at('action') === undefined) sources.report(place, 'missing-action', `The operation ${id} must have an action: send or receive.`);
    return undefined;
  }
  const channel = channelOf(loading, document, channels, place, `The operation ${id}`);
  if (channel === undefined) return undefined;
  const replyPlace = facts.at('reply');
  const replyChannel = replyPlace && channelOf(loading, document, channels, replyPlace, `The reply of ${id}`);
  const reply = replyPlace && replyChannel ? { channel: replyChannel, messages: messagesOf(loading, replyPlace, replyChannel) } : null;
  const group = facts.below('bindings').below('kafka').below('groupId').text('const') ?? document.app.title;
  const model: OperationModel = {
    id,
    app: document.app.title,
    action,
    channel: channel.model.key,
    group: action === 'receive' ? group : null,
    messages: names(messagesOf(loading, place, channel)),
    reply: reply === null ? null : { channel: reply.channel.model.key, messages: names(reply.messages) },
  };
  return { model, summary: facts.text('summary') ?? '', document, place, channel, reply };
};

const names = (messages: readonly LoadedMessage[]): readonly string[] => messages.map(({ model }) => model.name).sort();

/** The channel that a place refers to, which must be one of its own document: AsyncAPI demands it. */
const channelOf = (loading: Loading, document: AppDocument, channels: Channels, place: Place, who: string): LoadedChannel | undefined => {
  const { sources } = loading;
  const written = sources.member(place, 'channel');
  const reference = sources.reference(written);
  if (written === undefined || reference === undefined) {
    sources.report(written ?? place, 'missing-channel', `${who} must refer to a channel of this document.`);
    return undefined;
  }
  const target = targetOf(written.file, reference);
  const isOwn = target.file === document.file && /^\/channels\/[^/]+$/.test(target.pointer);
  if (isOwn) return channels.at(sources.resolve(written));
  const hint = 'Alias that channel in this document, and refer to the alias.';
  sources.report(written, 'foreign-channel', `${who} refers to a channel outside its document: ${reference}.`, hint);
  return undefined;
};

/** As listed, or all that the channel has. */
const messagesOf = (loading: Loading, place: Place, channel: LoadedChannel): readonly LoadedMessage[] => {
  const { sources } = loading;
  const listed = sources.get(place, 'messages');
  if (listed === undefined) return channel.messages;
  return sources.items(listed).flatMap((reference) => {
    const message = loading.messages.load(reference, loading.appOf);
    if (message === undefined || channel.messages.includes(message)) return message ?? [];
    sources.report(reference, 'foreign-message', `${message.model.name} is no message of ${channel.model.key}.`);
    return [];
  });
};

const checkOperation = ({ sources, errorReply }: Loading, { model, channel, place, reply }: LoadedOperation): void => {
  if (reply !== null) {
    const results = reply.messages.filter((message) => message.model.name !== errorReply);
    if (results.length !== 1 || results.length === reply.messages.length) {
      const at = sources.get(place, 'reply') ?? place;
      sources.report(at, 'reply-messages', `${model.id} must answer with one result message and the shared ErrorReply.`);
    }
  }
  if (channel.model.kind === 'trigger') {
    sources.report(place, 'operation-on-trigger', `${model.id} is on a trigger; its receiver and senders follow from the flow and the route.`);
  }
  if (model.action === 'send' && channel.model.kind === 'request') {
    sources.report(place, 'send-of-request', `${model.id} sends a request; who sends it follows from flows and routes.`);
  }
};

const checkReceivers = ({ sources }: Loading, channels: Channels, operations: readonly LoadedOperation[]): void => {
  const receives = operations.filter(({ model }) => model.action === 'receive');
  const ids = new Set(receives.map(({ model }) => model.id));
  for (const { model, place } of channels.all) {
    if (model.compensatedBy !== null && !ids.has(model.compensatedBy)) {
      const at = sources.get(place, 'x-vyarna', 'compensatedBy') ?? place;
      sources.report(at, 'unknown-operation', `There is no receive operation ${model.compensatedBy} to undo ${model.key}.`);
    }
    if (model.kind !== 'request') continue;
    const receivers = receives.filter(({ channel }) => channel.model.key === model.key);
    if (receivers.length === 1) continue;
    const found = receivers.length === 0 ? 'none' : receivers.map((receiver) => receiver.model.id).join(' and ');
    sources.report(place, 'receivers', `A request is received by exactly one operation; ${model.key} has ${found}.`);
  }
};
