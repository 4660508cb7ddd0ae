import { createHash } from 'node:crypto';

declare global {
  /** Part of ECMAScript's JSON.parse source text access, which TypeScript does not describe yet. */
  interface JSON {
    rawJSON(text: string): object;
    isRawJSON(value: unknown): boolean;
  }
}

/**
 * What makes two schemas one: the same JSON, whatever its white space and the order of attributes. Docs and constraints count, as in
 * Confluent's registry: a schema that differs in them is another schema with an id of its own. Numbers count as they are written, because
 * a default beyond 2^53 would otherwise meet its neighbour. Throws a SyntaxError for what is no JSON, a RangeError for what is nested too deeply.
 */
export function schemaIdentity(text: string): string {
  const schema: unknown = JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined ? JSON.rawJSON(context.source) : value,
  );
  return createHash('sha256').update(JSON.stringify(schema, withSortedKeys)).digest('hex');
}

const withSortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
