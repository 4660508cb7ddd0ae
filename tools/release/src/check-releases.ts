import { type Level, meaningChanges, type Schema } from '@vyarna/avro';
import type { ContractSet, Finding } from '@vyarna/loader';
import { type Base, textInBase } from './base.ts';
import { checkHistory } from './check-history.ts';
import type { History, Release } from './history.ts';
import { type Break, breaksOf, type Earlier, type Locate } from './judge.ts';
import { type FileOf, locate, type Spot } from './locate.ts';
import { nextAddress } from './next-address.ts';
import { notReleased, turnedIntoJson } from './not-released.ts';
import { isSameSchema, ReleasedSchemas, schemaOfSubject, textsOfSubjects } from './schemas.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import { listed, versionWords } from './words.ts';

/** What a release would do to one file. */
export interface Step {
  readonly subject: string;
  readonly version: number;
  readonly file: string;
  /** Null takes away a version that nobody has yet, because the schema is again what it was before. Made when it is asked for: a check never does. */
  readonly text: string | null;
}

export interface ReleaseCheck {
  readonly subjects: readonly Subject[];
  /** Why nothing can be released. */
  readonly findings: readonly Finding[];
  /** What every level allows and still changes what values mean, since the last version that others have; and what is not released at all. */
  readonly warnings: readonly Finding[];
  /** What is not released yet, but for what may not be: empty where everything is. */
  readonly steps: readonly Step[];
}

interface Broken extends Break {
  readonly subject: Subject;
}

/**
 * Holds a contract set against its released versions. With a base, versions that the base does not have yet are judged and may be replaced; without one the
 * newest version of each subject is judged, and all are kept.
 */
export const checkReleases = (set: ContractSet, history: History, base: Base | null): ReleaseCheck => {
  const subjects = subjectsOf(set);
  const textOf = textsOfSubjects(set);
  const released = new ReleasedSchemas(history);
  const files = new Map(set.definitions.map(({ type, file }) => [type.name, file]));
  const inBase = base === null ? null : new Set(base.releases.map(keyOf));
  const { findings: faults, spoilt } = checkHistory(
    subjects,
    history,
    base,
    (release) => (base === null ? '' : textInBase(history.root, base, release)),
    released,
  );

  const steps: Step[] = [];
  const broken: Broken[] = [];
  const invalid: Finding[] = [];
  const changes = new Map<string, Finding>();
  for (const subject of subjects) {
    if (spoilt.has(subject.name)) continue;
    const releases = history.releases.get(subject.name) ?? [];
    const last = releases.at(-1);
    const isLoose = (release: Release | undefined): boolean => release !== undefined && inBase !== null && !inBase.has(keyOf(release));
    const isNow = (release: Release): boolean => sameAs(released, release, textOf(subject));
    const isPending = last === undefined || !isNow(last);
    // What the base does not have yet is nobody's, and may be replaced.
    const kept = isLoose(last) ? releases.slice(0, -1) : releases;
    if (!isPending && !isLoose(last) && base !== null) continue;

    const earlier = (isPending ? kept : releases.slice(0, -1)).flatMap((release): Earlier[] => {
      const { schema, findings } = released.read(release);
      invalid.push(...findings.map((finding) => invalidRelease(release, finding)));
      return schema === undefined ? [] : [{ release, schema }];
    });
    const judge = (schema: Schema, before: readonly Earlier[], at: Locate): void => {
      broken.push(...breaksOf(subject.level, schema, before, at).map((one) => ({ ...one, subject })));
    };
    const current = schemaOfSubject(set, subject);
    const inSource = locatorOf(subject, current, files);
    judge(current, earlier, inSource);
    for (const [index, { release, schema }] of earlier.entries()) {
      if (isLoose(release)) judge(schema, earlier.slice(0, index), inRelease(release, schema));
    }
    const isSound = earlier.length === (isPending ? kept.length : releases.length - 1) && !broken.some((one) => one.subject === subject);
    if (isPending && isSound) {
      steps.push(...stepsFor(subject, kept, last, isNow, () => textOf(subject)));
    }
    const previous = earlier.at(-1);
    if (previous === undefined) continue;
    for (const finding of meaningFindings(previous, current, inSource)) changes.set(JSON.stringify(finding), finding);
  }
  return {
    subjects,
    findings: [...faults, ...invalid, ...incompatible(broken), ...turnedIntoJson(set, history)],
    warnings: [...changes.values(), ...notReleased(set)],
    steps,
  };
};

