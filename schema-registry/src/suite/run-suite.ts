import { randomBytes } from 'node:crypto';
import type { Group } from './case.ts';
import { runCase, type SuiteTarget } from './run-case.ts';

/** Runs the cases whose name has `only` in it, one after another, and says what failed and how many. Gives the number of failed ones. */
export async function runSuite(groups: readonly Group[], target: SuiteTarget, say: (line: string) => void, only = ''): Promise<number> {
  let passed = 0;
  let failed = 0;
  for (const { name: group, cases } of groups) {
    for (const each of cases) {
      const name = `${group} ${each.name}`;
      if (!name.includes(only)) continue;
      const wrong = await runCase(each, newPrefix(), target).catch((error: unknown) => [`${error}`]);
      if (wrong.length === 0) {
        passed += 1;
        continue;
      }
      failed += 1;
      for (const line of [`FAILED ${name}`, ...wrong.map((line) => `  ${line}`)]) say(line);
    }
  }
  say(`${passed} passed, ${failed} failed`);
  return failed;
}

/** What the names of a case's subjects begin with, so that runs and cases do not meet. */
export const newPrefix = (): string => `suite-${randomBytes(4).toString('hex')}`;
