/**
 * Parsing Canonical Form of Avro 1.12: what of a schema matters for reading data, written in one way. Two schemas of the same form
 * read the same bytes alike; docs, defaults, aliases, logical types and constraints are not part of it.
 */
import { createHash } from 'node:crypto';
import { namespaceOf } from '../front/names.ts';
import { type AvroJson, isJsonObject, isPrimitiveName } from './avro-json.ts';
import { definedName, isNamedSchema, referredName } from './walk-schema.ts';

export const canonicalForm = (schema: AvroJson): string => write(schema, '');

/** SHA-256 of the canonical form, as hex. */
export const fingerprint = (schema: AvroJson): string => createHash('sha256').update(canonicalForm(schema)).digest('hex');

const write = (schema: AvroJson, namespace: string): string => {
  if (typeof schema === 'string') return JSON.stringify(referredName(schema, namespace));
  if (!isJsonObject(schema)) return `[${(schema as readonly AvroJson[]).map((branch) => write(branch, namespace)).join(',')}]`;
  const type = schema['type'] as string;
  if (isNamedSchema(schema)) return writeNamed(schema, type, definedName(schema, namespace));
  if (type === 'array') return `{"type":"array","items":${write(schema['items'] as AvroJson, namespace)}}`;
  if (type === 'map') return `{"type":"map","values":${write(schema['values'] as AvroJson, namespace)}}`;
  if (isPrimitiveName(type)) return JSON.stringify(type);
  throw new Error(`A schema cannot be of type ${JSON.stringify(type)}.`);
};

const writeNamed = (schema: { readonly [attribute: string]: unknown }, type: string, name: string): string => {
  const head = `{"name":${JSON.stringify(name)},"type":"${type}"`;
  if (type === 'enum') return `${head},"symbols":${JSON.stringify(schema['symbols'])}}`;
  if (type === 'fixed') return `${head},"size":${Number(schema['size'])}}`;
  const fields = schema['fields'] as readonly { readonly name: string; readonly type: AvroJson }[];
  const written = fields.map((field) => `{"name":${JSON.stringify(field.name)},"type":${write(field.type, namespaceOf(name))}}`);
  return `${head},"fields":[${written.join(',')}]}`;
};
