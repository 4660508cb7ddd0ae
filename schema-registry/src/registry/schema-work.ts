/** What takes long with a large schema, as data: another thread can do it, and its result can be kept. */
import type { Incompatibility, Level, LevelQuestion } from '@vyarna/avro';
import { sha256 } from './content.ts';
import { Refusal, type RefusalCode } from './refusal.ts';

/** An Avro schema with the texts of all that it refers to. */
export interface AvroSource {
  readonly text: string;
  /** Of the text, where it is known; it is the text's name. */
  readonly hash?: string;
  readonly referred: readonly string[];
  readonly referredHashes: readonly string[];
}

export interface Form {
  readonly form: string;
  /** Where and how a default does not fit its type. */
  readonly badDefault: string | undefined;
}

interface Works {
  readonly 'avro-form': { readonly schema: AvroSource; readonly result: Form };
  readonly 'json-form': { readonly text: string; readonly result: Form };
  /** A schema written in the one way its meaning can be written. */
  readonly normalized: { readonly schema: AvroSource; readonly result: string };
  /** A schema with the types it refers to written out, and the form it then has. */
  readonly resolved: { readonly schema: AvroSource; readonly result: string };
  readonly 'resolved-form': { readonly schema: AvroSource; readonly result: string };
  readonly 'field-names': { readonly schema: AvroSource; readonly result: readonly string[] };
  readonly comparison: { readonly level: Level; readonly schema: AvroSource; readonly earlier: AvroSource; readonly result: Comparison };
}

type Kind = keyof Works;
export type SchemaWork<K extends Kind = Kind> = { readonly [Each in K]: { readonly type: Each } & Omit<Works[Each], 'result'> }[K];
export type ResultOf<W extends SchemaWork> = Works[W['type']]['result'];

/** What a level asks of a schema after one earlier version. */
export interface Comparison {
  readonly found: readonly (Pick<LevelQuestion, 'direction'> & { readonly incompatibility: Incompatibility })[];
  /** Why Apache Avro cannot decide. */
  readonly undecided?: string;
}

/** A result, or why there is none. */
export type WorkOutcome<W extends SchemaWork = SchemaWork> =
  | { readonly result: ResultOf<W> }
  | { readonly refusal: { readonly code: RefusalCode; readonly message: string } };

/** Thrown where large work is to be done elsewhere first: then what needed it must be begun again. */
export class WorkMissing extends Error {
  override readonly name = 'WorkMissing';
  /** By their keys. */
  readonly works: ReadonlyMap<string, SchemaWork>;

  constructor(works: ReadonlyMap<string, SchemaWork>) {
    super(`${works.size} results of work on large schemas are not there`);
    this.works = works;
  }
}

/** Does work and takes a refusal for an outcome too; throws what is none. */
export function outcomeOfWork<W extends SchemaWork>(work: () => ResultOf<W>): WorkOutcome<W> {
  try {
    return { result: work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: { code: error.code, message: error.message } };
  }
}

const lengthOf = ({ text, referred }: AvroSource): number => referred.reduce((sum, each) => sum + each.length, text.length);

/** Characters of all texts that the work is about. */
export function sizeOfWork(work: SchemaWork): number {
  if (work.type === 'json-form') return work.text.length;
  return lengthOf(work.schema) + (work.type === 'comparison' ? lengthOf(work.earlier) : 0);
}

const nameOf = ({ text, hash, referredHashes }: AvroSource): string => [hash ?? sha256(text), ...referredHashes].join('+');

/** The same for the same work, and short. */
export function keyOfWork(work: SchemaWork): string {
  if (work.type === 'json-form') return `${work.type} ${sha256(work.text)}`;
  const key = `${work.type} ${nameOf(work.schema)}`;
  return work.type === 'comparison' ? `${key} ${work.level} ${nameOf(work.earlier)}` : key;
}
