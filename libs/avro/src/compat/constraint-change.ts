import type { Constraints } from '../front/ast.ts';

type Effect = 'tightened' | 'loosened' | 'changed';

type Compare = (older: unknown, newer: unknown) => Effect;

/** A larger lower bound allows less, a larger upper bound more. */
const lower: Compare = (older, newer) => ((newer as number) > (older as number) ? 'tightened' : 'loosened');
const upper: Compare = (older, newer) => ((newer as number) < (older as number) ? 'tightened' : 'loosened');
const step: Compare = (older, newer) => {
  const [was, is] = [older as number, newer as number];
  return is % was === 0 ? 'tightened' : was % is === 0 ? 'loosened' : 'changed';
};
const flag: Compare = (_, newer) => (newer === true ? 'tightened' : 'loosened');
/** Which of two texts allows more cannot be told. */
const text: Compare = () => 'changed';

const COMPARE: { readonly [keyword in keyof Required<Constraints>]: Compare } = {
  minLength: lower,
  maxLength: upper,
  pattern: text,
  format: text,
  contentMediaType: text,
  minimum: lower,
  maximum: upper,
  exclusiveMinimum: lower,
  exclusiveMaximum: upper,
  multipleOf: step,
  minItems: lower,
  maxItems: upper,
  uniqueItems: flag,
  minProperties: lower,
  maxProperties: upper,
};

export interface ConstraintChange {
  readonly keyword: keyof Constraints;
  readonly effect: Effect;
  readonly older: unknown;
  readonly newer: unknown;
}

/** Every keyword whose value differs, by name. A keyword that is new allows less than before, one that is gone more. */
export const constraintChanges = (older: Constraints, newer: Constraints): readonly ConstraintChange[] =>
  (Object.keys(COMPARE) as (keyof Constraints)[]).flatMap((keyword) => {
    const [was, is] = [older[keyword], newer[keyword]];
    if (was === is) return [];
    const effect = was === undefined ? 'tightened' : is === undefined ? 'loosened' : COMPARE[keyword](was, is);
    // `uniqueItems: false` says what its absence says.
    if (keyword === 'uniqueItems' && was !== true && is !== true) return [];
    return [{ keyword, effect, older: was, newer: is }];
  });