const keyOf = ({ subject, version }: Release): string => `${subject}/${version}`;

const sameAs = (released: ReleasedSchemas, release: Release, text: string): boolean => {
  try {
    return isSameSchema(released.text(release), text);
  } catch (error) {
    // What is no JSON is told when it is read.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};

/** The next version; or the last one again where nobody has it yet; or none where the schema is again what it was. */
const stepsFor = (
  { name, folder }: Subject,
  kept: readonly Release[],
  last: Release | undefined,
  isNow: (release: Release) => boolean,
  text: () => string,
): readonly Step[] => {
  const newest = kept.at(-1);
  if (newest !== undefined && newest !== last && isNow(newest)) {
    return last === undefined ? [] : [{ subject: name, version: last.version, file: last.file, text: null }];
  }
  const version = (newest?.version ?? 0) + 1;
  return [
    {
      subject: name,
      version,
      file: `${folder}/${version}.avsc`,
      get text() {
        return text();
      },
    },
  ];
};

const locatorOf = (subject: Subject, schema: Schema, files: ReadonlyMap<string, string>): Locate => {
  const fileOf: FileOf = (type) => files.get(type);
  const { payload } = subject;
  const otherwise: Spot = { file: payload.id.split('#')[0] ?? '', line: payload.root.position.line, column: payload.root.position.column };
  return (pointer, reader) => locate(pointer, reader, schema, fileOf) ?? otherwise;
};

const inRelease =
  ({ file }: Release, schema: Schema): Locate =>
  (pointer, reader) =>
    locate(pointer, reader, schema, () => file) ?? { file, line: 1, column: 1 };

const invalidRelease = ({ subject, version }: Release, { file, line, column, message, hint }: Finding): Finding => ({
  file,
  line,
  column,
  rule: 'RELEASE_INVALID',
  severity: 'error',
  message: `Version ${version} of ${subject} cannot be read. ${message}`,
  hint,
});

/** One finding for one change, however many subjects and versions it breaks. */
const incompatible = (broken: readonly Broken[]): readonly Finding[] => {
  const groups = Map.groupBy(broken, ({ spot, words }) => JSON.stringify([spot, words]));
  return [...groups.values()].map((same): Finding => {
    const [{ spot, words }] = same as [Broken, ...Broken[]];
    const whose = listed(same.map(({ subject, versions }) => `${subject.name} (${versionWords(versions)})`));
    const hint = whatToDo(same.map(({ subject }) => subject));
    return { ...spot, rule: 'RELEASE_INCOMPATIBLE', severity: 'error', message: `It does not fit what is released of ${whose}: ${words}`, hint };
  });
};

const whatToDo = (subjects: readonly Subject[]): string => {
  const levels: readonly Level[] = [...new Set(subjects.map(({ level }) => level))];
  const address = subjects
    .flatMap(({ channels }) => channels)
    .find(({ model }) => model.kind !== 'reply' && model.kind !== 'snapshot' && model.address !== null)?.model.address;
  const elsewhere =
    address === undefined || address === null ? 'under a new record name' : `in a new channel that supersedes it, such as ${nextAddress(address)}`;
  return `The level${levels.length === 1 ? ' is' : 's are'} ${listed(levels)}. A break is made ${elsewhere}.`;
};

const meaningFindings = ({ release, schema: older }: Earlier, newer: Schema, at: Locate): readonly Finding[] =>
  meaningChanges(older, newer).map(({ rule, path, message }) => ({
    ...at(path, newer),
    rule,
    severity: 'warning',
    message: `Since version ${release.version}: ${message}`,
    hint: 'Every level lets this pass. A field of another name would leave no doubt.',
  }));
