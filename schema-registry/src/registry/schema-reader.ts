import type { Level } from '@vyarna/avro';
import { BoundedCache } from './bounded-cache.ts';
import type { Content } from './change.ts';
import { sha256 } from './content.ts';
import { besideSubject } from './names.ts';
import { sortedJson } from './normal-form.ts';
import { invalid } from './read-avro.ts';
import { CODES, Refusal } from './refusal.ts';
import type { Reference, SchemaType } from './schema.ts';
import { SchemaEngine, sourceKey } from './schema-engine.ts';
import {
  type AvroSource,
  type Comparison,
  type Form,
  keyOfWork,
  type ResultOf,
  type SchemaWork,
  sizeOfWork,
  WorkMissing,
  type WorkOutcome,
} from './schema-work.ts';
import type { RegistryState } from './state.ts';

/** Thrown where a text is needed that is not in memory: it must be fetched, and the work begun again. */
export class TextsMissing extends Error {
  override readonly name = 'TextsMissing';
  readonly hashes: readonly string[];

  constructor(hashes: readonly string[]) {
    super(`${hashes.length} schema texts are not in memory`);
    this.hashes = hashes;
  }
}

/** Finds texts by their hashes. */
export type Texts = (hash: string) => string | undefined;

/** A schema that is valid. */
export interface ReadSchema {
  readonly schemaType: SchemaType;
  readonly text: string;
  readonly form: string;
  /** The version of each reference is a number of a version, never -1. */
  readonly references: readonly Reference[];
  readonly badDefault: string | undefined;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Characters a schema may have, as many as Kafka takes in a message, and its references with it: what is larger would hold all others up. */
const MOST_CHARACTERS = 1_000_000;
const MOST_WITH_REFERENCES = 4_000_000;

/** Characters of schema text whose forms are kept, which are small. */
const KEPT_FORMS = 64_000_000;
/** Characters of results of work that was done elsewhere. */
const KEPT_RESULTS = 64_000_000;
/** What is known to be right weighs little, but not nothing. */
const OUTCOME_WEIGHT = 500;

/** Reads schemas, and remembers what it made of those read last. */
export class SchemaReader {
  readonly #engine = new SchemaEngine();
  readonly #forms = new BoundedCache<Form>(KEPT_FORMS);
  readonly #resolvedForms = new BoundedCache<string>(KEPT_FORMS);
  readonly #done = new BoundedCache<WorkOutcome>(KEPT_RESULTS);
  readonly #large: number;

  /** Work on more than so many characters is not done here: WorkMissing is thrown for it until `keep` has got its outcome. */
  constructor(large = Number.POSITIVE_INFINITY) {
    this.#large = large;
  }

  /** Takes what was done elsewhere. */
  keep(key: string, outcome: WorkOutcome): void {
    const weight = 'refusal' in outcome ? outcome.refusal.message.length : JSON.stringify(outcome.result).length;
    this.#done.set(key, outcome, weight + OUTCOME_WEIGHT);
  }

