import type { AvroJson, Bundle, ChannelModel, MessageModel, OperationModel } from '@vyarna/contract';

/** Where the facts of a program lie in the contracts: a folder below `contracts/`. */
export type ContractFolder = string;

/**
 * All that a bundle says to one application: what a program of it can tell two bundles apart by. Its operations and those its flows call, their channels,
 * replies and messages with every type inside; the reply topics; of whoever has routes or flows, those too. Undefined for a folder without contracts.
 */
export const contractContent = (bundle: Bundle, folder: ContractFolder): object | undefined => {
  const app = Object.values(bundle.apps).find((each) => each.folder === folder)?.title;
  if (app === undefined) return undefined;
  const own = Object.values(bundle.operations).filter((operation) => operation.app === app);
  const routes = own.some(({ derivedFrom }) => derivedFrom === 'routes') ? bundle.routes : [];
  const flows = own.some(({ derivedFrom }) => derivedFrom?.startsWith('flow:')) ? Object.values(bundle.flows) : [];
  const operations = distinct([
    ...own,
    ...named(
      bundle.operations,
      flows.flatMap(({ calls }) => calls),
    ),
  ]);
  const channels = channelsOf(bundle, app, operations);
  const messages = messagesOf(bundle, operations, channels);
  const roots = [
    ...messages.flatMap(({ payload }) => payload ?? []),
    ...routes.flatMap(({ response }) => response ?? []),
    ...flows.flatMap(({ input, output }) => [input, output]),
  ];
  return {
    app,
    operations,
    channels,
    messages,
    types: typesWithin(bundle, roots),
    replyTopics: Object.values(bundle.channels).flatMap(({ kind, address, slots }) =>
      kind === 'reply' && address !== null ? [{ address, slots }] : [],
    ),
    envelope: bundle.envelope,
    // What goes over HTTP, and what a flow may run into, has a place in the catalogue of errors.
    ...(routes.length + flows.length === 0 ? {} : { routes, flows: bundle.flows, errors: bundle.errors }),
  };
};

const distinct = <Model>(models: readonly Model[]): readonly Model[] => [...new Set(models)];

const named = <Model>(models: { readonly [name: string]: Model }, names: readonly string[]): readonly Model[] =>
  distinct(names).flatMap((name) => models[name] ?? []);

const channelsOf = ({ channels }: Bundle, app: string, operations: readonly OperationModel[]): readonly ChannelModel[] => {
  const used = new Set(operations.flatMap(({ channel, reply }) => [channel, ...(reply === null ? [] : [reply.channel])]));
  return Object.values(channels).filter((channel) => channel.app === app || used.has(channel.key));
};

/** With those that no channel lists, which anybody may send: dead letters. */
const messagesOf = (
  { channels, messages }: Bundle,
  operations: readonly OperationModel[],
  near: readonly ChannelModel[],
): readonly MessageModel[] => {
  const listed = new Set(Object.values(channels).flatMap((channel) => channel.messages));
  const used = new Set([
    ...operations.flatMap((operation) => [...operation.messages, ...(operation.reply?.messages ?? [])]),
    ...near.flatMap((channel) => channel.messages),
  ]);
  return Object.values(messages).filter(({ name }) => used.has(name) || !listed.has(name));
};

/** The types by name, with every one that stands in another; names that mean nothing, such as `string`, are passed over. */
const typesWithin = ({ types, jsonTypes = {} }: Bundle, roots: readonly string[]): object => {
  const found = new Map<string, unknown>();
  const due = [...roots];
  for (let name = due.pop(); name !== undefined; name = due.pop()) {
    if (found.has(name)) continue;
    const json = jsonTypes[name];
    if (json !== undefined) found.set(name, json.schema);
    const type = types[name];
    if (type === undefined) continue;
    found.set(name, type.schema);
    due.push(...referencesIn(type.schema));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Every word of a schema that stands where a type may. */
const referencesIn = (schema: AvroJson): readonly string[] => {
  if (typeof schema === 'string') return [schema];
  if (Array.isArray(schema)) return schema.flatMap(referencesIn);
  const { type, items, values, fields } = schema as { readonly [attribute: string]: AvroJson | undefined };
  const inner = Array.isArray(fields) ? (fields as readonly { readonly type: AvroJson }[]).map((field) => field.type) : [];
  return [type, items, values, ...inner].flatMap((each) => (each === undefined ? [] : referencesIn(each)));
};
