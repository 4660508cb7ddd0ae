import type { ChannelKind, ChannelModel, ParameterModel, RetryPolicy } from '@vyarna/contract';
import type { AppDocument } from './documents.ts';
import { Facts } from './facts.ts';
import { KINDS, kindOfAddress } from './kinds.ts';
import { Layers } from './layers.ts';
import type { LoadedChannel, Loading } from './load-channels.ts';
import type { LoadedMessage } from './load-messages.ts';
import { readOrderingKey } from './ordering-key.ts';
import type { Place, Sources } from './sources.ts';
import { readTopic } from './topic-facts.ts';

/** The members of `x-vyarna`; schemas/x-vyarna.schema.json documents each. */
export const FACTS = [
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
export const LIFECYCLES = ['draft', 'active', 'deprecated', 'retired'] as const;
const DEFAULT_TIMEOUT_MS = 30_000;

/** Reads one channel with the defaults of its kind. What it should say and does not is for the lint to find. */
export const readChannel = (
  loading: Loading,
  document: AppDocument,
  id: string,
  place: Place,
  entityKey: string | undefined,
  aliases: LoadedChannel['aliases'],
): LoadedChannel => {
  const { sources, types } = loading;
  const channel = new Facts(sources, place);
  const facts = channel.below('x-vyarna');
  const messages = sources.entries(channel.at('messages')).flatMap(([, reference]) => loading.messages.at(reference) ?? []);
  const http = facts.at('http') === undefined ? undefined : facts.below('http');
  const { title, folder } = document.app;
  // Of the types only those of the payloads say which fields there are to order by.
  const carried = messages.map(({ payload }) => payload && types.get(payload.name));
  const inputs = [document.root.node, title, folder, id, entityKey, messages.length, ...messages, ...carried];
  const model = sources.derive('channel', place, inputs, () => readModel(loading, document, id, place, entityKey, messages));
  return { model, document, id, place, facts, messages, http, aliases };
};

const readModel = (
  { sources, types }: Loading,
  document: AppDocument,
  id: string,
  place: Place,
  entityKey: string | undefined,
  messages: readonly LoadedMessage[],
): ChannelModel => {
  const channel = new Facts(sources, place);
  const facts = channel.below('x-vyarna');
  facts.only(FACTS, 'x-vyarna');
  const address = addressOf(sources, place);
  const server = serverOf(sources, document, place);
  const stated = facts.oneOf('kind', Object.keys(KINDS) as ChannelKind[]);
  const kind = stated ?? kindOfAddress(address) ?? null;
  const orderingKey = readOrderingKey({ sources, types, facts, ordered: kind !== null && KINDS[kind].ordered, messages, entityKey });
  return {
    key: `${document.app.folder}/${id}`,
    app: document.app.title,
    summary: channel.text('summary') ?? '',
    kind,
    lifecycle: facts.oneOf('lifecycle', LIFECYCLES) ?? 'draft',
    address,
    ...parametersOf(sources, place, address),
    server,
    messages: messages.map((message) => message.model.name).sort(),
    ...readTopic(sources, channel, kind, server === 'kafka' && address !== null),
    ...new Layers(sources, place).bindings(),
    orderingKey,
    permission: facts.text('permission') ?? null,
    quota: facts.text('quota') ?? null,
    timeoutMs: facts.time('timeout') ?? (kind === null ? DEFAULT_TIMEOUT_MS : KINDS[kind].timeoutMs),
    mutating: facts.flag('mutating') ?? false,
    compensatedBy: facts.text('compensatedBy') ?? null,
    retry: retryOf(facts.below('retry')),
    ...(kind === 'snapshot' ? snapshotOf(facts) : {}),
  };
};

/** Null is an address too: the one in the request, or one that nobody knows yet. */
const addressOf = (sources: Sources, place: Place): string | null => {
  const at = sources.get(place, 'address');
  const address = sources.scalar(at);
  if (address === null || at === undefined) return null;
  if (typeof address === 'string' && address !== '') return address;
  sources.report(at, 'INVALID_ADDRESS', 'An address is a text, or null where the request says it.');
  return null;
};

/** What a protocol is called where it runs over TLS. */
const SECURED: ReadonlyMap<string, string> = new Map([
  ['kafka-secure', 'kafka'],
  ['amqps', 'amqp'],
  ['mqtts', 'mqtt'],
  ['secure-mqtt', 'mqtt'],
  ['stomps', 'stomp'],
  ['https', 'http'],
  ['wss', 'ws'],
]);

/** A channel that names no server is on all of its document. */
const serverOf = (sources: Sources, document: AppDocument, place: Place): string | null => {
  const named = sources.get(place, 'servers');
  const servers = named === undefined ? sources.entries(sources.get(document.root, 'servers')).map(([, at]) => at) : sources.items(named);
  const protocols = new Set(
    servers.flatMap((server) => {
      const protocol = sources.scalar(sources.get(sources.resolve(server), 'protocol'));
      return typeof protocol === 'string' ? [SECURED.get(protocol) ?? protocol] : [];
    }),
  );
  const [only] = protocols;
  return protocols.size === 1 && only !== undefined ? only : null;
};

/** A parameter `slot` that lists its values makes as many topics; any other is filled in by who sends. */
const parametersOf = (sources: Sources, place: Place, address: string | null): Pick<ChannelModel, 'slots' | 'parameters'> => {
  const names = [...(address ?? '').matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  const parameters: [string, ParameterModel][] = [];
  let slots: number | undefined;
  for (const name of names) {
    const at = sources.get(place, 'parameters', name);
    const listed = sources.items(sources.get(at, 'enum')).map((item) => String(sources.scalar(item)));
    if (name === 'slot' && listed.length > 0 && listed.every((value, index) => value === String(index))) slots = listed.length;
    else parameters.push([name, parameterOf(new Facts(sources, at), listed)]);
  }
  return {
    ...(slots === undefined ? {} : { slots }),
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
  };
};

const parameterOf = (facts: Facts, listed: readonly string[]): ParameterModel => {
  const [description, standard, location] = [facts.text('description'), facts.text('default'), facts.text('location')];
  return {
    ...(description === undefined ? {} : { description }),
    ...(listed.length === 0 ? {} : { enum: listed }),
    ...(standard === undefined ? {} : { default: standard }),
    ...(location === undefined ? {} : { location }),
  };
};

const retryOf = (facts: Facts): RetryPolicy => ({ attempts: facts.count('attempts') ?? 3, backoffMs: facts.time('backoff') ?? 200 });

const snapshotOf = (facts: Facts): { entityKey?: string; retentionMonths?: number } => {
  const [entityKey, retentionMonths] = [facts.text('entityKey'), facts.count('retentionMonths')];
  return { ...(entityKey === undefined ? {} : { entityKey }), ...(retentionMonths === undefined ? {} : { retentionMonths }) };
};
