import type { AvroType } from '@vyarna/avro';
import type { JsonSchema, MessageModel } from '@vyarna/contract';
import type { WrittenMessage } from './collect-messages.ts';
import { type Ownership, SHARED_FOLDER } from './documents.ts';
import { jsonSchemaAt } from './json-schema-at.ts';
import { Layers } from './layers.ts';
import type { Schemas } from './load-schemas.ts';
import { type LoadedPayload, nameOfSchema, readPayload, type WrittenPayload } from './payload.ts';
import { type Place, type Sources, samePlace } from './sources.ts';

export interface LoadedMessage {
  readonly model: MessageModel;
  /** The key under which its document has it: `OperatorCreated`. */
  readonly key: string;
  /** The Message Object. */
  readonly place: Place;
  readonly traits: readonly Place[];
  /** Null where the contract says nothing of one. */
  readonly payload: LoadedPayload | null;
  /** Headers that it describes itself or by a trait other than the envelope. */
  readonly headers: { readonly schema: JsonSchema; readonly place: Place } | null;
  readonly carriesEnvelope: boolean;
}

/** A message that could be read, before types and the names of all messages are known. */
export interface MessageDraft extends WrittenMessage {
  /** The application's folder. */
  readonly folder: string;
  readonly app: string;
  readonly name: string;
  readonly payload: WrittenPayload | undefined;
}

export const draftMessages = (sources: Sources, { appOf, folderOf }: Ownership, written: readonly WrittenMessage[]): readonly MessageDraft[] =>
  written.map(({ place, key }) => {
    const [folder, app] = [folderOf(place.file), appOf(place.file)];
    return sources.derive('draft', place, [key, folder, app], () => draftMessage(sources, { place, key }, folder, app));
  });

const draftMessage = (sources: Sources, { place, key }: WrittenMessage, folder: string, app: string): MessageDraft => {
  const layers = new Layers(sources, place);
  const misplaced = layers.own.at('schemaFormat');
  if (misplaced !== undefined) {
    const hint = 'Write payload: { schemaFormat: ..., schema: ... }.';
    sources.report(misplaced, 'MISPLACED_SCHEMA_FORMAT', 'In AsyncAPI 3 the schemaFormat stands inside the payload.', hint);
  }
  const name = layers.first((layer) => layer.text('name')) ?? key;
  const payload = misplaced === undefined ? readPayload(sources, sources.member(place, 'payload')) : undefined;
  return { place, key, folder, app, name, payload };
};

/** All messages of a contract set, found by their places. */
export interface Messages {
  readonly all: readonly LoadedMessage[];
  /** Follows `$ref`s; undefined where there is no message, which is reported elsewhere. */
  at(reference: Place | undefined): LoadedMessage | undefined;
  named(name: string): LoadedMessage | undefined;
}

/** Completes drafts by their types. `envelope` is the trait that all messages on a bus carry. */
export const finishMessages = (sources: Sources, drafts: readonly MessageDraft[], roots: Schemas['roots'], envelope: Place | undefined): Messages => {
  const names = uniqueNames(drafts);
  const freeName = freeNames();
  const byPlace = new Map<string, LoadedMessage>();
  for (const draft of drafts) {
    const { place } = draft;
    const name = names.get(draft) ?? draft.name;
    const schema = schemaOf(draft, roots, freeName);
    // A draft is the same one for as long as what it says of itself is.
    const inputs = [draft, name, schema?.root, schema?.name, envelope?.file, envelope?.pointer];
    byPlace.set(
      `${place.file}#${place.pointer}`,
      sources.derive('message', place, inputs, () => finishMessage(sources, draft, name, schema, envelope)),
    );
  }
  const all = [...byPlace.values()];
  const byName = new Map(all.map((message) => [message.model.name, message]));
  return {
    all,
    at(reference) {
      const place = sources.resolve(reference);
      return place && byPlace.get(`${place.file}#${place.pointer}`);
    },
    named: (name) => byName.get(name),
  };
};

/** A name that several messages have is given with the folder before it, or, within one folder, with the place. */
const uniqueNames = (drafts: readonly MessageDraft[]): ReadonlyMap<MessageDraft, string> => {
  const names = new Map<MessageDraft, string>();
  for (const [name, twins] of Map.groupBy(drafts, (draft) => draft.name)) {
    for (const draft of twins) {
      if (twins.length === 1) names.set(draft, name);
      else if (twins.filter(({ folder }) => folder === draft.folder).length === 1) names.set(draft, `${draft.folder}/${name}`);
      else names.set(draft, `${draft.folder}/${name} at ${draft.place.file}#${draft.place.pointer}`);
    }
  }
  return names;
};

