import type { OperationModel } from '@vyarna/contract';
import type { AppDocument } from './documents.ts';
import { Layers } from './layers.ts';
import type { Channels, LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedMessage } from './load-messages.ts';
import { objectsIn } from './objects.ts';
import { type Place, type Sources, targetOf } from './sources.ts';

export interface LoadedOperation {
  readonly model: OperationModel;
  /** Its name in the document. */
  readonly key: string;
  /** As the document words it; empty without one. */
  readonly summary: string;
  readonly document: AppDocument;
  readonly place: Place;
  readonly channel: LoadedChannel;
  readonly messages: readonly LoadedMessage[];
  readonly reply: { readonly channel: LoadedChannel; readonly messages: readonly LoadedMessage[] } | null;
}

/** Reads the operations of all documents. An id that several applications use is given with the folder before it. */
export const loadOperations = (loading: Loading, documents: readonly AppDocument[], channels: Channels): readonly LoadedOperation[] => {
  const { sources } = loading;
  const written = documents.flatMap((document) =>
    objectsIn(sources, sources.get(document.root, 'operations'), 'operations').map(({ key, place }) => ({ document, key, place })),
  );
  const uses = Map.groupBy(written, ({ key }) => key);
  return written.flatMap(({ document, key, place }) => {
    const id = uses.get(key)?.length === 1 ? key : `${document.app.folder}/${key}`;
    return readOperation(loading, document, channels, { key, id, place }) ?? [];
  });
};

const readOperation = (
  loading: Loading,
  document: AppDocument,
  channels: Channels,
  { key, id, place }: { readonly key: string; readonly id: string; readonly place: Place },
): LoadedOperation | undefined => {
  const { sources } = loading;
  const { action, group, summary, bindings } = sources.derive('operation', place, [key], () => ownFacts(sources, place, key));
  const channel = channelOf(loading, document, channels, place, `The operation ${key}`);
  const replyPlace = sources.get(place, 'reply');
  const replyChannel = replyPlace && replyChannelOf(loading, document, channels, replyPlace, `The reply of ${key}`);
  if (action === undefined || channel === undefined) return undefined;
  const reply = replyPlace && replyChannel ? { channel: replyChannel, messages: messagesOf(loading, replyPlace, replyChannel) } : null;
  const messages = messagesOf(loading, place, channel);
  const model: OperationModel = {
    id,
    app: document.app.title,
    action,
    channel: channel.model.key,
    group: action === 'receive' ? (group ?? document.app.title) : null,
    messages: names(messages),
    reply: reply === null ? null : { channel: reply.channel.model.key, messages: names(reply.messages) },
    ...bindings,
  };
  return { model, key, summary, document, place, channel, messages, reply };
};

/** What an operation, or a trait of it, says of itself. */
const ownFacts = (sources: Sources, place: Place, key: string) => {
  const layers = new Layers(sources, place);
  const facts = layers.own;
  const action = facts.oneOf('action', ['send', 'receive']);
  if (action === undefined && facts.at('action') === undefined) {
    sources.report(place, 'MISSING_ACTION', `The operation ${key} must have an action: send or receive.`);
  }
  const group = layers.first((layer) => layer.below('bindings').below('kafka').below('groupId').text('const'));
  return { action, group, summary: layers.first((layer) => layer.text('summary')) ?? '', bindings: layers.bindings() };
};

const names = (messages: readonly LoadedMessage[]): readonly string[] => messages.map(({ model }) => model.name).sort();

/** The channel that a place refers to, which must be one of its own document: AsyncAPI demands it. */
const channelOf = (loading: Loading, document: AppDocument, channels: Channels, place: Place, who: string): LoadedChannel | undefined => {
  const { sources } = loading;
  const written = sources.member(place, 'channel');
  const reference = sources.reference(written);
  if (written === undefined || reference === undefined) {
    const hint = "Such as channel: { $ref: '#/channels/userSignedUp' }.";
    sources.report(written ?? place, 'MISSING_CHANNEL', `${who} must refer to a channel of this document.`, hint);
    return undefined;
  }
  // An operation in a file of its own names the document: from there it is another file, but the same channels.
  const target = targetOf(written.file, reference);
  const isOwn = target.file === document.file && /^\/channels\/[^/]+$/.test(target.pointer);
  if (isOwn) return channels.at(sources.resolve(written));
  const end = sources.resolve(written);
  if (end === undefined) return undefined;
  // Through components a document may still mean a channel that it has.
  const meant = channels.at(end);
  if (
    meant !== undefined &&
    (meant.document === document || meant.aliases.some((alias) => alias.document === document)) &&
    target.file === document.file
  ) {
    return meant;
  }
  const hint = 'Alias that channel in this document, and refer to the alias.';
  sources.report(written, 'FOREIGN_CHANNEL', `${who} refers to a channel outside its document: ${reference}.`, hint);
  return undefined;
};

/** Undefined for a reply of which neither channel nor messages are known before the request says where to. */
const replyChannelOf = (loading: Loading, document: AppDocument, channels: Channels, place: Place, who: string): LoadedChannel | undefined => {
  const { sources } = loading;
  if (sources.member(place, 'channel') !== undefined) return channelOf(loading, document, channels, place, who);
  const [message] = sources.items(sources.get(place, 'messages'));
  if (message === undefined) return undefined;
  // The messages of a reply are those of a channel, which they name: #/channels/answers/messages/done.
  const { file, pointer } = targetOf(message.file, sources.reference(message) ?? '');
  const [, named] = /^(\/channels\/[^/]+)\/messages\/[^/]+$/.exec(pointer) ?? [];
  if (file === document.file && named !== undefined) return channels.at(sources.find(file, named));
  sources.report(
    place,
    'MISSING_CHANNEL',
    `${who} must refer to the channel that its messages are of.`,
    "Such as channel: { $ref: '#/channels/answers' }.",
  );
  return undefined;
};

/** As listed, or all that the channel has. */
const messagesOf = (loading: Loading, place: Place, channel: LoadedChannel): readonly LoadedMessage[] => {
  const { sources } = loading;
  const listed = sources.get(place, 'messages');
  if (listed === undefined) return channel.messages;
  return sources.items(listed).flatMap((reference) => {
    const message = loading.messages.at(reference);
    if (message === undefined || channel.messages.includes(message)) return message ?? [];
    sources.report(reference, 'FOREIGN_MESSAGE', `${message.model.name} is no message of ${channel.model.key}.`);
    return [];
  });
};
