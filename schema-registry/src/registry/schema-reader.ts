import type { Schema } from '@vyarna/avro';
import { avroJsonOf, selfContained } from '@vyarna/avro';
import { BoundedCache } from './bounded-cache.ts';
import type { Content } from './change.ts';
import { sha256 } from './content.ts';
import { besideSubject } from './names.ts';
import { avroNormalForm, sortedJson } from './normal-form.ts';
import { type AvroText, invalid, readAvro } from './read-avro.ts';
import { readJsonSchema } from './read-json-schema.ts';
import { CODES, Refusal } from './refusal.ts';
import type { Reference, SchemaType } from './schema.ts';
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

/** Characters a schema may have, as many as Kafka takes in a message, and its references with it: what is larger would hold all others up. */
const MOST_CHARACTERS = 1_000_000;
const MOST_WITH_REFERENCES = 4_000_000;

/** Characters of schema text. Their forms are small, their trees some twenty times as large. */
const KEPT_FORMS = 64_000_000;
const KEPT_TREES = 8_000_000;

interface Form {
  readonly form: string;
  readonly badDefault: string | undefined;
}

/** Reads schemas, and remembers what it made of those read last. */
export class SchemaReader {
  readonly #forms = new BoundedCache<Form>(KEPT_FORMS);
  readonly #resolvedForms = new BoundedCache<string>(KEPT_FORMS);
  readonly #trees = new BoundedCache<Schema>(KEPT_TREES);

  /** Of a schema under a subject, as it is sent. Refuses with 42201. */
  read(
    state: RegistryState,
    texts: Texts,
    subject: string,
    sent: { schema: string; schemaType?: string; references?: readonly Reference[] },
  ): ReadSchema {
    const { schema: text, schemaType = 'AVRO' } = sent;
    if (text.length > MOST_CHARACTERS) throw tooLarge(`A schema may have ${MOST_CHARACTERS} characters at most; this one has ${text.length}.`);
    const references = (sent.references ?? []).map((reference) => numbered(state, subject, reference));
    if (schemaType === 'AVRO') {
      const referred = this.#referred(state, texts, subject, references);
      const total = referred.reduce((sum, each) => sum + each.length, text.length);
      if (total > MOST_WITH_REFERENCES) {
        throw tooLarge(`A schema and all it refers to may have ${MOST_WITH_REFERENCES} characters at most; these have ${total}.`);
      }
      return { schemaType, text, references, ...this.#avroForm(text, referred) };
    }
    if (schemaType === 'JSON') return { schemaType, text, references, ...this.#jsonForm(text) };
    if (schemaType === 'PROTOBUF')
      throw invalid('PROTOBUF schemas are not taken by this registry; it holds AVRO, and JSON where nothing is compared.');
    throw invalid(`the schemaType ${JSON.stringify(schemaType)} is unknown; this registry holds AVRO and JSON.`);
  }

  /** The tree of a stored Avro schema. */
  tree(state: RegistryState, texts: Texts, subject: string, { hash, references = [] }: Content): Schema {
    return this.#tree(textOf(texts, hash), this.#referred(state, texts, subject, references));
  }

  /** The tree of a schema just read. */
  treeOf(state: RegistryState, texts: Texts, subject: string, { text, references }: ReadSchema): Schema {
    return this.#tree(text, this.#referred(state, texts, subject, references));
  }

  /** The schema written in the one way its meaning can be written. */
  normalized(state: RegistryState, texts: Texts, subject: string, schema: ReadSchema): string {
    if (schema.schemaType === 'JSON') return sortedJson(schema.text);
    return avroNormalForm(schema.text, this.treeOf(state, texts, subject, schema).types);
  }

  /** The form that a stored Avro schema would have with the types it refers to written out. */
  resolvedForm(state: RegistryState, texts: Texts, subject: string, content: Content): string {
    const referred = this.#referred(state, texts, subject, content.references ?? []);
    const key = keyOf(textOf(texts, content.hash), referred);
    const known = this.#resolvedForms.get(key);
    if (known !== undefined) return known;
    const form = sha256(avroNormalForm(this.resolvedText(state, texts, subject, content), this.tree(state, texts, subject, content).types));
    this.#resolvedForms.set(key, form, key.length);
    return form;
  }

  /** A stored Avro schema with the types it refers to written out. */
  resolvedText(state: RegistryState, texts: Texts, subject: string, content: Content): string {
    const { types } = this.tree(state, texts, subject, content);
    const root = JSON.parse(textOf(texts, content.hash)) as Parameters<typeof selfContained>[0];
    const written = selfContained(root, (name) => {
      const type = types.get(name);
      return type === undefined ? undefined : avroJsonOf(type);
    });
    return JSON.stringify(written);
  }

  #avroForm(text: string, referred: readonly string[]): Form {
    const key = keyOf(text, referred);
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const { form, badDefault } = this.#readAvro(key, text, referred);
    return { form, badDefault };
  }

  #jsonForm(text: string): Form {
    const key = `JSON ${text}`;
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const made = { ...readJsonSchema(text), badDefault: undefined };
    this.#forms.set(key, made, text.length);
    return made;
  }

  #tree(text: string, referred: readonly string[]): Schema {
    const key = keyOf(text, referred);
    return this.#trees.get(key) ?? this.#readAvro(key, text, referred).schema;
  }

  #readAvro(key: string, text: string, referred: readonly string[]): AvroText {
    const read = readAvro(text, referred);
    this.#forms.set(key, { form: read.form, badDefault: read.badDefault }, key.length);
    this.#trees.set(key, read.schema, key.length);
    return read;
  }

  /** The texts of all schemas that these references lead to, each once. */
  #referred(state: RegistryState, texts: Texts, subject: string, references: readonly Reference[]): readonly string[] {
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
    return allTexts(texts, [...hashes]);
  }
}

const NOTHING: readonly never[] = [];

const keyOf = (text: string, referred: readonly string[]): string => (referred.length === 0 ? text : [text, ...referred].join('\n'));

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
