import type { Level } from '@vyarna/avro';
import type { Finding } from '@vyarna/loader';
import { explainRefusal, type History } from '@vyarna/release';
import { atOnce } from './at-once.ts';
import { pathOf, type RegistryClient } from './client.ts';
import type { ReleasedSubject, ReleasedVersion } from './released.ts';

/** What a registry lacks of one subject. */
export interface SubjectPlan {
  readonly subject: string;
  /** The level to be set; null where it is as it should be. */
  readonly level: { readonly from: string | null; readonly to: Level } | null;
  /** Oldest first. */
  readonly versions: readonly ReleasedVersion[];
}

/** Subjects that are asked about, or pushed, at once. */
const AT_ONCE = 8;

/** Compares what was released with what a registry has, and changes nothing. Subjects that lack nothing are left out. */
export const planPush = async (
  registry: RegistryClient,
  subjects: readonly ReleasedSubject[],
  progress: (done: number, all: number) => void,
): Promise<readonly SubjectPlan[]> => {
  const plans: SubjectPlan[] = [];
  let done = 0;
  await atOnce(AT_ONCE, subjects, async ({ name, level: wanted, versions }) => {
    const lacking = await lackingVersions(registry, name, versions);
    const from = wanted === null ? null : await levelThere(registry, name);
    const level = wanted === null || wanted === from ? null : { from, to: wanted };
    if (level !== null || lacking.length > 0) plans.push({ subject: name, level, versions: lacking });
    done += 1;
    progress(done, subjects.length);
  });
  return plans.sort((a, b) => (a.subject < b.subject ? -1 : 1));
};

const lackingVersions = async (
  registry: RegistryClient,
  subject: string,
  versions: readonly ReleasedVersion[],
): Promise<readonly ReleasedVersion[]> => {
  const lacking: ReleasedVersion[] = [];
  for (const version of versions) {
    const answer = await registry.ask('POST', pathOf('subjects', subject), { schema: version.schema });
    // There is no such subject, so it has no version either.
    if (answer.code === NO_SUBJECT) return versions;
    if (answer.status === 404) lacking.push(version);
    else if (answer.status !== 200) throw new Error(`${version.file}: the registry does not take it as a schema: ${answer.message}`);
  }
  return lacking;
};

const NO_SUBJECT = 40401;

/** The subject's own level; null where it has none. */
export const levelThere = async (registry: RegistryClient, subject: string): Promise<string | null> => {
  const { status, body, message } = await registry.get(pathOf('config', subject));
  if (status === 404) return null;
  if (status !== 200) throw new Error(`${subject}: its level cannot be told: ${message}`);
  return (body as { readonly compatibilityLevel?: string }).compatibilityLevel ?? null;
};

/** What was done to one subject, and what was not taken. */
export interface Pushed {
  readonly subject: string;
  readonly levelSet: boolean;
  readonly registered: readonly { readonly version: ReleasedVersion; readonly id: number }[];
  /** Why its next version is refused. */
  readonly refusals: readonly Finding[];
}

export interface PushOptions {
  readonly registry: RegistryClient;
  readonly history: History;
  readonly levelOf: (subject: string) => Level | null;
  readonly tell: (pushed: Pushed) => void;
  /** Begins no other subject once it is given. */
  readonly signal?: AbortSignal;
}

/** Carries a plan out: of each subject the level first, then its versions in order until one is refused. Others go on. */
export const push = async (plans: readonly SubjectPlan[], options: PushOptions): Promise<void> => {
  await atOnce(AT_ONCE, plans, async (plan) => {
    if (options.signal?.aborted !== true) options.tell(await pushSubject(plan, options));
  });
};

const pushSubject = async ({ subject, level, versions }: SubjectPlan, { registry, history, levelOf }: PushOptions): Promise<Pushed> => {
  if (level !== null) await setLevel(registry, subject, level.to);
  const registered: Pushed['registered'][number][] = [];
  for (const version of versions) {
    const answer = await register(registry, version);
    if (answer.refusal !== undefined) {
      const effective = levelOf(subject);
      const ours = effective === null ? [] : explainRefusal(history, version, effective);
      return { subject, levelSet: level !== null, registered, refusals: ours.length > 0 ? ours : [refusalOf(version, answer.refusal, registry.url)] };
    }
    registered.push({ version, id: answer.id });
  }
  return { subject, levelSet: level !== null, registered, refusals: [] };
};

export const setLevel = async (registry: RegistryClient, subject: string, compatibility: Level): Promise<void> => {
  const { status, message } = await registry.ask('PUT', pathOf('config', subject), { compatibility });
  if (status !== 200) throw new Error(`${subject}: the registry does not take the level ${compatibility}: ${message}`);
};

/** Registers one version; gives the registry's words where it is refused as incompatible. */
export const register = async (
  registry: RegistryClient,
  { subject, file, schema }: ReleasedVersion,
): Promise<{ readonly id: number; readonly refusal?: string }> => {
  const { status, body, message } = await registry.ask('POST', pathOf('subjects', subject, 'versions'), { schema });
  if (status === 409) return { id: 0, refusal: message };
  if (status !== 200) throw new Error(`${file}: the registry does not take it: ${message}`);
  return { id: (body as { readonly id: number }).id };
};

/** Where we see nothing wrong ourselves: the registry has versions that were not released here, or judges otherwise. */
const refusalOf = ({ subject, version, file }: ReleasedVersion, message: string, url: string): Finding => ({
  file,
  line: 1,
  column: 1,
  rule: 'RELEASE_INCOMPATIBLE',
  severity: 'error',
  message: `Version ${version} of ${subject} fits all that is released here, but the registry at ${url} refuses it: ${message}`,
  hint: `It may have versions that were not released here: compare GET ${url}${pathOf('subjects', subject, 'versions')}.`,
});
