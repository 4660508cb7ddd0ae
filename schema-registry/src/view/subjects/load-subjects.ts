/** What the list of subjects shows. */
import type { Config, Mode } from '../../registry/config.ts';
import { ALL_CONTEXTS, DEFAULT_CONTEXT, type Name, parseName } from '../../registry/names.ts';
import type { Include } from '../../registry/queries.ts';
import { CODES, Refusal, type RefusalCode } from '../../registry/refusal.ts';
import type { Asked } from '../schema/read-version.ts';

export interface SubjectsAsked {
  /** Where `*` stands for anything. */
  readonly prefix: string;
  /** Empty for all. */
  readonly context: string;
  readonly include: Include;
  /** From 1 on. */
  readonly page: number;
}

export interface Setting<Value> {
  readonly value: Value;
  /** Whether it is set there itself. */
  readonly isOwn: boolean;
}

export interface SubjectRow extends Name {
  readonly name: string;
  /** The numbers of its versions. */
  readonly active: readonly number[];
  readonly deleted: readonly number[];
  readonly config: Setting<Config>;
  readonly mode: Setting<Mode>;
}

export interface SubjectsFound {
  readonly rows: readonly SubjectRow[];
  /** Of the page's first row, from 0 on. */
  readonly offset: number;
  readonly matching: number;
  /** Whatever was asked for. */
  readonly all: number;
  readonly allDeleted: number;
  readonly contexts: readonly string[];
  /** What holds where nothing is set for a subject, in the context that was asked for. */
  readonly config: Config;
  readonly mode: Mode;
}

export const PAGE = 100;

export const loadSubjects = async (registry: Asked, asked: SubjectsAsked): Promise<SubjectsFound> => {
  const around = asked.context === '' || asked.context === DEFAULT_CONTEXT ? '' : `:${asked.context}:`;
  const [all, active, contexts, config, mode] = await Promise.all([
    registry.query({ type: 'subjects', prefix: ALL_CONTEXTS, include: 'all' }),
    registry.query({ type: 'subjects', prefix: ALL_CONTEXTS, include: 'active' }),
    registry.query({ type: 'contexts' }),
    registry.query({ type: 'config', subject: around, inScope: true }),
    registry.query({ type: 'mode', subject: around, inScope: true }),
  ]);
  const isActive = new Set(active);
  const isWanted = matcher(asked.prefix);
  const matching = all
    .filter((name) => asked.include === 'all' || isActive.has(name) === (asked.include === 'active'))
    .map((name) => ({ name, ...parseName(name) }))
    .filter(({ name, context, subject }) => (asked.context === '' || context === asked.context) && (isWanted(subject) || isWanted(name)))
    .sort(byContext);
  const pages = Math.max(1, Math.ceil(matching.length / PAGE));
  const offset = (Math.min(asked.page, pages) - 1) * PAGE;
  const rows = await Promise.all(matching.slice(offset, offset + PAGE).map((each) => loadRow(registry, each)));
  const allDeleted = all.length - active.length;
  return { rows: rows.filter((row) => row !== undefined), offset, matching: matching.length, all: all.length, allDeleted, contexts, config, mode };
};

/** The default context first; names are sorted already. */
const byContext = (left: Name, right: Name): number => {
  const rank = ({ context }: Name): number => (context === DEFAULT_CONTEXT ? 0 : 1);
  return rank(left) - rank(right);
};

/** Not by a pattern: what people type must not keep the program busy. */
const matcher = (prefix: string): ((name: string) => boolean) => {
  const [first = '', ...others] = prefix.toLowerCase().split('*');
  return (name) => {
    const text = name.toLowerCase();
    if (!text.startsWith(first)) return false;
    let from = first.length;
    for (const part of others) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return true;
  };
};

const loadRow = async (registry: Asked, subject: Name & { name: string }): Promise<SubjectRow | undefined> => {
  const { name } = subject;
  try {
    const [versions, config, mode] = await Promise.all([
      registry.query({ type: 'versions', subject: name, include: 'all' }),
      configOf(registry, name),
      modeOf(registry, name),
    ]);
    const numbers = (deleted: boolean): readonly number[] => versions.filter((each) => each.deleted === deleted).map(({ version }) => version);
    return { ...subject, active: numbers(false), deleted: numbers(true), config, mode };
  } catch (error) {
    // It was deleted for good while the list was made.
    if (isRefusal(error, CODES.subjectNotFound)) return undefined;
    throw error;
  }
};

export const configOf = async (registry: Asked, subject: string): Promise<Setting<Config>> => {
  const [value, isOwn] = await Promise.all([
    registry.query({ type: 'config', subject, inScope: true }),
    registry.query({ type: 'config', subject }).then(({ compatibilityLevel }) => compatibilityLevel !== undefined, notSet(CODES.levelNotSet)),
  ]);
  return { value, isOwn };
};

export const modeOf = async (registry: Asked, subject: string): Promise<Setting<Mode>> => {
  const [value, isOwn] = await Promise.all([
    registry.query({ type: 'mode', subject, inScope: true }),
    registry.query({ type: 'mode', subject }).then(() => true, notSet(CODES.modeNotSet)),
  ]);
  return { value, isOwn };
};

const notSet =
  (code: RefusalCode) =>
  (error: unknown): false => {
    if (isRefusal(error, code)) return false;
    throw error;
  };

const isRefusal = (error: unknown, code: RefusalCode): boolean => error instanceof Refusal && error.code === code;
