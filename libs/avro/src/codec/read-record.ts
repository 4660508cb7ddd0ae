/** Reads a writer's record as a reader's: fields by name or alias, those the writer lacks from their defaults. */
import type { AvroType, Field, RecordType } from '../front/ast.ts';
import type { Schema } from '../schema/read-schema.ts';
import type { ByteReader } from './byte-reader.ts';
import { within } from './codec-error.ts';
import { compileDefault } from './default-value.ts';
import { IncompatibleError } from './incompatible.ts';
import { setOwn } from './set-own.ts';
import { compileSkip } from './skip.ts';

interface Pair {
  readonly reader: Schema;
  readonly writer: Schema;
  readerOf(mine: AvroType, theirs: AvroType): (input: ByteReader) => unknown;
}

/** A writer's field in order: read into the reader's field of that name, or passed over. */
interface Step {
  readonly name: string;
  readonly into: string | undefined;
  readonly run: (input: ByteReader) => unknown;
}

export const readRecord = (mine: RecordType, theirs: RecordType, { reader, writer, readerOf }: Pair): ((input: ByteReader) => unknown) => {
  const sources = sourcesOf(mine, theirs);
  const steps = theirs.fields.map((source): Step => {
    const target = mine.fields.find((field) => sources.get(field) === source);
    if (target === undefined) return { name: source.name, into: undefined, run: compileSkip(source.type, writer.types, new Map()) };
    return { name: source.name, into: target.name, run: compileField(target, source, readerOf) };
  });
  const added = mine.fields
    .filter((field) => sources.get(field) === undefined)
    .map(({ name, type, default: fallback }) => {
      const value = fallback === undefined ? undefined : compileDefault(type, fallback.json, reader.types);
      if (value?.() !== undefined) return { name, value };
      const lacking = fallback === undefined ? 'has no default' : 'has no default that fits its type';
      throw new IncompatibleError(`${theirs.name} has no field "${name}", which ${lacking} in ${mine.name}`);
    });
  // The writer's order of fields may be another: setting every name first gives the objects the reader's.
  const inOrder = added.length === 0 && steps.every(({ into }, index) => into === mine.fields[index]?.name);
  const blank = mine.fields.map(({ name }) => name);

  return (input) => {
    input.enter();
    const record: { [name: string]: unknown } = {};
    if (!inOrder) for (const name of blank) setOwn(record, name, undefined);
    let current = '';
    try {
      for (const { name, into, run } of steps) {
        current = name;
        const value = run(input);
        if (into !== undefined) setOwn(record, into, value);
      }
    } catch (error) {
      throw within(current, error);
    }
    for (const { name, value } of added) setOwn(record, name, value());
    input.leave();
    return record;
  };
};

/** By name first; what no name claims may be found by an alias, each field once. */
const sourcesOf = (mine: RecordType, theirs: RecordType): ReadonlyMap<Field, Field> => {
  const sources = new Map<Field, Field>();
  const claim = (field: Field, names: readonly string[]): void => {
    const taken = [...sources.values()];
    const source = theirs.fields.find((candidate) => names.includes(candidate.name) && !taken.includes(candidate));
    if (source !== undefined) sources.set(field, source);
  };
  for (const field of mine.fields) claim(field, [field.name]);
  for (const field of mine.fields) if (!sources.has(field)) claim(field, field.aliases);
  return sources;
};

const compileField = (target: Field, source: Field, readerOf: Pair['readerOf']): ((input: ByteReader) => unknown) => {
  try {
    return readerOf(target.type, source.type);
  } catch (error) {
    if (error instanceof IncompatibleError) throw new IncompatibleError(`${target.name}: ${error.message}`);
    throw error;
  }
};
