/** Path and query carry text; this reads it as the type that the field's schema asks for. */
import type { JsonSchema } from '@vyarna/contract';
import { branches } from './schema-walk.ts';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Text that does not look like the type stays text, and so is refused by the contract with a message that says what it must be. */
export const valueOfText = (text: string, schema: JsonSchema | undefined, root: JsonSchema): unknown => {
  const types = new Set(branches(schema, root).flatMap(({ type }) => type));
  if (types.has('string')) return text;
  if ((types.has('integer') || types.has('number')) && NUMBER.test(text)) return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};
