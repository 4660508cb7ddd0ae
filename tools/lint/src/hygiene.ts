import type { RuleInfo } from './rule.ts';

const hygiene = (id: string, why: string, hint: string): RuleInfo => ({ id, level: 'MINIMAL', theme: 'IGNORES', severity: 'error', why, hint });

/** What is wrong with the exceptions themselves. */
export const UNUSED_IGNORE = hygiene('UNUSED_IGNORE', 'An exception that hits nothing hides the next fault of its kind.', 'Remove it.');
export const IGNORE_WITHOUT_REASON = hygiene(
  'IGNORE_WITHOUT_REASON',
  'Without a reason nobody dares to remove an exception, or knows that it was meant.',
  'Write the reason behind the rule.',
);
export const INVALID_IGNORE = hygiene(
  'INVALID_IGNORE',
  'An exception for a rule that does not exist excepts nothing.',
  'vyarna check --list-rules shows the rules.',
);

export const HYGIENE: readonly RuleInfo[] = [UNUSED_IGNORE, IGNORE_WITHOUT_REASON, INVALID_IGNORE];
