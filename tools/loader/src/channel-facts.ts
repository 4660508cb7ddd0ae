import type { ChannelKind, ChannelModel, RetryPolicy } from '@vyarna/contract';
import type { AppDocument } from './documents.ts';
import { Facts } from './facts.ts';
import { KINDS, kindOfAddress } from './kinds.ts';
import type { LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedMessage } from './load-messages.ts';
import { readOrderingKey } from './ordering-key.ts';
import type { Place, Sources } from './sources.ts';
import { readTopic } from './topic-facts.ts';

const FACTS = [
  'kind',
  'lifecycle',
  'level',
  'reason',
  'orderingKey',
  'http',
  'permission',
  'quota',
  'timeout',
  'mutating',
  'compensatedBy',
  'retry',
  'deadLetter',
  'supersedes',
  'feed',
  'sunset',
  'successor',
  'entityKey',
  'retentionMonths',
];

const LIFECYCLES = ['draft', 'active', 'deprecated', 'retired'] as const;

/** Reads one channel with the defaults of its kind; undefined, and reported, where it cannot be one. */
export const readChannel = (
  loading: Loading,
  document: AppDocument,
  id: string,
  place: Place,
  entityKey: string | undefined,
): LoadedChannel | undefined => {
  const { sources, types } = loading;
  const channel = new Facts(sources, place);
  const facts = channel.below('x-vyarna');
  facts.only(FACTS, 'x-vyarna');
  const key = `${document.app.folder}/${id}`;
  const address = addressOf(sources, place);
  const server = serverOf(sources, place, key);
  if (address === undefined || server === undefined) return undefined;
  const kind = facts.oneOf('kind', Object.keys(KINDS) as ChannelKind[]) ?? (facts.at('kind') === undefined ? kindOfAddress(address) : undefined);
  if (kind === undefined) {
    if (facts.at('kind') === undefined)
      sources.report(place, 'unknown-kind', `The kind of ${key} cannot be told from its address: state x-vyarna.kind.`);
    return undefined;
  }
  const messages = messagesOf(loading, channel, key, kind);
  if (server === 'kafka') checkEnvelope(sources, messages);
  const http = facts.at('http') === undefined ? undefined : facts.below('http');
  if (http !== undefined) for (const fact of ['permission', 'quota']) require(sources, facts, fact, `${key} has a route, so it`);
  const orderingKey = KINDS[kind].ordered ? readOrderingKey({ sources, types, key, facts, place, messages, entityKey }) : null;
  const model: ChannelModel = {
    key,
    app: document.app.title,
    summary: channel.text('summary') ?? '',
    kind,
    lifecycle: facts.oneOf('lifecycle', LIFECYCLES) ?? 'draft',
    address,
    ...slotsOf(sources, place, address),
    server,
    messages: messages.map((message) => message.model.name).sort(),
    ...readTopic(sources, channel, kind, server === 'kafka' && address !== null),
    orderingKey,
    permission: facts.text('permission') ?? null,
    quota: facts.text('quota') ?? null,
    timeoutMs: facts.time('timeout') ?? KINDS[kind].timeoutMs,
    mutating: facts.flag('mutating') ?? false,
    compensatedBy: facts.text('compensatedBy') ?? null,
    retry: retryOf(facts.below('retry')),
    ...(kind === 'snapshot' ? snapshotOf(sources, facts, key) : {}),
  };
  return { model, document, id, place, messages, http };
};

/** Null is an address too: the one in the request. */
const addressOf = (sources: Sources, place: Place): string | null | undefined => {
  const at = sources.get(place, 'address');
  const address = sources.scalar(at);
  if (address === null || (typeof address === 'string' && address !== '')) return address;
  sources.report(at ?? place, 'missing-address', 'A channel must have an address, or null where the request says it.');
  return undefined;
};

const serverOf = (sources: Sources, place: Place, key: string): 'kafka' | 'postgresql' | undefined => {
  const servers = sources.items(sources.get(place, 'servers'));
  const [first] = servers;
  if (first === undefined || servers.length > 1) {
    sources.report(place, 'missing-server', `${key} must name the one server it is on.`, "Such as servers: [{ $ref: '#/servers/kafka' }].");
    return undefined;
  }
  const server = sources.resolve(first);
  const protocol = sources.scalar(sources.get(server, 'protocol'));
  if (protocol === 'kafka' || protocol === 'kafka-secure') return 'kafka';
  if (protocol === 'postgresql') return 'postgresql';
  if (server !== undefined) sources.report(first, 'unknown-protocol', `There is no way yet to a server of the protocol ${String(protocol)}.`);
  return undefined;
};

const messagesOf = (loading: Loading, channel: Facts, key: string, kind: ChannelKind): readonly LoadedMessage[] => {
  const written = loading.sources.entries(channel.at('messages'));
  if (channel.place !== undefined && written.length === 0) loading.sources.report(channel.place, 'missing-messages', `${key} has no messages.`);
  const messages = written.flatMap(([, reference]) => loading.messages.load(reference, loading.appOf) ?? []);
  const second = written[1]?.[1];
  if (kind !== 'reply' && second !== undefined) {
    loading.sources.report(second, 'several-types', `${key} has more than one message; only a reply channel may.`, 'Give each its own channel.');
  }
  if (kind === 'reply') {
    for (const { model, place } of messages) {
      if (model.lookup === 'RecordNameStrategy') continue;
      loading.sources.report(place, 'reply-strategy', `${model.name} is a reply, so its schemaLookupStrategy must be RecordNameStrategy.`);
    }
  }
  return messages;
};

const checkEnvelope = (sources: Sources, messages: readonly LoadedMessage[]): void => {
  for (const { carriesEnvelope, model, place } of messages) {
    if (carriesEnvelope) continue;
    const hint = "Add traits: [{ $ref: '../types/envelope.yaml#/message' }].";
    sources.report(place, 'missing-envelope', `${model.name} travels on the bus, so it must carry the envelope.`, hint);
  }
};

const slotsOf = (sources: Sources, place: Place, address: string | null): { slots?: number } => {
  if (!address?.includes('{slot}')) return {};
  const values = sources.items(sources.get(place, 'parameters', 'slot', 'enum')).map((item) => sources.scalar(item));
  if (values.length > 0 && values.every((value, index) => value === String(index))) return { slots: values.length };
  sources.report(sources.get(place, 'parameters') ?? place, 'unknown-slots', "The parameter slot must list its values in enum: '0', '1', and so on.");
  return {};
};

const retryOf = (facts: Facts): RetryPolicy => ({ attempts: facts.count('attempts') ?? 3, backoffMs: facts.time('backoff') ?? 200 });

const snapshotOf = (sources: Sources, facts: Facts, key: string): { entityKey?: string; retentionMonths?: number } => {
  for (const fact of ['entityKey', 'retentionMonths']) require(sources, facts, fact, `${key} keeps snapshots, so it`);
  const [entityKey, retentionMonths] = [facts.text('entityKey'), facts.count('retentionMonths')];
  return { ...(entityKey === undefined ? {} : { entityKey }), ...(retentionMonths === undefined ? {} : { retentionMonths }) };
};

const require = (sources: Sources, facts: Facts, fact: string, who: string): void => {
  if (facts.place !== undefined && facts.at(fact) === undefined) sources.report(facts.place, 'missing-fact', `${who} must have x-vyarna.${fact}.`);
};