/** What a payload is called, and, of Avro, what it says. */
interface PayloadSchema {
  readonly name: string;
  readonly root: AvroType | undefined;
}

const schemaOf = ({ payload, folder }: MessageDraft, roots: Schemas['roots'], freeName: FreeName): PayloadSchema | undefined => {
  if (payload === undefined) return undefined;
  const root = payload.format === 'avro' ? roots.get(payload.id) : undefined;
  if (payload.format === 'avro' && root === undefined) return undefined;
  return { name: root?.kind === 'reference' ? root.name : freeName(payload.id, folder), root };
};

const finishMessage = (
  sources: Sources,
  draft: MessageDraft,
  name: string,
  schema: PayloadSchema | undefined,
  envelope: Place | undefined,
): LoadedMessage => {
  const { place, key } = draft;
  const layers = new Layers(sources, place);
  const payload = schema && payloadOf(sources, draft, schema);
  const isEnvelope = (trait: Place): boolean => envelope !== undefined && samePlace(trait, envelope);
  const headers = headersOf(sources, place, layers, isEnvelope);
  return {
    model: modelOf(sources, layers, draft.app, name, payload, headers?.schema),
    key,
    place,
    traits: layers.traits,
    payload: payload ?? null,
    headers: headers ?? null,
    carriesEnvelope: layers.traits.some(isEnvelope),
  };
};

const payloadOf = (sources: Sources, { payload }: MessageDraft, { name, root }: PayloadSchema): LoadedPayload | undefined => {
  if (payload === undefined) return undefined;
  const { id, place } = payload;
  return root === undefined
    ? { format: 'json', id, schema: jsonSchemaAt(sources, payload.schema), name, place }
    : { format: 'avro', id, root, name, place };
};

type FreeName = (id: string, folder: string) => string;

/** The same schema has the same name wherever it is used, and no other has it. */
const freeNames = (): FreeName => {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (id, folder) => {
    const known = given.get(id);
    if (known !== undefined) return known;
    const wanted = `${folder === '' ? SHARED_FOLDER : folder}/${nameOfSchema(id)}`;
    let name = wanted;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}${count}`;
    given.set(id, name);
    taken.add(name.toLowerCase());
    return name;
  };
};

/** Of the message and its traits but the envelope, merged as AsyncAPI merges traits. */
const headersOf = (sources: Sources, place: Place, layers: Layers, isEnvelope: (trait: Place) => boolean): LoadedMessage['headers'] | undefined => {
  const stated = [...layers.traits.filter((trait) => !isEnvelope(trait)), place].flatMap((layer) => {
    const written = readPayload(sources, sources.member(layer, 'headers'));
    if (written?.format === 'json') return [written];
    if (written?.format === 'avro') {
      sources.report(
        written.place,
        'UNKNOWN_SCHEMA_FORMAT',
        'Headers are texts by name, so their schema is JSON Schema.',
        'Leave out the schemaFormat.',
      );
    }
    return [];
  });
  const [only, ...others] = stated;
  if (only === undefined) return undefined;
  const schema = jsonSchemaAt(sources, ...stated.map((written) => written.schema));
  // What comes of several is the message's own.
  return { schema, place: others.length === 0 ? only.place : { ...place, pointer: `${place.pointer}/headers` } };
};

const modelOf = (
  sources: Sources,
  layers: Layers,
  app: string,
  name: string,
  payload: LoadedPayload | undefined,
  headers: JsonSchema | undefined,
): MessageModel => {
  const strategies = ['TopicNameStrategy', 'RecordNameStrategy'] as const;
  const lookup = layers.first((layer) => {
    const at = layer.below('bindings').below('kafka');
    const stated = at.text('schemaLookupStrategy');
    return strategies.find((strategy) => strategy === stated);
  });
  const key = layers.first((layer) => layer.below('bindings').below('kafka').at('key'));
  const correlationId = layers.first((layer) => layer.below('correlationId').text('location'));
  const keySchema = key && jsonSchemaAt(sources, key);
  const isText = keySchema !== undefined && Object.keys(keySchema).join() === 'type' && keySchema['type'] === 'string';
  return {
    name,
    app,
    summary: layers.first((layer) => layer.text('summary')) ?? '',
    payload: payload?.name ?? null,
    lookup: lookup ?? 'TopicNameStrategy',
    ...(headers === undefined ? {} : { headers }),
    ...(keySchema === undefined || isText ? {} : { key: keySchema }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...layers.bindings(),
  };
};
