import type { Finding, LoadOptions } from '@vyarna/loader';
import { type Base, checkReleases, explainRefusal, type Release, releaseFindings, sentText, textInBase } from '@vyarna/release';
import type { Terminal } from '../command.ts';
import { atOnce } from './at-once.ts';
import { pathOf, type RegistryClient } from './client.ts';
import { register, setLevel } from './push-released.ts';
import { type Released, type ReleasedVersion, readReleased } from './released.ts';

const AT_ONCE = 8;

/** Thrown where the registry has schemas: the gate would judge against those, and leave its own there. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

export interface GateOptions {
  readonly folders: LoadOptions;
  readonly base: Base | null;
  /** Empty. */
  readonly registry: RegistryClient;
  readonly terminal: Terminal;
}

/**
 * Has a registry judge a change: it gets everything that was released before, then, at each subject's level, what the change releases. Gives why something
 * is refused, or is not as it should be before it could be sent; empty where the change may be merged.
 */
export const gate = async ({ folders, base, registry, terminal }: GateOptions): Promise<readonly Finding[]> => {
  const { body } = await registry.get('/subjects?deleted=true');
  if (Array.isArray(body) && body.length > 0) throw new NotEmpty(`the registry at ${registry.url} is not empty; the gate needs one that is`);
  const released = readReleased(folders);
  if (!('subjects' in released)) return released;

  const before = await sendBase(folders.root, base, registry);
  terminal.error(`The registry has the ${before} versions of ${base === null ? 'no earlier state' : `${base.name} (${base.commit.slice(0, 12)})`}.`);
  const { added, findings } = await sendChange(released, base, registry);
  terminal.error(`It ${findings.length === 0 ? 'took' : 'did not take all of'} the ${added} that the change releases.`);
  if (findings.length > 0) return findings;
  const { set, history } = released;
  const check = checkReleases(set, history, base);
  for (const { file, line, column, message, rule } of check.warnings) terminal.error(`warning: ${file}:${line}:${column}: ${message} [${rule}]`);
  return releaseFindings(check);
};

/** What was released before is history: it is sent at the level NONE, since levels were others on other days. */
const sendBase = async (root: string, base: Base | null, registry: RegistryClient): Promise<number> => {
  const releases = base?.releases ?? [];
  const subjects = [...Map.groupBy(releases, ({ subject }) => subject)];
  await atOnce(AT_ONCE, subjects, async ([subject, versions]) => {
    await setLevel(registry, subject, 'NONE');
    for (const release of versions.toSorted((a, b) => a.version - b.version)) {
      const text = base === null ? '' : textInBase(root, base, release);
      await register(registry, { ...release, schema: sentText(text) });
    }
  });
  return releases.length;
};

const sendChange = async (
  { subjects, history }: Released,
  base: Base | null,
  registry: RegistryClient,
): Promise<{ readonly added: number; readonly findings: readonly Finding[] }> => {
  const before = new Set(base?.releases.map(keyOf));
  const findings: Finding[] = [];
  let added = 0;
  await atOnce(AT_ONCE, subjects, async ({ name, level, versions }) => {
    const news = versions.filter((version) => !before.has(keyOf(version)));
    if (level !== null) await setLevel(registry, name, level);
    added += news.length;
    for (const version of news) {
      const { refusal } = await register(registry, version);
      if (refusal === undefined) continue;
      const ours = level === null ? [] : explainRefusal(history, version, level);
      findings.push(...(ours.length > 0 ? ours : [theirs(version, refusal)]));
      return;
    }
  });
  return { added, findings };
};

const keyOf = ({ subject, version }: Release): string => `${subject}/${version}`;

const theirs = ({ subject, version, file }: ReleasedVersion, refusal: string): Finding => ({
  file,
  line: 1,
  column: 1,
  rule: 'RELEASE_INCOMPATIBLE',
  severity: 'error',
  message: `The registry refuses version ${version} of ${subject}: ${refusal}`,
  hint: `See ${pathOf('config', subject)} for its level.`,
});
