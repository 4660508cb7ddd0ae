import { atOnce } from './at-once.ts';
import { bodyOf, pathOf, type RegistryClient } from './client.ts';
import { type Dump, inOrder, type Settings, type Version } from './dump.ts';
import { EVERYWHERE, isWhole, readSettings } from './settings-there.ts';

const AT_ONCE = 8;

/** What the credentials may read of a registry. */
export interface Exported extends Dump {
  /** Whether that is all there is. */
  readonly isComplete: boolean;
}

/**
 * Reads a whole registry through its HTTP API: every subject of every context with its versions, those deleted softly too, and what is set where. What
 * is written meanwhile may be in it or not.
 */
export const exportRegistry = async (
  registry: RegistryClient,
  progress: (done: number, all: number) => void,
  signal?: AbortSignal,
): Promise<Exported> => {
  const subjects = await subjectsOf(registry);
  const there = await readSettings(registry);
  const settings = new Map<string, Settings>();
  const listed: Listed[] = [];
  await atOnce(AT_ONCE, [...new Set([...(there.names ?? (await wholes(registry))), ...subjects])], async (name) => {
    signal?.throwIfAborted();
    const own = await there.of(name);
    if (own.config !== null || own.mode !== null) settings.set(name, own);
    if (!isWhole(name) && subjects.includes(name)) listed.push(...(await listVersions(registry, own)));
  });
  // Said also where nothing is: what an import finds there is then taken away.
  settings.set('', await there.of(''));
  const versions: Version[] = [];
  let done = 0;
  await atOnce(AT_ONCE, listed, async (one) => {
    signal?.throwIfAborted();
    const version = await readVersion(registry, one);
    if (version !== undefined) versions.push(version);
    done += 1;
    progress(done, listed.length);
  });
  const sorted = [...settings.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return { settings: sorted, versions: inOrder(versions), isComplete: there.isComplete };
};

const subjectsOf = async (registry: RegistryClient): Promise<readonly string[]> => {
  const { length } = await contextsOf(registry);
  const prefix = length > 1 ? `&subjectPrefix=${encodeURIComponent(':*:')}` : '';
  // Some say null for an empty list.
  const listed = bodyOf(await registry.get(`/subjects?deleted=true${prefix}`), 'the registry does not tell its subjects');
  return (listed ?? []) as readonly string[];
};

/** With their dots; empty for registries without contexts. */
const contextsOf = async (registry: RegistryClient): Promise<readonly string[]> => {
  const answer = await registry.get('/contexts');
  return answer.status === 200 && Array.isArray(answer.body) ? (answer.body as string[]) : [];
};

/** The names of contexts, as settings have them. */
const wholes = async (registry: RegistryClient): Promise<readonly string[]> => {
  const contexts = await contextsOf(registry);
  return contexts.length === 0 ? [] : [EVERYWHERE, ...contexts.filter((context) => context !== '.').map((context) => `:${context}:`)];
};

/** A version that is there, and all of it where that is known already. */
interface Listed {
  readonly subject: string;
  readonly number: number;
  readonly isDeleted: boolean;
  readonly version?: Version;
}

/** All versions that a subject has itself, those deleted softly too. */
export const versionsOf = async (registry: RegistryClient, settings: Settings): Promise<readonly Version[]> => {
  const versions: Version[] = [];
  await atOnce(AT_ONCE, await listVersions(registry, settings), async (one) => {
    const version = await readVersion(registry, one);
    if (version !== undefined) versions.push(version);
  });
  return versions;
};

const listVersions = async (registry: RegistryClient, { subject, config }: Settings): Promise<readonly Listed[]> => {
  if (config?.['alias']) return listBehindAlias(registry, subject);
  const active = new Set(await versionNumbers(registry, subject, false));
  return (await versionNumbers(registry, subject, true)).map((number) => ({ subject, number, isDeleted: !active.has(number) }));
};

/** Numbers of versions, none where there is no such subject. */
const versionNumbers = async (registry: RegistryClient, subject: string, deleted: boolean): Promise<readonly number[]> => {
  const answer = await registry.get(`${pathOf('subjects', subject, 'versions')}${deleted ? '?deleted=true' : ''}`);
  return answer.status === 404 ? [] : (bodyOf(answer, `the registry does not tell the versions of ${subject}`) as readonly number[]);
};

/** Where a subject is asked for by its name, one that has an alias answers with what that stands for; lists tell what is its own. */
const listBehindAlias = async (registry: RegistryClient, subject: string): Promise<readonly Listed[]> => {
  const list = async (more: string): Promise<readonly Told[]> => {
    const answer = await registry.get(`/schemas?subjectPrefix=${encodeURIComponent(subject)}${more}`);
    const told = bodyOf(answer, `the registry does not tell the versions of ${subject}, which has an alias`) as readonly Told[];
    return told.filter((one) => one.subject === subject);
  };
  const active = new Set((await list('')).map(({ version }) => version));
  return (await list('&deleted=true')).map((told) => {
    const isDeleted = !active.has(told.version);
    return { subject, number: told.version, isDeleted, version: versionFrom(subject, told, isDeleted) };
  });
};

/** Undefined for one that was deleted for good meanwhile. */
const readVersion = async (registry: RegistryClient, { subject, number, isDeleted, version }: Listed): Promise<Version | undefined> => {
  if (version !== undefined) return version;
  const answer = await registry.get(`${pathOf('subjects', subject, 'versions', number)}?deleted=true`);
  if (answer.status === 404) return undefined;
  return versionFrom(subject, bodyOf(answer, `the registry does not tell version ${number} of ${subject}`) as Told, isDeleted);
};

type Told = Omit<Version, 'kind'>;

const versionFrom = (subject: string, { version, id, schemaType, schema, references, metadata, ruleSet }: Told, isDeleted: boolean): Version => ({
  kind: 'version',
  subject,
  version,
  id,
  ...(schemaType === undefined || schemaType === 'AVRO' ? {} : { schemaType }),
  schema,
  ...(references === undefined || references.length === 0 ? {} : { references }),
  ...(metadata === undefined || metadata === null ? {} : { metadata }),
  ...(ruleSet === undefined || ruleSet === null ? {} : { ruleSet }),
  ...(isDeleted ? { deleted: true } : {}),
});
