import type { Level } from '@vyarna/avro';
import type { Finding } from '@vyarna/loader';
import { explainRefusal, type History, unfitVersions } from '@vyarna/release';
import { atOnce } from './at-once.ts';
import { pathOf, type RegistryClient } from './client.ts';
import type { ReleasedSubject, ReleasedVersion } from './released.ts';

/** What a registry lacks of one subject. */
export interface SubjectPlan {
  readonly subject: string;
  /** The level to be set; null where it is as it should be. */
  readonly level: { readonly from: string | null; readonly to: Level } | null;
  /**
   * Those that were released while another level was in force, and that the level to be set would refuse. They come before it: into a subject that is
   * empty at level NONE, else at the level that is there. Oldest first.
   */
  readonly earlier: readonly ReleasedVersion[];
  /** Whether the level is NONE, or is to be so first, until those are in. */
  readonly isFilled: boolean;
  /** Oldest first; the level judges them. */
  readonly versions: readonly ReleasedVersion[];
}

export interface PlanOptions {
  readonly registry: RegistryClient;
  readonly history: History;
  /** Whether others have a version already: it was judged on its day, and is not judged again. */
  readonly isSettled: (version: ReleasedVersion) => boolean;
  readonly progress: (done: number, all: number) => void;
}

/** Subjects that are asked about, or pushed, at once. */
const AT_ONCE = 8;
/** Of a subject that no channel has any more: nothing follows there. */
const CLOSED: Level = 'FULL_TRANSITIVE';

/** Compares what was released with what a registry has, and changes nothing. Subjects that lack nothing are left out. */
export const planPush = async (subjects: readonly ReleasedSubject[], options: PlanOptions): Promise<readonly SubjectPlan[]> => {
  const plans: SubjectPlan[] = [];
  let done = 0;
  await atOnce(AT_ONCE, subjects, async (subject) => {
    const plan = await planSubject(subject, options);
    if (plan.level !== null || plan.earlier.length + plan.versions.length > 0) plans.push(plan);
    done += 1;
    options.progress(done, subjects.length);
  });
  return plans.sort((a, b) => (a.subject < b.subject ? -1 : 1));
};

const planSubject = async (
  { name, level: wanted, versions }: ReleasedSubject,
  { registry, history, isSettled }: PlanOptions,
): Promise<SubjectPlan> => {
  const { lacking, isEmpty } = await lackingVersions(registry, name, versions);
  const from = await levelThere(registry, name);
  // NONE is also what a push leaves that was killed before it set the level.
  const isFilled = isEmpty || from === 'NONE';
  const unfit = lacking.length === 0 ? new Set() : unfitVersions(history, name, wanted ?? CLOSED);
  const newest = versions.at(-1);
  const last = lacking.findLastIndex((one) => unfit.has(one.version) && isSettled(one) && (isFilled || one !== newest));
  const to = wanted ?? (from === 'NONE' || (isEmpty && last >= 0) ? CLOSED : null);
  const level = to === null || (to === from && last < 0) ? null : { from, to };
  return { subject: name, level, earlier: lacking.slice(0, last + 1), isFilled, versions: lacking.slice(last + 1) };
};

const lackingVersions = async (
  registry: RegistryClient,
  subject: string,
  versions: readonly ReleasedVersion[],
): Promise<{ readonly lacking: readonly ReleasedVersion[]; readonly isEmpty: boolean }> => {
  const lacking: ReleasedVersion[] = [];
  for (const version of versions) {
    const answer = await registry.ask('POST', pathOf('subjects', subject), { schema: version.schema });
    // There is no such subject, so it has no version either.
    if (answer.code === NO_SUBJECT) return { lacking: versions, isEmpty: true };
    if (answer.status === 404) lacking.push(version);
    else if (answer.status !== 200) throw new Error(`${version.file}: the registry does not take it as a schema: ${answer.message}`);
  }
  return { lacking, isEmpty: false };
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

/**
 * Carries a plan out: of each subject what came before the level, the level, then the other versions in order until one is refused. Others go on. Where
 * this is killed before a level is set, the subject is left at NONE, and the next push goes on there and sets it.
 */
export const push = async (plans: readonly SubjectPlan[], options: PushOptions): Promise<void> => {
  await atOnce(AT_ONCE, plans, async (plan) => {
    if (options.signal?.aborted !== true) options.tell(await pushSubject(plan, options));
  });
};

const pushSubject = async (plan: SubjectPlan, options: PushOptions): Promise<Pushed> => {
  const { subject, level, earlier, isFilled, versions } = plan;
  const { registry } = options;
  if (earlier.length > 0 && isFilled && level?.from !== 'NONE') await setLevel(registry, subject, 'NONE');
  const before = await registerAll(earlier, options);
  if (level !== null) await setLevel(registry, subject, level.to);
  const after = before.refusals.length > 0 ? before : await registerAll(versions, options);
  const registered = before === after ? before.registered : [...before.registered, ...after.registered];
  return { subject, levelSet: level !== null, registered, refusals: after.refusals };
};

/** In order, until one is refused. */
const registerAll = async (
  versions: readonly ReleasedVersion[],
  { registry, history, levelOf }: PushOptions,
): Promise<Pick<Pushed, 'registered' | 'refusals'>> => {
  const registered: Pushed['registered'][number][] = [];
  for (const version of versions) {
    const answer = await register(registry, version);
    if (answer.refusal !== undefined) {
      const effective = levelOf(version.subject);
      const ours = effective === null ? [] : explainRefusal(history, version, effective);
      return { registered, refusals: ours.length > 0 ? ours : [refusalOf(version, answer.refusal, registry.url)] };
    }
    registered.push({ version, id: answer.id });
  }
  return { registered, refusals: [] };
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
