/** Keywords whose values are data, not schemas. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'example']);

/** A copy of a JSON Schema in which each `$ref` is what `change` makes of it. */
export const rewriteReferences = (schema: unknown, change: (reference: string) => string): unknown => {
  if (Array.isArray(schema)) return schema.map((item) => rewriteReferences(item, change));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === '$ref' && typeof value === 'string') return [key, change(value)];
      return [key, DATA.has(key) ? value : rewriteReferences(value, change)];
    }),
  );
};
