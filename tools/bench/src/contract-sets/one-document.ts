import { stringify } from 'yaml';
import { planSet } from './plan.ts';
import { type AvroRecord, type Json, recordOf, sharedRecords } from './records.ts';

/** The same messages in one AsyncAPI document, each on a channel of its own, with its schema inside it. */
const documentOf = (
  count: number,
  schemaFormat: string | undefined,
  schemaOf: (record: AvroRecord, shared: ReadonlyMap<string, AvroRecord>) => Json,
): string => {
  const messages: Record<string, Json> = {};
  const channels: Record<string, Json> = {};
  const operations: Record<string, Json> = {};
  for (const application of planSet(count)) {
    const shared = new Map(sharedRecords(application).map((record) => [`${record.namespace}.${record.name}`, record]));
    for (const entity of application.entities) {
      for (const message of entity.messages) {
        const id = `${application.folder}${message.record}`;
        const schema = schemaOf(recordOf(application, entity, message), shared);
        messages[id] = { name: message.name, payload: schemaFormat === undefined ? schema : { schemaFormat, schema } };
        channels[id] = { address: message.name, messages: { [id]: { $ref: `#/components/messages/${id}` } } };
        const action = message.kind === 'create' || message.kind === 'get' ? 'receive' : 'send';
        operations[`${action}${id}`] = { action, channel: { $ref: `#/channels/${id}` } };
      }
    }
  }
  const info = { title: 'made', version: '1.0.0' };
  const servers = { kafka: { host: 'kafka:9092', protocol: 'kafka' } };
  return stringify({ asyncapi: '3.0.0', info, defaultContentType: 'application/json', servers, channels, operations, components: { messages } });
};

/** With Avro: a named type that several messages use is defined where it is first used, and referred to by name after that. */
export const avroDocument = (count: number): string => {
  const defined = new Set<string>();
  return documentOf(count, 'application/vnd.apache.avro;version=1.12.0', (root, shared) => {
    const inline = (type: Json): Json => {
      const record = typeof type === 'string' ? shared.get(type) : undefined;
      if (record !== undefined && typeof type === 'string' && !defined.has(type)) {
        defined.add(type);
        return withTypes(record);
      }
      if (Array.isArray(type)) return type.map(inline);
      if (typeof type !== 'object' || type === null) return type;
      return Object.fromEntries(Object.entries(type).map(([key, member]) => [key, key === 'items' || key === 'values' ? inline(member) : member]));
    };
    const withTypes = (record: AvroRecord): Json => ({ ...record, fields: record.fields.map((field) => ({ ...field, type: inline(field.type) })) });
    return withTypes(root);
  });
};

/** With JSON Schema, for tools that do not take Avro. */
export const jsonDocument = (count: number): string => documentOf(count, undefined, (record, shared) => jsonSchema(record, shared));

/** Titles are unique over the set: tools that name types by them would else make one type of several. */
const titleOf = ({ name, namespace }: AvroRecord): string =>
  `${namespace.slice(namespace.indexOf('.') + 1).replace(/^./, (letter) => letter.toUpperCase())}${name}`;

const jsonSchema = (record: AvroRecord, shared: ReadonlyMap<string, AvroRecord>): Json => {
  const { doc, fields } = record;
  const typeOf = (type: Json): Json => {
    if (typeof type === 'string') {
      const referred = shared.get(type);
      return referred === undefined ? (SCALARS[type] ?? { type }) : jsonSchema(referred, shared);
    }
    if (Array.isArray(type)) return { oneOf: type.map(typeOf) };
    const { type: kind, items, values, symbols, logicalType } = type as { readonly [attribute: string]: Json };
    if (kind === 'array' && items !== undefined) return { type: 'array', items: typeOf(items) };
    if (kind === 'map' && values !== undefined) return { type: 'object', additionalProperties: typeOf(values) };
    if (kind === 'enum' && symbols !== undefined) return { type: 'string', enum: symbols };
    return LOGICAL[String(logicalType)] ?? SCALARS[String(kind)] ?? { type: String(kind) };
  };
  return {
    type: 'object',
    title: titleOf(record),
    description: doc,
    required: fields.filter((field) => field['default'] === undefined).map((field) => field.name),
    properties: Object.fromEntries(fields.map((field) => [field.name, { ...(typeOf(field.type) as object), description: field.doc }])),
  };
};

const SCALARS: { readonly [type: string]: Json } = {
  int: { type: 'integer' },
  long: { type: 'integer' },
  double: { type: 'number' },
  bytes: { type: 'string' },
};

const LOGICAL: { readonly [type: string]: Json } = {
  uuid: { type: 'string', format: 'uuid' },
  date: { type: 'string', format: 'date' },
  decimal: { type: 'string' },
  'timestamp-micros': { type: 'string', format: 'date-time' },
};
