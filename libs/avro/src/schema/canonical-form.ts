/**
 * Parsing Canonical Form of Avro 1.12: what of a schema matters for reading data, written in one way. Two schemas of the same form
 * read the same bytes alike; docs, defaults, aliases, logical types and constraints are not part of it.
 */
import { createHash } from 'node:crypto';
import { meanings, namespaceOf, qualify } from '../front/names.ts';
import { type AvroJson, isJsonObject, isPrimitiveName } from './avro-json.ts';
import { definedName, isNamedSchema, isReference } from './walk-schema.ts';

export const canonicalForm = (schema: AvroJson): string => write(schema, '', new Set());

/** SHA-256 of the canonical form, as hex. */
export const fingerprint = (schema: AvroJson): string => createHash('sha256').update(canonicalForm(schema)).digest('hex');

/** `defined` are the names of the types before and around this place. */
const write = (schema: AvroJson, namespace: string, defined: Set<string>): string => {
  if (typeof schema === 'string') return writeName(schema, namespace, defined);
  if (!isJsonObject(schema)) return `[${(schema as readonly AvroJson[]).map((branch) => write(branch, namespace, defined)).join(',')}]`;
  const type = schema['type'] as string;
  if (isNamedSchema(schema)) return writeNamed(schema, type, definedName(schema, namespace), defined);
  if (type === 'array') return `{"type":"array","items":${write(schema['items'] as AvroJson, namespace, defined)}}`;
  if (type === 'map') return `{"type":"map","values":${write(schema['values'] as AvroJson, namespace, defined)}}`;
  if (isPrimitiveName(type) || isReference(schema)) return writeName(type, namespace, defined);
  throw new Error(`A schema cannot be of type ${JSON.stringify(type)}.`);
};

const writeName = (name: string, namespace: string, defined: ReadonlySet<string>): string => {
  if (isPrimitiveName(name)) return JSON.stringify(name);
  return JSON.stringify(meanings(name, namespace).find((meaning) => defined.has(meaning)) ?? qualify(name, namespace));
};

const writeNamed = (schema: { readonly [attribute: string]: unknown }, type: string, name: string, defined: Set<string>): string => {
  defined.add(name);
  // An error reads as a record does, and Java writes it as one.
  const head = `{"name":${JSON.stringify(name)},"type":"${type === 'error' ? 'record' : type}"`;
  if (type === 'enum') return `${head},"symbols":${JSON.stringify(schema['symbols'])}}`;
  if (type === 'fixed') return `${head},"size":${Number(schema['size'])}}`;
  const fields = schema['fields'] as readonly { readonly name: string; readonly type: AvroJson }[];
  const written = fields.map((field) => `{"name":${JSON.stringify(field.name)},"type":${write(field.type, namespaceOf(name), defined)}}`);
  return `${head},"fields":[${written.join(',')}]}`;
};
