import type { Comparison, Side } from './load-comparison.ts';
import { holdsAt } from './verdict.ts';

export interface LevelVerdict {
  /** Null where the level does not compare these two. */
  readonly holds: boolean | null;
  readonly words: string;
}

/** Whether the subject's level lets the newer version follow the older one, in words. */
export const levelVerdict = (comparison: Comparison): LevelVerdict => {
  const { level, verdict, older, newer } = comparison;
  const isOneSubject = older.registered.subject === newer.registered.subject;
  const [was, is] = [older, newer].map((side) => nameOf(side, isOneSubject));
  if (level === 'NONE') return { holds: null, words: `The level is NONE: nothing is compared, and any schema may follow ${was}.` };
  if (verdict === null) return { holds: null, words: 'Only Avro schemas are compared.' };
  const [wasGroup, isGroup] = [older, newer].map((side) => groupOf(side, comparison.group));
  if (wasGroup !== isGroup) {
    const property = `the metadata property "${comparison.group}"`;
    return {
      holds: null,
      words: `Only versions with the same value of ${property} are compared. Here it is ${told(wasGroup)} and ${told(isGroup)}.`,
    };
  }
  const holds = holdsAt(level, verdict);
  if (isOneSubject && !level.endsWith('_TRANSITIVE') && areApart(comparison)) {
    const would = holds ? 'They fit all the same.' : 'They do not fit.';
    return {
      holds: null,
      words: `${level} compares a version with the one just before it only, and there are others between ${was} and ${is}. ${would}`,
    };
  }
  if (holds) return { holds, words: `${upper(is)} may follow ${was}: all that ${level} asks of these two holds.` };
  const although = isOneSubject ? ' It is there all the same: another level was set then, or nothing was compared.' : '';
  return { holds, words: `${upper(is)} may not follow ${was} at the level ${level}.${although}` };
};

export const nameOf = ({ registered: { subject, version } }: Side, isOneSubject: boolean): string =>
  isOneSubject ? `version ${version}` : `${subject} version ${version}`;

const upper = (words = ''): string => (words.startsWith('version ') ? words.replace('v', 'V') : words);

const groupOf = ({ registered }: Side, group: string | undefined): string | undefined =>
  group === undefined ? undefined : registered.metadata?.properties?.[group];

const told = (value: string | undefined): string => (value === undefined ? 'not set' : `"${value}"`);

const areApart = ({ older, newer, versions }: Comparison): boolean =>
  versions.some(({ version, deleted }) => !deleted && version > older.registered.version && version < newer.registered.version);
