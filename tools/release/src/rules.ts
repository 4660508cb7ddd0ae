import { type Finding, sortFindings } from '@vyarna/loader';
import type { ReleaseCheck } from './check-releases.ts';
import { listed } from './words.ts';

const RUN_RELEASE = 'Run npx vyarna release, and commit what it writes.';

/** What the lint lists of the rules that are checked here. */
export const RELEASE_RULES: readonly { readonly id: string; readonly why: string; readonly hint: string }[] = [
  {
    id: 'RELEASE_CHANGED',
    why: 'Data written with a released version is read by it for years: edited or deleted, it can no longer be told what that data says.',
    hint: 'Restore the file; a change is made in the schema, and released as a new version.',
  },
  {
    id: 'RELEASE_GAP',
    why: 'Versions are sent to the registry in their order; with a hole nobody knows whether one was lost.',
    hint: 'Number the versions from 1, without a hole.',
  },
  {
    id: 'RELEASE_INCOMPATIBLE',
    why: 'A schema that does not fit every version before it breaks whoever reads the old data, or is not deployed on the same day.',
    hint: 'Undo the change, or make it in a new channel that supersedes this one.',
  },
  {
    id: 'RELEASE_INVALID',
    why: 'A version that cannot be read is refused by the registry, and nothing can be held against it.',
    hint: 'Restore the file.',
  },
  {
    id: 'RELEASE_MISPLACED',
    why: 'A version is found by its folder; elsewhere it is released to nobody.',
    hint: 'Write released/<subject>/<number>.avsc, beside the document of the channel or the schemas that are shared.',
  },
  {
    id: 'RELEASE_MISSING',
    why: 'The registry gets released versions only, so what is sent with a schema that is not released cannot be read.',
    hint: RUN_RELEASE,
  },
];

/** Everything that keeps a contract set from being sent to the registry as it is. What is not released yet is no news where a release is refused. */
export const releaseFindings = ({ findings, steps, subjects }: ReleaseCheck): readonly Finding[] => {
  if (findings.some(({ rule }) => rule === 'RELEASE_INCOMPATIBLE')) return sortFindings(findings);
  const files = new Map(subjects.map(({ name, payload }) => [name, payload.id.split('#')[0] ?? '']));
  const perFile = Map.groupBy(steps, ({ subject }) => files.get(subject) ?? '');
  return sortFindings([
    ...findings,
    ...[...perFile].map(([file, missing]): Finding => {
      const message = `What it says now is not released yet for ${listed(missing.map(({ subject }) => subject))}.`;
      return { file, line: 1, column: 1, rule: 'RELEASE_MISSING', severity: 'error', message, hint: RUN_RELEASE };
    }),
  ]);
};
