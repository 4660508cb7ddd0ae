/**
 * The one way to write a schema: two texts are one schema when they have the same normal form. White space, the order of attributes, and whether
 * a name is written with its namespace or short for it do not count; docs, defaults, aliases, logical types, tags and constraints do.
 */
import { type NamedType, namespaceOf } from '@vyarna/avro';
import { CODES, Refusal } from './refusal.ts';

declare global {
  /** Part of ECMAScript's JSON.parse source text access, which TypeScript does not describe yet. */
  interface JSON {
    rawJSON(text: string): object;
    isRawJSON(value: unknown): boolean;
  }
}

type JsonObject = { readonly [attribute: string]: unknown };

/** Where a number may be written in another way than JSON.stringify would. Names may look like that too, which costs time only. */
const ODD_NUMBER = /\d[.eE]|\d{16}|-0/;

/** A JSON value whose numbers stay as they are written: a default beyond 2^53 would else meet its neighbour. Throws SyntaxError. */
const parseJson = (text: string): unknown => (ODD_NUMBER.test(text) ? JSON.parse(text, withRawNumbers) : JSON.parse(text));

const withRawNumbers = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && context?.source !== undefined ? JSON.rawJSON(context.source) : value;

/** Of any JSON: attributes sorted. Throws a SyntaxError for what is no JSON, a RangeError for what is nested too deeply. */
export const sortedJson = (text: string): string => JSON.stringify(parseJson(text), withSortedKeys);

const withSortedKeys = (_key: string, value: unknown): unknown => (isObject(value) ? sortKeys(value) : value);

const sortKeys = (value: JsonObject): JsonObject => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Of an Avro schema that is valid. `types` are those it defines and those of its references, by full name. */
export const avroNormalForm = (text: string, types: ReadonlyMap<string, NamedType>): string => JSON.stringify(normalType(parseJson(text), '', types));

/** Two unions are compared branch by branch, so that their product is what it costs. */
const MOST_BRANCHES = 1_000;

const tooManyBranches = (branches: number): Refusal =>
  new Refusal(CODES.invalidSchema, `Invalid schema: a union may have ${MOST_BRANCHES} branches here; one has ${branches}.`);

const PRIMITIVES = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);
/** What Avro gives a meaning in other types has none in a primitive one: it is dropped, as by Java. */
const OF_OTHER_TYPES = new Set(['doc', 'fields', 'items', 'name', 'namespace', 'size', 'symbols', 'values', 'aliases']);
const NAMED = new Set(['record', 'error', 'enum', 'fixed']);

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

function normalType(schema: unknown, namespace: string, types: ReadonlyMap<string, NamedType>): unknown {
  if (typeof schema === 'string') return PRIMITIVES.has(schema) ? schema : meaning(schema, namespace, types);
  if (Array.isArray(schema) && schema.length > MOST_BRANCHES) throw tooManyBranches(schema.length);
  if (Array.isArray(schema)) return schema.map((branch) => normalType(branch, namespace, types));
  if (!isObject(schema)) return schema;
  const { type, ...attributes } = schema;
  if (typeof type !== 'string')
    return Object.keys(attributes).length === 0 ? normalType(type, namespace, types) : withType(type, attributes, namespace, types);
  if (NAMED.has(type)) return normalNamed(type, attributes, namespace, types);
  if (type === 'array') return { type, items: normalType(attributes['items'], namespace, types), ...sortedRest(attributes, ['items']) };
  if (type === 'map') return { type, values: normalType(attributes['values'], namespace, types), ...sortedRest(attributes, ['values']) };
  const counted = PRIMITIVES.has(type) ? Object.fromEntries(Object.entries(attributes).filter(([name]) => !OF_OTHER_TYPES.has(name))) : attributes;
  return Object.keys(counted).length === 0 ? normalType(type, namespace, types) : withType(type, counted, namespace, types);
}

const withType = (type: unknown, attributes: JsonObject, namespace: string, types: ReadonlyMap<string, NamedType>): JsonObject => ({
  type: normalType(type, namespace, types),
  ...sortedRest(attributes, []),
});

function normalNamed(type: string, schema: JsonObject, outer: string, types: ReadonlyMap<string, NamedType>): JsonObject {
  const written = String(schema['name']);
  const own = typeof schema['namespace'] === 'string' ? schema['namespace'] : outer;
  const name = written.includes('.') || own === '' ? written : `${own}.${written}`;
  const namespace = namespaceOf(name);
  const fields = schema['fields'];
  return {
    name,
    // Inside a namespace, a name without one would else take it.
    ...(namespace === '' && outer !== '' ? { namespace: '' } : {}),
    type,
    ...(Array.isArray(fields) ? { fields: fields.map((field: JsonObject) => normalField(field, namespace, types)) } : {}),
    ...aliases(schema, namespace),
    ...sortedRest(schema, ['name', 'namespace', 'fields', 'aliases']),
  };
}

const normalField = (field: JsonObject, namespace: string, types: ReadonlyMap<string, NamedType>): JsonObject => ({
  name: field['name'],
  type: normalType(field['type'], namespace, types),
  ...aliases(field, ''),
  ...sortedRest(field, field['order'] === 'ascending' ? ['name', 'type', 'aliases', 'order'] : ['name', 'type', 'aliases']),
});

const aliases = ({ aliases }: JsonObject, namespace: string): JsonObject => {
  if (!Array.isArray(aliases)) return {};
  const full = aliases.map((alias: unknown) =>
    typeof alias !== 'string' || alias.includes('.') || namespace === '' ? alias : `${namespace}.${alias}`,
  );
  return full.length === 0 ? {} : { aliases: [...new Set(full)].sort() };
};

const sortedRest = (schema: JsonObject, done: readonly string[]): JsonObject =>
  Object.fromEntries(
    Object.entries(schema)
      .filter(([attribute]) => !done.includes(attribute))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([attribute, value]) => [attribute, sorted(value)]),
  );

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  return isObject(value) ? Object.fromEntries(Object.entries(sortKeys(value)).map(([key, inner]) => [key, sorted(inner)])) : value;
};

const meaning = (name: string, namespace: string, types: ReadonlyMap<string, NamedType>): string => {
  if (name.includes('.') || namespace === '') return name;
  const inside = `${namespace}.${name}`;
  return types.has(inside) || !types.has(name) ? inside : name;
};
