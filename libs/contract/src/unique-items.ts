import type { Ajv2020, FuncKeywordDefinition } from 'ajv/dist/2020.js';
import { canonicalJson } from './canonical-json.ts';

/**
 * Ajv's own compares each item with each other one, which a long array makes take minutes, and calls what an item has under the name
 * `toString` or `valueOf`, which then throws.
 */
const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  validate: (isWanted: boolean, items: readonly unknown[]): boolean =>
    !isWanted || new Set(items.map((item) => canonicalJson(item))).size === items.length,
  error: { message: 'must not have equal items' },
};

export const useOwnUniqueItems = (ajv: Ajv2020): void => {
  ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems);
};
