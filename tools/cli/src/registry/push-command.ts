import { type Finding, formatFinding, type LoadOptions } from '@vyarna/loader';
import { findBase, notReleased } from '@vyarna/release';
import type { ExitCode, Terminal } from '../command.ts';
import type { RegistryClient } from './client.ts';
import { type Pushed, planPush, push, type SubjectPlan } from './push-released.ts';
import { type ReleasedSubject, type ReleasedVersion, readReleased } from './released.ts';
import { stopSignal } from './stop-signal.ts';
import { plural, progressOn } from './told.ts';

/** `vyarna registry push`: shows what the registry lacks of what is released, then sends it. */
export const pushCommand = async (folders: LoadOptions, registry: RegistryClient, dryRun: boolean, terminal: Terminal): Promise<ExitCode> => {
  const released = readReleased(folders);
  if (!('subjects' in released)) return refuse(released, terminal);
  const { set, subjects, history } = released;
  for (const warning of notReleased(set)) terminal.error(`warning: ${formatFinding(warning)}`);
  const isSettled = settledBy(folders, subjects);
  const plans = await planPush(subjects, { registry, history, isSettled, progress: progressOn(terminal, 'subjects compared') });
  for (const line of plans.flatMap(planLines)) terminal.out(line);
  const versions = plans.reduce((sum, plan) => sum + plan.earlier.length + plan.versions.length, 0);
  const levels = plans.filter(({ level }) => level !== null).length;
  const all = plural(subjects.length, 'released subject');
  if (plans.length === 0) {
    terminal.out(`${registry.url}: has all of ${all}`);
    return 0;
  }
  terminal.out(`${registry.url}: lacks ${plural(versions, 'version')} and ${plural(levels, 'level')} of ${all}`);
  if (dryRun) {
    terminal.error('vyarna registry push: nothing was sent, as --dry-run asks.');
    return 0;
  }
  const levelsByName = new Map(subjects.map(({ name, level }) => [name, level]));
  const pushed: Pushed[] = [];
  const { signal, release } = stopSignal();
  const tell = (one: Pushed): void => {
    pushed.push(one);
    for (const { version, id } of one.registered) terminal.out(`${one.subject}: version ${version.version} registered, id ${id}`);
    if (one.levelSet && one.registered.length === 0) terminal.out(`${one.subject}: level set`);
    for (const finding of one.refusals) terminal.out(formatFinding(finding));
  };
  try {
    await push(plans, { registry, history, levelOf: (subject) => levelsByName.get(subject) ?? null, tell, signal });
  } finally {
    release();
  }
  const refused = pushed.filter(({ refusals }) => refusals.length > 0).length;
  const sent = pushed.reduce((sum, { registered }) => sum + registered.length, 0);
  const rest = plans.length - pushed.length;
  if (rest > 0) terminal.error(`vyarna registry push: stopped with ${plural(rest, 'subject')} left; push again to go on.`);
  terminal.error(`vyarna registry push: ${plural(sent, 'version')} registered${refused === 0 ? '' : `; ${plural(refused, 'subject')} refused`}.`);
  return refused > 0 ? 100 : rest > 0 ? 1 : 0;
};

/** What the base has was judged when it came in; without one all but the newest of each subject was. */
const settledBy = ({ root, contracts }: LoadOptions, subjects: readonly ReleasedSubject[]): ((version: ReleasedVersion) => boolean) => {
  const base = findBase(root, contracts);
  if (base !== null) {
    const files = new Set(base.releases.map(({ file }) => file));
    return ({ file }) => files.has(file);
  }
  const newest = new Set(subjects.map(({ versions }) => versions.at(-1)));
  return (version) => !newest.has(version);
};

const planLines = ({ subject, level, earlier, isFilled, versions }: SubjectPlan): readonly string[] => {
  const levelLine = level === null ? [] : [`~ ${subject}: level ${level.from === null ? '' : `${level.from} to `}${level.to}`];
  const line = ({ version }: ReleasedVersion): string => `+ ${subject}: version ${version}`;
  const last = earlier.at(-1);
  if (last === undefined) return [...levelLine, ...versions.map(line)];
  const why = `version ${last.version} was released at another level and would not fit ${level?.to}`;
  return [
    `~ ${subject}: level ${isFilled ? 'NONE' : (level?.from ?? 'as it is')} at first, as ${why}`,
    ...earlier.map(line),
    ...levelLine,
    ...versions.map(line),
  ];
};

const refuse = (findings: readonly Finding[], terminal: Terminal): ExitCode => {
  for (const finding of findings) terminal.out(formatFinding(finding));
  terminal.error('vyarna registry push: what is released cannot be told; nothing was sent.');
  return 100;
};
