import { canonicalJson } from '@vyarna/contract';
import { bodyOf, NOT_IMPLEMENTED, pathOf, type RegistryClient, RegistryUnreachable } from './client.ts';
import { contextOf, type Settings } from './dump.ts';

/** What is set in a registry. */
export interface SettingsThere {
  /**
   * Everything for which something is set, sorted; null where a registry tells of each name only by itself, as Confluent's API does: then it also fills
   * in levels that are only inherited.
   */
  readonly names: readonly string[] | null;
  /** False where subjects are left out of every list, as the credentials are not for them; true where that cannot be told. */
  readonly isComplete: boolean;
  of(subject: string): Promise<Settings>;
}

const FORBIDDEN = 403;
/** What stands before those of all contexts. */
export const EVERYWHERE = ':.__GLOBAL:';

export const readSettings = async (registry: RegistryClient): Promise<SettingsThere> => (await listed(registry)) ?? (await toldOneByOne(registry));

/** Our registry lists what is set, and nothing else; others do not know the route. */
const listed = async (registry: RegistryClient): Promise<SettingsThere | null> => {
  const answer = await registry.get('/vyarna/settings').catch((error: unknown) => {
    // Who guards a registry of another make may refuse what it does not know.
    if (error instanceof RegistryUnreachable && error.status === FORBIDDEN) return null;
    throw error;
  });
  if (answer?.status !== 200) return null;
  const told = answer.body as { readonly complete: boolean; readonly settings: readonly Omit<Settings, 'kind'>[] };
  const all = told.settings.map(({ subject, config, mode }) => settings(subject, config, mode));
  const bySubject = new Map(all.map((one) => [one.subject, one]));
  return {
    names: [...bySubject.keys()].sort(),
    isComplete: told.complete,
    of: async (subject) => bySubject.get(subject) ?? settings(subject, null, null),
  };
};

const settings = (subject: string, config: Settings['config'], mode: string | null): Settings => ({
  kind: 'settings',
  subject,
  // In one order, whatever the order in which it was set.
  config: config === null ? null : (JSON.parse(canonicalJson(config)) as Settings['config']),
  mode,
});

/** Nothing is set there, or there are no modes at all. */
const WITHOUT_MODES = new Set([404, 405, NOT_IMPLEMENTED]);

const toldOneByOne = async (registry: RegistryClient): Promise<SettingsThere> => {
  const hasModes = !(await fallsBack(registry));
  const of = async (subject: string): Promise<Settings> => {
    const at = (kind: 'config' | 'mode') => registry.get(subject === '' ? `/${kind}` : pathOf(kind, subject));
    const [config, mode] = [await at('config'), await at('mode')];
    const told = WITHOUT_MODES.has(mode.status)
      ? null
      : (bodyOf(mode, `the registry does not tell the mode of ${subject}`) as { readonly mode: string });
    return settings(
      subject,
      config.status === 404 ? null : (bodyOf(config, `the registry does not tell the config of ${subject}`) as Settings['config']),
      subject === '' || hasModes ? (told?.mode ?? null) : null,
    );
  };
  return { names: null, isComplete: true, of };
};

/** Whether it tells, of a subject without a mode, the one of the registry: as Karapace does, which has no others. */
const fallsBack = async (registry: RegistryClient): Promise<boolean> =>
  (await registry.get(pathOf('mode', 'a subject that nobody has'))).status === 200;

/**
 * Whether something else is set there than is wanted. A registry that tells of names one by one tells defaults as if they were set, and levels that are
 * only inherited.
 */
export const settingsDiffer = (wanted: Settings, there: Settings, isExact: boolean): boolean =>
  configDiffers(wanted, there, isExact) || modeDiffers(wanted, there, isExact);

export const configDiffers = (wanted: Settings, there: Settings, isExact: boolean): boolean => {
  if (isExact) return canonicalJson(wanted.config) !== canonicalJson(there.config);
  if (wanted.subject === '' && wanted.config === null) return canonicalJson(there.config) !== canonicalJson({ compatibilityLevel: 'BACKWARD' });
  const { compatibilityLevel: _, ...others } = there.config ?? {};
  const compared = there.config === null || wanted.config?.['compatibilityLevel'] !== undefined ? there.config : others;
  return canonicalJson(wanted.config) !== canonicalJson(wanted.config === null ? there.config : compared);
};

export const modeDiffers = (wanted: Settings, there: Settings, isExact: boolean): boolean =>
  wanted.mode !== there.mode && !(!isExact && wanted.subject === '' && wanted.mode === null && there.mode === 'READWRITE');

/** Whether a name stands for a context as a whole, or for all of them. */
export const isWhole = (name: string): boolean => name === contextOf(name);
