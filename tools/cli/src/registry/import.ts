import { atOnce } from './at-once.ts';
import { type Answer, bodyOf, pathOf, type RegistryClient } from './client.ts';
import { depthsOf, type Settings, type Version } from './dump.ts';
import type { ImportPlan, SettingsPlan } from './plan-import.ts';
import { configDiffers, modeDiffers } from './settings-there.ts';

const AT_ONCE = 8;

export interface ImportOptions {
  readonly registry: RegistryClient;
  /** Of the dump. */
  readonly settings: readonly Settings[];
  readonly progress: (done: number, all: number) => void;
  /** Begins nothing else once it is given; what was done stays, and the next import goes on with the rest. */
  readonly signal: AbortSignal;
}

/**
 * Brings what is planned into a registry, with ids and versions as they were. A subject takes them in the mode IMPORT only, which it has while it is
 * written to; however this ends, its mode is then what the dump says. The mode that an import which was killed left is what the next one sets right.
 */
export const importVersions = async (plan: ImportPlan, { registry, settings, progress, signal }: ImportOptions): Promise<void> => {
  const modes = new Map(settings.map(({ subject, mode }) => [subject, mode]));
  const opened = new Set<string>();
  const subjects = [...new Set([...plan.register, ...plan.remove].map(({ subject }) => subject))];
  let done = 0;
  try {
    await atOnce(AT_ONCE, subjects, async (subject) => {
      signal.throwIfAborted();
      opened.add(subject);
      await setMode(registry, subject, 'IMPORT');
    });
    const referredTo: Version[] = [];
    for (const { register, remove } of layersOf(plan)) {
      await atOnce(AT_ONCE, [...Map.groupBy(register, ({ subject }) => subject).values()], async (versions) => {
        for (const version of versions) {
          signal.throwIfAborted();
          await registerAs(registry, version);
          done += 1;
          progress(done, plan.register.length);
        }
      });
      for (const version of remove) {
        signal.throwIfAborted();
        const answer = await deleteVersion(registry, version);
        if (answer.code === REFERENCE_EXISTS) referredTo.unshift(version);
        else refuseFailed(version, answer);
      }
    }
    for (const version of referredTo) refuseFailed(version, await deleteVersion(registry, version));
    // Before the modes, as nothing can be set where the mode is READONLY.
    for (const one of plan.settings) {
      signal.throwIfAborted();
      if (configDiffers(one.wanted, one.there, one.isExact)) await setConfig(registry, one);
    }
  } finally {
    for (const subject of opened) await setMode(registry, subject, modes.get(subject) ?? null);
  }
  for (const { wanted, there, isExact } of plan.settings) {
    signal.throwIfAborted();
    if (!opened.has(wanted.subject) && modeDiffers(wanted, there, isExact)) await setMode(registry, wanted.subject, wanted.mode);
  }
};

/**
 * By how much stands below the versions: a layer refers only to those before it. What is to be deleted is deleted with its layer, before what refers to
 * it comes: a version may refer to one that was deleted before, but none is deleted while another refers to it.
 */
const layersOf = ({ register, remove }: ImportPlan): readonly Pick<ImportPlan, 'register' | 'remove'>[] => {
  const [added, deleted] = [new Set(register), new Set(remove)];
  const versions = [...new Set([...register, ...remove])];
  const depths = depthsOf(versions);
  return [...Map.groupBy(versions, (version) => depths.get(version) ?? 0)]
    .sort(([a], [b]) => a - b)
    .map(([, layer]) => ({ register: layer.filter((version) => added.has(version)), remove: layer.filter((version) => deleted.has(version)) }));
};

/** What refers to it was imported before, and is deleted later. */
const REFERENCE_EXISTS = 42206;

const deleteVersion = (registry: RegistryClient, { subject, version }: Version): Promise<Answer> =>
  registry.ask('DELETE', pathOf('subjects', subject, 'versions', version));

const refuseFailed = ({ subject, version }: Version, answer: Answer): void =>
  void bodyOf(answer, `version ${version} of ${subject} cannot be deleted`);

const registerAs = async (registry: RegistryClient, version: Version): Promise<void> => {
  const { subject, version: number, id: wanted, schemaType, schema, references, metadata, ruleSet } = version;
  const sent = { version: number, id: wanted, schemaType, schema, references, metadata, ruleSet };
  const answer = await registry.ask('POST', pathOf('subjects', subject, 'versions'), sent);
  const { id } = bodyOf(answer, `version ${version.version} of ${subject} is not taken`) as { readonly id: number };
  if (id !== version.id)
    throw new Error(`version ${version.version} of ${subject} got the id ${id} instead of ${version.id}: the registry does not import ids`);
};

const placeOf = (kind: 'config' | 'mode', subject: string): string => (subject === '' ? `/${kind}` : pathOf(kind, subject));
const nameOf = (subject: string): string => (subject === '' ? 'the registry' : subject);

/** Null has it follow its context again. */
const setMode = async (registry: RegistryClient, subject: string, mode: string | null): Promise<void> => {
  const path = placeOf('mode', subject);
  const answer = mode === null ? await registry.ask('DELETE', path) : await registry.ask('PUT', `${path}?force=true`, { mode });
  if (mode === null && answer.status === 404) return;
  bodyOf(answer, `the mode of ${nameOf(subject)} cannot be set to ${mode ?? 'none'}`);
};

const NOT_PERMITTED = 42205;

const setConfig = async (registry: RegistryClient, { wanted, there }: SettingsPlan): Promise<void> => {
  const { subject } = wanted;
  let answer = await sendConfig(registry, wanted, there);
  if (answer.code === NOT_PERMITTED) {
    // It is read-only there, or what is around it is.
    await setMode(registry, subject, 'READWRITE');
    try {
      answer = await sendConfig(registry, wanted, there);
    } finally {
      await setMode(registry, subject, there.mode);
    }
  }
  if (wanted.config === null && answer.status === 404) return;
  bodyOf(answer, `the config of ${nameOf(subject)} cannot be set`);
};

/** What is left out of a config stays; null takes it away. */
const sendConfig = (registry: RegistryClient, { subject, config }: Settings, there: Settings): Promise<Answer> => {
  const path = placeOf('config', subject);
  if (config === null) return registry.ask('DELETE', path);
  const taken = Object.keys(there.config ?? {}).filter((name) => !(name in config));
  const members = Object.entries({ ...config, ...Object.fromEntries(taken.map((name) => [name, null])) });
  return registry.ask(
    'PUT',
    path,
    Object.fromEntries(members.map(([name, value]) => [name === 'compatibilityLevel' ? 'compatibility' : name, value])),
  );
};
