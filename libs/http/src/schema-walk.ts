/** Questions about a JSON Schema made by `Contracts.jsonSchemaOf`: it nests by `properties`, `items`, `additionalProperties`, `anyOf`, `oneOf` and `$ref`. */
import type { JsonSchema } from '@vyarna/contract';

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema itself without `$ref` at the top, or each branch of its union, in turn. */
export const branches = (schema: unknown, root: JsonSchema): readonly JsonSchema[] => {
  if (!isSchema(schema)) return [];
  if (typeof schema.$ref === 'string') return branches(atPointer(root, schema.$ref), root);
  for (const union of [schema.anyOf, schema.oneOf]) if (Array.isArray(union)) return [schema, ...union.flatMap((branch) => branches(branch, root))];
  return [schema];
};

/** The schema of a field of the record that `root` describes; undefined when it has no such field. */
export const fieldSchema = (root: JsonSchema, field: string): JsonSchema | undefined => {
  for (const { properties } of branches(root, root)) if (isSchema(properties) && isSchema(properties[field])) return properties[field];
  return undefined;
};

/** `#/$defs/vyarna.operator.Operator`. */
const atPointer = (root: JsonSchema, pointer: string): unknown => {
  const keys = pointer.replace(/^#\/?/, '').split('/').filter(Boolean);
  return keys.reduce<unknown>(
    (at, key) => (isSchema(at) ? at[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
    root,
  );
};
