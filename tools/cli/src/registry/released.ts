import type { Level } from '@vyarna/avro';
import { type ContractSet, type Finding, type LoadOptions, loadContracts } from '@vyarna/loader';
import { type History, historyFindings, type Release, readHistory, sentText, subjectsOf, textOf } from '@vyarna/release';

/** One released version to be sent. */
export interface ReleasedVersion extends Release {
  /** As a registry takes it. */
  readonly schema: string;
}

/** One subject with all that was ever released of it, oldest first. */
export interface ReleasedSubject {
  readonly name: string;
  /** Null for a subject that no channel has any more: nothing follows, so its level is left as it is. */
  readonly level: Level | null;
  readonly versions: readonly ReleasedVersion[];
}

export interface Released {
  readonly set: ContractSet;
  readonly history: History;
  /** By name. */
  readonly subjects: readonly ReleasedSubject[];
}

/** Everything that was released, with the levels that hold now; or why that cannot be told. */
export const readReleased = (folders: LoadOptions): Released | readonly Finding[] => {
  const { set, findings } = loadContracts(folders);
  if (set === null) return findings.filter(({ severity }) => severity === 'error');
  const history = readHistory(folders.root, folders.contracts);
  const faults = historyFindings(set, history);
  if (faults.length > 0) return faults;
  const levels = new Map(subjectsOf(set).map(({ name, level }) => [name, level]));
  const unreadable: Finding[] = [];
  const subjects = [...history.releases].map(([name, releases]): ReleasedSubject => {
    const versions = releases.map((release) => ({ ...release, schema: sent(history, release, unreadable) }));
    return { name, level: levels.get(name) ?? null, versions };
  });
  if (unreadable.length > 0) return unreadable;
  return { set, history, subjects: subjects.sort((a, b) => (a.name < b.name ? -1 : 1)) };
};

const sent = (history: History, release: Release, unreadable: Finding[]): string => {
  try {
    return sentText(textOf(history, release));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { file, subject, version } = release;
    const message = `Version ${version} of ${subject} is no JSON: ${error.message}.`;
    unreadable.push({ file, line: 1, column: 1, rule: 'RELEASE_INVALID', severity: 'error', message, hint: 'Restore the file.' });
    return '';
  }
};
