/** Visits the types inside a schema in Avro's JSON form, for what works on that form itself. */
import { complexNames, qualify } from '../front/names.ts';
import { type AvroJson, isJsonObject, isPrimitiveName } from './avro-json.ts';

/** A schema object of a named type, or undefined where it is none. */
export const isNamedSchema = (schema: AvroJson): schema is { readonly [attribute: string]: unknown } =>
  isJsonObject(schema) && ['record', 'error', 'enum', 'fixed'].includes(schema['type'] as string);

/** The full name a schema object defines in the namespace around it. */
export const definedName = (schema: { readonly [attribute: string]: unknown }, namespace: string): string => {
  const name = String(schema['name']);
  return typeof schema['namespace'] === 'string' ? qualify(name, schema['namespace']) : qualify(name, namespace);
};

/** Whether a schema object only names its type, with attributes beside the name. */
export const isReference = (schema: AvroJson): schema is { readonly type: string } => {
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  return typeof type === 'string' && !isPrimitiveName(type) && !(complexNames as readonly string[]).includes(type);
};

/** A copy of the schema in which every type directly inside it (of a field, of items, of values, a branch) is what `change` makes of it. */
export const mapInnerTypes = (schema: AvroJson, change: (inner: AvroJson) => AvroJson): AvroJson => {
  if (typeof schema === 'string') return schema;
  if (!isJsonObject(schema)) return (schema as readonly AvroJson[]).map(change);
  switch (schema['type']) {
    case 'record':
    case 'error':
      return {
        ...schema,
        fields: (schema['fields'] as readonly { readonly type: AvroJson }[]).map((field) => ({ ...field, type: change(field.type) })),
      };
    case 'array':
      return { ...schema, items: change(schema['items'] as AvroJson) };
    case 'map':
      return { ...schema, values: change(schema['values'] as AvroJson) };
    default:
      return schema;
  }
};
