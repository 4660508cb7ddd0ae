import { avroJsonOf, type NamedDefinition, type NamedType } from '@vyarna/avro';
import {
  type AvroJson,
  BUNDLE_FORMAT,
  type Bundle,
  canonical,
  type ErrorModel,
  type JsonSchema,
  type JsonTypeModel,
  sealBundle,
  type TypeModel,
} from '@vyarna/contract';
import type { Derived } from './derive.ts';
import type { AppDocument } from './documents.ts';
import type { LoadedChannel } from './load-channels.ts';
import type { LoadedFlow } from './load-flows.ts';
import type { LoadedMessage } from './load-messages.ts';
import type { LoadedOperation } from './load-operations.ts';
import type { LoadedRoute } from './routes.ts';

export interface Parts {
  readonly documents: readonly AppDocument[];
  readonly channels: readonly LoadedChannel[];
  readonly messages: readonly LoadedMessage[];
  readonly operations: readonly LoadedOperation[];
  readonly flows: readonly LoadedFlow[];
  readonly routes: readonly LoadedRoute[];
  readonly derived: Derived;
  readonly definitions: readonly NamedDefinition[];
  readonly errors: { readonly [code: string]: ErrorModel };
  readonly envelope: JsonSchema;
}

const keyed = <Model>(models: readonly Model[], key: (model: Model) => string): Record<string, Model> =>
  Object.fromEntries(models.map((model) => [key(model), model] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

const union = (names: readonly string[], messages: readonly LoadedMessage[]): readonly string[] =>
  [...new Set([...names, ...messages.map(({ model }) => model.name)])].sort();

/** Puts the parts of a contract set without findings together, sorted, and hashes them; what they say as in `last` is not made again. */
export const buildBundle = (parts: Parts, last?: Bundle): Bundle => {
  const { derived } = parts;
  const arriving = (channel: string): readonly LoadedMessage[] => derived.replies.get(channel) ?? [];
  const channels = parts.channels.map(({ model }) => ({ ...model, messages: union(model.messages, arriving(model.key)) }));
  const operations = [
    ...parts.operations.map(({ model }) => ({
      ...model,
      messages: union(model.messages, model.action === 'receive' ? arriving(model.channel) : []),
    })),
    ...derived.operations.map(({ model }) => model),
  ];
  const routes = parts.routes.map(({ model }) => model);
  const content: Omit<Bundle, 'hash'> = {
    format: BUNDLE_FORMAT,
    apps: keyed(
      parts.documents.map(({ app }) => app),
      ({ title }) => title,
    ),
    channels: keyed(channels, ({ key }) => key),
    envelope: parts.envelope,
    errors: parts.errors,
    flows: keyed(
      parts.flows.map(({ model }) => model),
      ({ name }) => name,
    ),
    messages: keyed(
      parts.messages.map(({ model }) => model),
      ({ name }) => name,
    ),
    operations: keyed(operations, ({ id }) => id),
    routes: routes.sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1)),
    ...typesOf(parts),
  };
  return sealBundle(content, last);
};

const schemas = new WeakMap<NamedType, AvroJson>();

/** While contracts are worked on, most types stay as they are, and so does what is said of them. */
const schemaOf = (type: NamedType): AvroJson => {
  const known = schemas.get(type) ?? canonical(avroJsonOf(type));
  schemas.set(type, known);
  return known;
};

const typesOf = ({ definitions, messages }: Parts): Pick<Bundle, 'types' | 'jsonTypes'> => {
  const types = definitions.map(({ type, file }): [string, TypeModel] => [type.name, { schema: schemaOf(type), file }]);
  const jsonTypes: [string, JsonTypeModel][] = [];
  for (const { payload } of messages) {
    if (payload === null) continue;
    const file = payload.id.split('#')[0] ?? '';
    if (payload.format === 'json') jsonTypes.push([payload.name, { schema: payload.schema, file }]);
    else if (payload.root.kind !== 'reference') types.push([payload.name, { schema: avroJsonOf(payload.root), file }]);
  }
  const sorted = <Model>(models: readonly [string, Model][]) => Object.fromEntries(models.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { types: sorted(types), ...(jsonTypes.length === 0 ? {} : { jsonTypes: sorted(jsonTypes) }) };
};
