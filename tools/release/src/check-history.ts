import type { ContractSet, Finding } from '@vyarna/loader';
import type { Base } from './base.ts';
import type { History, Release } from './history.ts';
import { ReleasedSchemas } from './schemas.ts';
import { type Subject, subjectsOf } from './subjects.ts';

export interface HistoryCheck {
  readonly findings: readonly Finding[];
  /** Subjects whose history is not what it was, or has a hole: nothing can be said against it. */
  readonly spoilt: ReadonlySet<string>;
}

/** What is wrong with the released files, as far as it can be told without an earlier state. */
export const historyFindings = (set: ContractSet, history: History): readonly Finding[] =>
  checkHistory(subjectsOf(set), history, null, () => '', new ReleasedSchemas(history)).findings;

const found = (file: string, rule: string, message: string, hint: string): Finding => ({
  file,
  line: 1,
  column: 1,
  rule,
  severity: 'error',
  message,
  hint,
});

/** What is wrong with the released files themselves: they are append-only, and numbered without a hole. */
export const checkHistory = (
  subjects: readonly Subject[],
  history: History,
  base: Base | null,
  textInBase: (release: Release) => string,
  released: Pick<ReleasedSchemas, 'text'>,
): HistoryCheck => {
  const findings: Finding[] = history.strays.map((file) =>
    found(file, 'RELEASE_MISPLACED', 'This is no released version.', 'Only files <subject>/<number>.avsc lie in released/: move it elsewhere.'),
  );
  const spoilt = new Set<string>();
  const changed = ({ subject, version, file }: Release, how: string): void => {
    spoilt.add(subject);
    const hint = `Restore it: git checkout ${base?.commit.slice(0, 12)} -- ${file}. A change is made in the schema, and released as a new version.`;
    findings.push(found(file, 'RELEASE_CHANGED', `Version ${version} of ${subject} is released, and ${how}.`, hint));
  };
  for (const release of base?.releases ?? []) {
    if (base?.edited.has(release.file)) changed(release, 'was edited');
    if (!base?.gone.has(release.file)) continue;
    const moved = history.releases.get(release.subject)?.find(({ version }) => version === release.version);
    if (moved === undefined) changed(release, 'was deleted');
    else if (released.text(moved) !== textInBase(release)) changed(release, `was changed on its way to ${moved.file}`);
  }

  const folders = new Map(subjects.map(({ name, folder }) => [name, folder]));
  const before = new Set(base?.releases.map(({ subject }) => subject));
  for (const [subject, releases] of history.releases) {
    if (spoilt.has(subject)) continue;
    const [first] = releases;
    const folder = folders.get(subject);
    const misplaced = folder === undefined ? undefined : releases.find(({ file }) => !file.startsWith(`${folder}/`));
    if (misplaced !== undefined) {
      spoilt.add(subject);
      findings.push(
        found(misplaced.file, 'RELEASE_MISPLACED', `Versions of ${subject} lie in ${folder}/, with whom they belong to.`, 'Move it there.'),
      );
      continue;
    }
    if (folder === undefined && base !== null && !before.has(subject) && first !== undefined) {
      findings.push(
        found(first.file, 'RELEASE_MISPLACED', `There is no subject ${subject}.`, 'Correct the folder, or take it away: nobody has it yet.'),
      );
    }
    const wrong = releases.find(({ version }, index) => version !== index + 1);
    if (wrong === undefined) continue;
    spoilt.add(subject);
    const next = releases.indexOf(wrong) + 1;
    const message =
      wrong.version < next
        ? `Version ${wrong.version} of ${subject} is there twice.`
        : `Version ${next} of ${subject} is missing before ${wrong.version}.`;
    findings.push(found(wrong.file, 'RELEASE_GAP', message, 'Versions count up from 1, without a hole.'));
  }
  return { findings, spoilt };
};
