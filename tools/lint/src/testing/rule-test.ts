import { describe, expect, test } from 'vitest';
import { type Change, changed, findingsIn } from './changed-contract.ts';

/** What is wrong, the changes to the good contract that make it so, and the findings that follow: mostly one, as one fault gives one finding. */
export type Case = readonly [what: string, changes: readonly Change[], ...found: readonly string[]];

/** Runs all rules on the good contract after each change. Findings are `file:line:col: message hint`. */
export const ruleTest = (rule: string, cases: readonly Case[]): void => {
  describe(rule, () => {
    test.each(cases.map(([what, changes, ...found]) => ({ what, changes, found })))('$what', ({ changes, found }) => {
      expect(findingsIn(changed(changes))).toEqual(found.map((line) => `${line} [${rule}]`));
    });
  });
};
