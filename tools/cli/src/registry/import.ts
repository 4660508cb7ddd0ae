import { atOnce } from './at-once.ts';
import { bodyOf, pathOf, type RegistryClient } from './client.ts';
import { depthsOf, type Settings, type Version } from './dump.ts';
import { settingsOf } from './export.ts';
import { type ImportPlan, settingsDiffer } from './plan-import.ts';

const AT_ONCE = 8;

export interface ImportOptions {
  readonly registry: RegistryClient;
  readonly progress: (done: number, all: number) => void;
  /** Begins nothing else once it is given; what was done stays, and the next import goes on with the rest. */
  readonly signal: AbortSignal;
}

/**
 * Brings what is planned into a registry, with ids and versions as they were. A subject takes them in the mode IMPORT only, which it has while it is
 * written to; however this ends, its mode is then what it was, or what the dump says.
 */
export const importVersions = async (plan: ImportPlan, { registry, progress, signal }: ImportOptions): Promise<void> => {
  const opened = new Map<string, string | null>();
  const subjects = [...new Set([...plan.register, ...plan.remove].map(({ subject }) => subject))];
  let done = 0;
  const step = (): void => {
    done += 1;
    progress(done, plan.register.length);
  };
  try {
    await atOnce(AT_ONCE, subjects, async (subject) => {
      signal.throwIfAborted();
      const { mode } = await settingsOf(registry, subject);
      opened.set(subject, mode);
      await setMode(registry, subject, 'IMPORT');
    });
    const depths = depthsOf(plan.register);
    for (const layer of layersOf(plan.register, depths)) {
      await atOnce(AT_ONCE, [...Map.groupBy(layer, ({ subject }) => subject).values()], async (versions) => {
        for (const version of versions) {
          signal.throwIfAborted();
          await registerAs(registry, version);
          step();
        }
      });
    }
    for (const { subject, version } of plan.remove) {
      signal.throwIfAborted();
      bodyOf(await registry.ask('DELETE', pathOf('subjects', subject, 'versions', version)), `version ${version} of ${subject} cannot be deleted`);
    }
  } finally {
    for (const [subject, mode] of opened) await setMode(registry, subject, mode === 'IMPORT' ? null : mode);
  }
  for (const { wanted } of plan.settings) {
    signal.throwIfAborted();
    await applySettings(registry, wanted);
  }
};

/** By how much stands below them: a layer needs only those before it. */
const layersOf = (versions: readonly Version[], depths: ReadonlyMap<Version, number>): readonly (readonly Version[])[] =>
  [...Map.groupBy(versions, (version) => depths.get(version) ?? 0)].sort(([a], [b]) => a - b).map(([, layer]) => layer);

const registerAs = async (registry: RegistryClient, { kind: _, subject, deleted: __, ...version }: Version): Promise<void> => {
  const answer = await registry.ask('POST', pathOf('subjects', subject, 'versions'), version);
  const { id } = bodyOf(answer, `version ${version.version} of ${subject} is not taken`) as { readonly id: number };
  if (id !== version.id)
    throw new Error(`version ${version.version} of ${subject} got the id ${id} instead of ${version.id}: the registry does not import ids`);
};

/** Null has it follow its context again. */
const setMode = async (registry: RegistryClient, subject: string, mode: string | null): Promise<void> => {
  const path = subject === '' ? '/mode' : pathOf('mode', subject);
  const answer = mode === null ? await registry.ask('DELETE', path) : await registry.ask('PUT', `${path}?force=true`, { mode });
  if (mode === null && answer.status === 404) return;
  bodyOf(answer, `the mode of ${subject === '' ? 'the registry' : subject} cannot be set to ${mode ?? 'none'}`);
};

const setConfig = async (registry: RegistryClient, subject: string, config: Settings['config']): Promise<void> => {
  const path = subject === '' ? '/config' : pathOf('config', subject);
  const { compatibilityLevel, ...others } = config ?? {};
  const body = { ...(compatibilityLevel === undefined ? {} : { compatibility: compatibilityLevel }), ...others };
  const answer = config === null ? await registry.ask('DELETE', path) : await registry.ask('PUT', path, body);
  if (config === null && answer.status === 404) return;
  bodyOf(answer, `the config of ${subject === '' ? 'the registry' : subject} cannot be set`);
};

const applySettings = async (registry: RegistryClient, wanted: Settings): Promise<void> => {
  const there = await settingsOf(registry, wanted.subject);
  if (!settingsDiffer(wanted, there)) return;
  if (JSON.stringify(wanted.config) !== JSON.stringify(there.config)) await setConfig(registry, wanted.subject, wanted.config);
  if (wanted.mode !== there.mode) await setMode(registry, wanted.subject, wanted.mode);
};