  /** Of a schema under a subject, as it is sent. Refuses with 42201. */
  read(
    state: RegistryState,
    texts: Texts,
    subject: string,
    sent: { schema: string; schemaType?: string; references?: readonly Reference[] },
  ): ReadSchema {
    const { schema: text, schemaType = 'AVRO' } = sent;
    if (text.length > MOST_CHARACTERS) throw tooLarge(`A schema may have ${MOST_CHARACTERS} characters at most; this one has ${text.length}.`);
    // UTF-8 has no halves of a surrogate pair: what the database keeps would be another text.
    if (!text.isWellFormed()) {
      throw invalid(
        `character ${text.search(LONE_SURROGATE) + 1} is half of a surrogate pair. Write the whole character, or the escape \\ud800 itself.`,
      );
    }
    const references = (sent.references ?? []).map((reference) => numbered(state, subject, reference));
    if (schemaType === 'AVRO') {
      const source = { text, ...this.#referred(state, texts, subject, references) };
      const total = source.referred.reduce((sum, each) => sum + each.length, text.length);
      if (total > MOST_WITH_REFERENCES) {
        throw tooLarge(`A schema and all it refers to may have ${MOST_WITH_REFERENCES} characters at most; these have ${total}.`);
      }
      return { schemaType, text, references, ...this.#avroForm(source) };
    }
    if (schemaType === 'JSON') return { schemaType, text, references, ...this.#jsonForm(text) };
    if (schemaType === 'PROTOBUF')
      throw invalid('PROTOBUF schemas are not taken by this registry; it holds AVRO, and JSON where nothing is compared.');
    throw invalid(`the schemaType ${JSON.stringify(schemaType)} is unknown; this registry holds AVRO and JSON.`);
  }

  /** What a level asks of a schema just read after each of some stored Avro schemas. */
  compared(
    state: RegistryState,
    texts: Texts,
    subject: string,
    level: Level,
    { text, references }: ReadSchema,
    earlier: readonly Content[],
  ): readonly Comparison[] {
    const schema = { text, ...this.#referred(state, texts, subject, references) };
    // All at once, so that those missing are fetched together.
    allTexts(
      texts,
      earlier.map(({ hash }) => hash),
    );
    const sources = earlier.map((content) => this.#stored(state, texts, subject, content));
    const isLarge = sources.some((source) => sizeOfWork({ type: 'comparison', level, schema, earlier: source }) > this.#large);
    const named = isLarge ? { ...schema, hash: sha256(text) } : schema;
    return this.#all(sources.map((source) => ({ type: 'comparison', level, schema: named, earlier: source })));
  }

  /** The names of the fields of a schema just read, where it is a record. */
  fieldNames(state: RegistryState, texts: Texts, subject: string, { text, references }: ReadSchema): readonly string[] {
    return this.#one({ type: 'field-names', schema: { text, ...this.#referred(state, texts, subject, references) } });
  }

  /** The schema written in the one way its meaning can be written. */
  normalized(state: RegistryState, texts: Texts, subject: string, { schemaType, text, references }: ReadSchema): string {
    if (schemaType === 'JSON') return sortedJson(text);
    return this.#one({ type: 'normalized', schema: { text, ...this.#referred(state, texts, subject, references) } });
  }

  /** The form that a stored Avro schema would have with the types it refers to written out. */
  resolvedForm(state: RegistryState, texts: Texts, subject: string, content: Content): string {
    const schema = this.#stored(state, texts, subject, content);
    const key = sourceKey(schema.text, schema.referred);
    const known = this.#resolvedForms.get(key);
    if (known !== undefined) return known;
    const form = this.#one({ type: 'resolved-form', schema });
    this.#resolvedForms.set(key, form, key.length);
    return form;
  }

  /** A stored Avro schema with the types it refers to written out. */
  resolvedText(state: RegistryState, texts: Texts, subject: string, content: Content): string {
    return this.#one({ type: 'resolved', schema: this.#stored(state, texts, subject, content) });
  }

  #avroForm(schema: AvroSource): Form {
    const key = sourceKey(schema.text, schema.referred);
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const form = this.#one({ type: 'avro-form', schema });
    this.#forms.set(key, form, key.length);
    return form;
  }

  #jsonForm(text: string): Form {
    const key = `JSON ${text}`;
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const form = this.#one({ type: 'json-form', text });
    this.#forms.set(key, form, text.length);
    return form;
  }

  #one<W extends SchemaWork>(work: W): ResultOf<W> {
    return this.#all([work])[0] as ResultOf<W>;
  }

  /** Throws WorkMissing for all that is large and not done, at once. */
  #all<W extends SchemaWork>(works: readonly W[]): readonly ResultOf<W>[] {
    const missing = new Map<string, SchemaWork>();
    const results: ResultOf<W>[] = [];
    for (const work of works) {
      if (sizeOfWork(work) <= this.#large) {
        results.push(this.#engine.do(work));
        continue;
      }
      const key = keyOfWork(work);
      const outcome = this.#done.get(key) as WorkOutcome<W> | undefined;
      if (outcome === undefined) missing.set(key, work);
      else if ('refusal' in outcome) throw new Refusal(outcome.refusal.code, outcome.refusal.message);
      else results.push(outcome.result);
    }
    if (missing.size > 0) throw new WorkMissing(missing);
    return results;
  }

  #stored(state: RegistryState, texts: Texts, subject: string, { hash, references = [] }: Content): AvroSource {
    return { text: textOf(texts, hash), hash, ...this.#referred(state, texts, subject, references) };
  }

  /** The texts of all schemas that these references lead to, each once. */
  #referred(state: RegistryState, texts: Texts, subject: string, references: readonly Reference[]): Referred {
    if (references.length === 0) return NOTHING;
    const hashes = new Set<string>();
    const gather = (from: string, all: readonly Reference[]): void => {
      for (const reference of all) {
        const name = besideSubject(reference.subject, from);
        const found = state.version({ subject: name, version: reference.version });
        if (found === undefined) throw missing(reference);
        const { content } = found.schema;
        if (hashes.has(content.hash)) continue;
        hashes.add(content.hash);
        gather(name, content.references ?? []);
      }
    };
    gather(subject, references);
    const referredHashes = [...hashes];
    return { referred: allTexts(texts, referredHashes), referredHashes };
  }
}

type Referred = Pick<AvroSource, 'referred' | 'referredHashes'>;

const NOTHING: Referred = { referred: [], referredHashes: [] };

const textOf = (texts: Texts, hash: string): string => allTexts(texts, [hash])[0] as string;

/** Throws TextsMissing for all that are, at once. */
export function allTexts(texts: Texts, hashes: readonly string[]): readonly string[] {
  const found = hashes.map(texts);
  const lacking = hashes.filter((_, index) => found[index] === undefined);
  if (lacking.length > 0) throw new TextsMissing(lacking);
  return found as readonly string[];
}

const tooLarge = (message: string): Refusal => new Refusal(CODES.tooLarge, message);

const missing = ({ name, subject, version }: Reference): Refusal =>
  new Refusal(
    CODES.invalidSchema,
    `Invalid schema: there is no version ${version} of the subject ${JSON.stringify(subject)}, to which the reference ${JSON.stringify(name)} points.`,
  );

/** A reference to the newest version becomes one to its number, so that an id's meaning never changes. */
function numbered(state: RegistryState, subject: string, reference: Reference): Reference {
  const name = besideSubject(reference.subject, subject);
  const version = reference.version === -1 ? state.latest(name)?.version : reference.version;
  if (version === undefined || state.version({ subject: name, version }) === undefined) throw missing(reference);
  return { name: reference.name, subject: reference.subject, version };
}
