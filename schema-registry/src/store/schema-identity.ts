import { createHash } from 'node:crypto';

/**
 * What makes two schemas one: the same JSON, whatever its white space and the order of attributes. Docs and constraints count, as in
 * Confluent's registry: a schema that differs in them is another schema with an id of its own.
 */
export const schemaIdentity = (schema: unknown): string => createHash('sha256').update(withSortedKeys(schema)).digest('hex');

const withSortedKeys = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
