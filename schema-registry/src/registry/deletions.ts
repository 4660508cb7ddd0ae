import type { Change } from './change.ts';
import type { DeleteContext, DeleteSubject, DeleteVersion } from './commands.ts';
import type { Decision } from './decision.ts';
import type { Means } from './find-schema.ts';
import { DEFAULT_CONTEXT, normalName, writeName } from './names.ts';
import { CODES, Refusal } from './refusal.ts';
import { notPermitted, refuseReadOnly } from './register.ts';
import type { SubjectVersion } from './schema.ts';
import type { RegistryState, VersionRecord } from './state.ts';

export const subjectNotFound = (subject: string): Refusal => new Refusal(CODES.subjectNotFound, `Subject '${subject}' not found.`);
export const versionNotFound = (version: number | 'latest'): Refusal => new Refusal(CODES.versionNotFound, `Version ${version} not found.`);

/** A version, also one deleted softly where `deleted` says so. Refuses with 40401 or 40402. */
export function existing(state: RegistryState, subject: string, wanted: number | 'latest', deleted: boolean): VersionRecord {
  const found = wanted === 'latest' ? state.latest(subject) : state.version({ subject, version: wanted });
  if (found !== undefined && (deleted || !found.deleted)) return found;
  if (!state.hasSubjects(subject, deleted)) throw subjectNotFound(subject);
  throw versionNotFound(wanted);
}

export function deleteVersion(means: Means, { subject: asked, version: wanted, permanent = false }: DeleteVersion): Decision<number> {
  const { state } = means;
  const subject = state.meant(asked);
  const found = existing(state, subject, wanted, true);
  const { version } = found;
  if (found.deleted && !permanent) {
    throw new Refusal(CODES.versionSoftDeleted, `Subject '${subject}' Version ${version} was soft deleted. Set permanent=true to delete permanently`);
  }
  refuseReadOnly(means, subject);
  if (referringSubjects(state, found, permanent).size > 0) throw referenced(found);
  if (permanent && !found.deleted) {
    throw new Refusal(CODES.versionNotSoftDeleted, `Subject '${subject}' Version ${version} was not deleted first before being permanently deleted`);
  }
  const isLast = permanent && state.versions(subject).length === 1;
  return {
    changes: [{ action: permanent ? 'purge' : 'delete', subject, versions: [version] }, ...(isLast ? settingsRemoved(state, subject) : [])],
    outcome: version,
  };
}

export function deleteSubject(means: Means, { subject: asked, permanent = false }: DeleteSubject): Decision<readonly number[]> {
  const { state } = means;
  const subject = state.meant(asked);
  const all = state.versions(subject);
  const active = all.filter(({ deleted }) => !deleted);
  if (all.length === 0) throw subjectNotFound(subject);
  if (!permanent && active.length === 0) {
    // Confluent's words, to the letter.
    throw new Refusal(CODES.subjectSoftDeleted, `Subject '${subject}' was soft deleted.Set permanent=true to delete permanently`);
  }
  refuseReadOnly(means, subject);
  const affected = permanent ? all : active;
  for (const version of affected) {
    const others = referringSubjects(state, version, permanent);
    others.delete(subject);
    if (others.size > 0) throw referenced(version);
  }
  if (permanent && active.length > 0) {
    throw new Refusal(CODES.subjectNotSoftDeleted, `Subject '${subject}' was not deleted first before being permanently deleted`);
  }
  const versions = affected.map(({ version }) => version);
  return {
    changes: [{ action: permanent ? 'purge' : 'delete', subject, versions }, ...(permanent ? settingsRemoved(state, subject) : [])],
    outcome: versions,
  };
}

export function deleteContext({ state }: Means, { context }: DeleteContext): Decision<null> {
  if (context === DEFAULT_CONTEXT) throw notPermitted('The default context is always there.');
  const name = normalName(writeName({ context, subject: '' }));
  if (state.hasSubjects(name, true)) {
    throw new Refusal(CODES.contextNotEmpty, `The context '${context}' is not empty: delete its subjects for good first.`);
  }
  return { changes: state.contexts().includes(context) ? [{ action: 'delete-context', context }] : [], outcome: null };
}

const referenced = ({ subject, version }: SubjectVersion): Refusal =>
  new Refusal(
    CODES.referenceExists,
    `One or more references exist to the schema {subject='${subject}', version=${version}}; delete those schemas first.`,
  );

/** The subjects with versions that refer to this one; those deleted softly count where it would go for good. */
function referringSubjects(state: RegistryState, version: SubjectVersion, deleted: boolean): Set<string> {
  return new Set(activeReferrers(state, version, deleted).map(({ subject }) => subject));
}

export const activeReferrers = (state: RegistryState, version: SubjectVersion, deleted: boolean): readonly VersionRecord[] =>
  state
    .referrers(version)
    .map((referrer) => state.version(referrer))
    .filter((referrer) => referrer !== undefined)
    .filter((referrer) => deleted || !referrer.deleted);

const settingsRemoved = (state: RegistryState, subject: string): readonly Change[] => [
  ...(state.mode(subject) === undefined ? [] : [{ action: 'remove-mode', subject } as const]),
  ...(state.config(subject) === undefined ? [] : [{ action: 'remove-config', subject } as const]),
];
