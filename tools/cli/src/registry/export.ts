import { atOnce } from './at-once.ts';
import { bodyOf, NOT_IMPLEMENTED, pathOf, type RegistryClient } from './client.ts';
import { type Dump, inOrder, type Settings, type Version } from './dump.ts';

const AT_ONCE = 8;

/** Reads a whole registry through its HTTP API: every subject of every context with its versions, those deleted softly too, and what is set where. */
export const exportRegistry = async (
  registry: RegistryClient,
  progress: (done: number, all: number) => void,
  signal?: AbortSignal,
): Promise<Dump> => {
  const contexts = await contextsOf(registry);
  const prefix = contexts.length > 1 ? `&subjectPrefix=${encodeURIComponent(':*:')}` : '';
  // Some say null for an empty list.
  const listed = bodyOf(await registry.get(`/subjects?deleted=true${prefix}`), 'the registry does not tell its subjects');
  const subjects = (listed ?? []) as readonly string[];
  const places = ['', ...contexts.filter((context) => context !== '.').map((context) => `:${context}:`), ...subjects];
  const hasModes = !(await fallsBack(registry));
  const [settings, versions]: [Settings[], Version[]] = [[], []];
  let done = 0;
  await atOnce(AT_ONCE, places, async (subject) => {
    signal?.throwIfAborted();
    const told = await settingsOf(registry, subject);
    const own = subject === '' || hasModes ? told : { ...told, mode: null };
    if (own.config !== null || own.mode !== null) settings.push(own);
    if (subject !== '' && !/^:\.[^:]*:$/.test(subject)) versions.push(...(await versionsOf(registry, told)));
    done += 1;
    progress(done, places.length);
  });
  return { settings: settings.sort((a, b) => (a.subject < b.subject ? -1 : 1)), versions: inOrder(versions) };
};

/** With their dots; registries without contexts have the default one. */
const contextsOf = async (registry: RegistryClient): Promise<readonly string[]> => {
  const answer = await registry.get('/contexts');
  return answer.status === 200 && Array.isArray(answer.body) ? (answer.body as string[]) : ['.'];
};

/** Whether it tells, of a subject without a mode, the one of the registry: as Karapace does, which has no others. */
const fallsBack = async (registry: RegistryClient): Promise<boolean> =>
  (await registry.get(pathOf('mode', 'a subject that nobody has'))).status === 200;

/** Nothing is set there, or there are no modes at all. */
const WITHOUT_MODES = new Set([404, 405, NOT_IMPLEMENTED]);

/** What is set there itself, without what it falls back to. */
export const settingsOf = async (registry: RegistryClient, subject: string): Promise<Settings> => {
  const at = (kind: 'config' | 'mode') => registry.get(subject === '' ? `/${kind}` : pathOf(kind, subject));
  const [config, mode] = [await at('config'), await at('mode')];
  return {
    kind: 'settings',
    subject,
    config: config.status === 404 ? null : (bodyOf(config, `the registry does not tell the config of ${subject}`) as Settings['config']),
    mode: WITHOUT_MODES.has(mode.status)
      ? null
      : (bodyOf(mode, `the registry does not tell the mode of ${subject}`) as { readonly mode: string }).mode,
  };
};

/** Numbers of versions, none where there is no such subject. */
const versionNumbers = async (registry: RegistryClient, subject: string, deleted: boolean): Promise<readonly number[]> => {
  const answer = await registry.get(`${pathOf('subjects', subject, 'versions')}${deleted ? '?deleted=true' : ''}`);
  return answer.status === 404 ? [] : (bodyOf(answer, `the registry does not tell the versions of ${subject}`) as readonly number[]);
};

const versionOf = async (registry: RegistryClient, subject: string, number: number, isDeleted: boolean): Promise<Version> => {
  const answer = await registry.get(`${pathOf('subjects', subject, 'versions', number)}?deleted=true`);
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

/** All versions that a subject has itself, those deleted softly too. */
export const versionsOf = async (registry: RegistryClient, { subject, config }: Settings): Promise<readonly Version[]> => {
  if (config?.['alias']) return versionsBehindAlias(registry, subject);
  const active = new Set(await versionNumbers(registry, subject, false));
  const versions: Version[] = [];
  for (const number of await versionNumbers(registry, subject, true)) versions.push(await versionOf(registry, subject, number, !active.has(number)));
  return versions;
};

/** Where a subject is asked for by its name, one that has an alias answers with what that stands for; lists tell what is its own. */
const versionsBehindAlias = async (registry: RegistryClient, subject: string): Promise<readonly Version[]> => {
  const list = async (more: string): Promise<readonly Told[]> => {
    const answer = await registry.get(`/schemas?subjectPrefix=${encodeURIComponent(subject)}${more}`);
    const told = bodyOf(answer, `the registry does not tell the versions of ${subject}, which has an alias`) as readonly Told[];
    return told.filter((one) => one.subject === subject);
  };
  const active = new Set((await list('')).map(({ version }) => version));
  return (await list('&deleted=true')).map((one) => versionFrom(subject, one, !active.has(one.version)));
};
