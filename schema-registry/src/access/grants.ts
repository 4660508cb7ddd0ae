import { type Caller, RIGHTS, type Right } from './caller.ts';

export interface Grant {
  /** Names of users, `role:<name>` for a role in a token, `*` for everybody who is known. */
  readonly to: readonly string[];
  readonly right: Right;
  /** Names of subjects; with a `*` at the end all that begin so. `*` is everything in every context, `:.test:*` the context `.test`. */
  readonly subjects: readonly string[];
}

/** What a known caller may do by the grants. */
export function callerOf(name: string, roles: readonly string[], grants: readonly Grant[]): Caller {
  const meant = new Set(['*', name, ...roles.map((role) => `role:${role}`)]);
  const own = grants.filter(({ to }) => to.some((one) => meant.has(one)));
  /** Of grants that give at least this right. */
  const patternsOf = (right: Right): readonly string[] =>
    own.filter((grant) => RIGHTS.indexOf(grant.right) >= RIGHTS.indexOf(right)).flatMap(({ subjects }) => subjects);
  const patterns: Readonly<Record<Right, readonly string[]>> = { read: patternsOf('read'), write: patternsOf('write'), admin: patternsOf('admin') };
  return {
    name,
    readsAll: patterns.read.includes('*'),
    may: (right, subject) => patterns[right].some((pattern) => fits(subject, pattern)),
  };
}

const fits = (subject: string, pattern: string): boolean => (pattern.endsWith('*') ? subject.startsWith(pattern.slice(0, -1)) : subject === pattern);
