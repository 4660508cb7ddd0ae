import { once } from './once.ts';

/** The words of a name, in lower case: `businessUnitId`, `business-unit-id` and `BUSINESS_UNIT_ID` are `business unit id`. */
export const wordsOf = once((name): readonly string[] =>
  name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== ''),
);
