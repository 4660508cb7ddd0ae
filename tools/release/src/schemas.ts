import { type AvroType, avroJsonOf, parseExactly, resolveSchemas, type Schema, selfContained } from '@vyarna/avro';
import { canonical, canonicalJson } from '@vyarna/contract';
import type { ContractSet, Finding } from '@vyarna/loader';
import { type History, type Release, textOf } from './history.ts';
import type { Subject } from './subjects.ts';

/**
 * What a subject's next version would be, as its file has it: self-contained and readable. From the types alone, because to make the bundle of a contract
 * set takes longer than all that is asked of it here.
 */
export const textsOfSubjects = ({ types }: Pick<ContractSet, 'types'>): ((subject: Subject) => string) => {
  const schemaOf = kept((name: string) => {
    const type = types.get(name);
    return type && canonical(avroJsonOf(type));
  });
  // Of several subjects one type may be the payload.
  const writtenOf = kept((name: string, root: AvroType) => {
    const schema = root.kind === 'reference' ? name : canonical(avroJsonOf(root));
    return `${JSON.stringify(selfContained(schema, schemaOf), null, 2)}\n`;
  });
  return ({ payload: { name, root } }) => writtenOf(name, root);
};

/** What is made of a name, made once. */
const kept = <Value, Rest extends readonly unknown[]>(make: (name: string, ...rest: Rest) => Value) => {
  const made = new Map<string, Value>();
  return (name: string, ...rest: Rest): Value => {
    let value = made.get(name);
    if (value === undefined) {
      value = make(name, ...rest);
      made.set(name, value);
    }
    return value;
  };
};

/** A released text as it is sent: without white space, numbers as they are written. Throws a SyntaxError for what is no JSON. */
export const sentText = (text: string): string => JSON.stringify(parseExactly(text));

/** Whether two texts are one schema to a registry: docs, tags and constraints count, white space and the order of attributes do not. */
export const isSameSchema = (one: string, other: string): boolean =>
  one === other || canonicalJson(parseExactly(one)) === canonicalJson(parseExactly(other));

/** The schema as the loader has it, with the places of its parts. */
export const schemaOfSubject = ({ types }: ContractSet, { payload }: Subject): Schema => ({ root: payload.root, types });

/** Reads released versions, each once. What is no Avro is told by findings in its file. */
export class ReleasedSchemas {
  readonly #history: History;
  readonly #texts = new Map<Release, string>();
  readonly #read = new Map<Release, { readonly schema: Schema | undefined; readonly findings: readonly Finding[] }>();

  constructor(history: History) {
    this.#history = history;
  }

  text(release: Release): string {
    let text = this.#texts.get(release);
    if (text === undefined) {
      text = textOf(this.#history, release);
      this.#texts.set(release, text);
    }
    return text;
  }

  read(release: Release): { readonly schema: Schema | undefined; readonly findings: readonly Finding[] } {
    let read = this.#read.get(release);
    if (read === undefined) {
      const { file } = release;
      const { types, roots, findings } = resolveSchemas([{ id: file, file, text: this.text(release) }]);
      const errors = findings.filter(({ severity }) => severity === 'error');
      const root = roots.get(file);
      read = { schema: root === undefined || errors.length > 0 ? undefined : { root, types }, findings: errors };
      this.#read.set(release, read);
    }
    return read;
  }
}
