import { canonicalJson } from '@vyarna/contract';
import { isSameSchema } from '@vyarna/release';
import { atOnce } from './at-once.ts';
import { pathOf, type RegistryClient } from './client.ts';
import { contextOf, type Dump, type Settings, type Version } from './dump.ts';
import { versionsOf } from './export.ts';
import { readSettings, settingsDiffer } from './settings-there.ts';

export interface SettingsPlan {
  readonly wanted: Settings;
  readonly there: Settings;
  /** Whether the registry tells exactly what is set there, see settings-there.ts. */
  readonly isExact: boolean;
}

/** What a registry lacks of a dump. */
export interface ImportPlan {
  /** In the order of the dump. */
  readonly register: readonly Version[];
  /** Versions that the dump has as deleted, and that are not. */
  readonly remove: readonly Version[];
  /** What is to be set, with what is set there now. */
  readonly settings: readonly SettingsPlan[];
  /** Why the dump cannot be brought in: what the registry has under the same numbers. */
  readonly conflicts: readonly string[];
}

const AT_ONCE = 8;

/** Compares a dump with a registry, and changes nothing. What only the registry has is left alone. */
export const planImport = async (
  registry: RegistryClient,
  { settings, versions }: Dump,
  progress: (done: number, all: number) => void,
  signal?: AbortSignal,
): Promise<ImportPlan> => {
  const missing = new Set<Version>();
  const [remove, conflicts]: [Version[], string[]] = [[], []];
  const plannedSettings: SettingsPlan[] = [];
  const settingsThere = await readSettings(registry);
  const isExact = settingsThere.names !== null;
  const given = new Map(settings.map((one) => [one.subject, one]));
  const bySubject = Map.groupBy(versions, ({ subject }) => subject);
  // What stands there beside the dump's own settings is taken away only where the dump has the subject.
  const places = [...new Set([...given.keys(), ...bySubject.keys()])];
  let done = 0;
  await atOnce(AT_ONCE, places, async (subject) => {
    signal?.throwIfAborted();
    const wanted = given.get(subject) ?? { kind: 'settings', subject, config: null, mode: null };
    const there = await settingsThere.of(subject);
    if (settingsDiffer(wanted, there, isExact)) plannedSettings.push({ wanted, there, isExact });
    const own = bySubject.get(subject) ?? [];
    const others = new Map((own.length === 0 ? [] : await versionsOf(registry, there)).map((version) => [version.version, version]));
    for (const version of own) {
      const other = others.get(version.version);
      if (other === undefined) {
        const taken = await idTaken(registry, version);
        if (taken) conflicts.push(`id ${version.id}, which version ${version.version} of ${subject} has, is that of another schema there`);
        missing.add(version);
        continue;
      }
      const conflict = conflictOf(version, other);
      if (conflict !== undefined) conflicts.push(`version ${version.version} of ${subject} ${conflict} there`);
      else if (version.deleted === true && other.deleted === undefined) remove.push(version);
    }
    // What is asked of a subject that has an alias is done to what that stands for.
    if (there.config?.['alias'] && own.some((version) => missing.has(version) || remove.includes(version))) {
      conflicts.push(`${subject}, which lacks versions, has an alias there; take it away first: DELETE ${pathOf('config', subject)}`);
    }
    done += 1;
    progress(done, places.length);
  });
  const register = versions.filter((version) => missing.has(version));
  const late = new Set([...remove, ...register.filter(({ deleted }) => deleted === true)]);
  return {
    register,
    remove: versions.filter((version) => late.has(version)),
    settings: plannedSettings.sort((a, b) => (a.wanted.subject < b.wanted.subject ? -1 : 1)),
    conflicts: conflicts.sort(),
  };
};

const conflictOf = (version: Version, there: Version): string | undefined => {
  if (version.id !== there.id) return `has the id ${version.id}, but ${there.id}`;
  if (!sameContent(version, there)) return 'is another schema';
  if (version.deleted === undefined && there.deleted === true) return 'is deleted';
  return undefined;
};

const sameContent = (one: Version, other: Version): boolean =>
  sameText(one, other) &&
  (one.schemaType ?? 'AVRO') === (other.schemaType ?? 'AVRO') &&
  canonicalJson([one.references ?? [], one.metadata ?? null, one.ruleSet ?? null]) ===
    canonicalJson([other.references ?? [], other.metadata ?? null, other.ruleSet ?? null]);

/** Registries write the same schema with more or less white space; what is no JSON is compared as it is. */
const sameText = ({ schema: one }: Pick<Version, 'schema'>, { schema: other }: Pick<Version, 'schema'>): boolean => {
  try {
    return isSameSchema(one, other);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};

/** Ids are per context; a registry that has an id in another one only answers with that, so who has it is asked too. */
const idTaken = async (registry: RegistryClient, version: Version): Promise<boolean> => {
  const context = contextOf(version.subject);
  const [within, path] = [`subject=${encodeURIComponent(context)}`, pathOf('schemas', 'ids', version.id)];
  if (context !== '') {
    const { status, body } = await registry.get(`${path}/versions?${within}&deleted=true`);
    const holders = status === 200 && Array.isArray(body) ? (body as readonly { readonly subject: string }[]) : [];
    if (!holders.some(({ subject }) => subject.startsWith(context))) return false;
  }
  const answer = await registry.get(context === '' ? path : `${path}?${within}`);
  return answer.status === 200 && !sameText(version, answer.body as { readonly schema: string });
};
