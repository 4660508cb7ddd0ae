import { jsonSchemaOf } from '@vyarna/avro';
import type { AvroJson, JsonSchema } from './bundle.ts';

/** The JSON Schema of a schema that defines all it names, such as one from the registry. */
export const jsonSchemaOfWriter = (schema: AvroJson): JsonSchema => {
  const name = fullNameOf(schema);
  return jsonSchemaOf(name, (wanted) => (wanted === name ? schema : undefined));
};

const fullNameOf = (schema: AvroJson): string => {
  if (typeof schema === 'string' || Array.isArray(schema)) throw new TypeError('A message has a named type: a record.');
  const { name, namespace } = schema as { readonly name?: unknown; readonly namespace?: unknown };
  if (typeof name !== 'string') throw new TypeError('A message has a named type: a record.');
  return name.includes('.') || typeof namespace !== 'string' || namespace === '' ? name : `${namespace}.${name}`;
};
