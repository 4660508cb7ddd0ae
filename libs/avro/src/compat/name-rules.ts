import type { Field, NamedType, RecordType } from '../front/ast.ts';
import { AmbiguousFieldError } from './incompatibility.ts';

/** How an implementation of Avro finds by name what a reader's type or field stands for. */
export interface NameRules {
  /** Of two types of one kind. */
  readonly namesMatch: (reader: NamedType, writer: NamedType) => boolean;
  /** The writer's field that fills the reader's. */
  readonly writtenField: (field: Field, writer: RecordType) => Field | undefined;
  /** Called before a record of the reader's is compared with anything but a union. */
  readonly comparing?: (reader: RecordType) => void;
}

/** Apache Avro Java's: a type by its name without the namespace or by an alias in full, a field by its name or one alias. */
export const APACHE_NAMES: NameRules = {
  namesMatch: (reader, writer) => reader.shortName === writer.shortName || reader.aliases.includes(writer.name),
  writtenField: (field, writer) => {
    const direct = fieldNamed(writer, field.name);
    if (field.aliases.length === 0) return direct;
    // An alias that is the field's own name counts as a second one.
    const found = [direct, ...new Set(field.aliases).values().map((alias) => fieldNamed(writer, alias))].filter((written) => written !== undefined);
    if (found.length > 1) {
      const written = found.map(({ name }) => name).join(' and ');
      throw new AmbiguousFieldError(`The field ${field.name} matches ${written} of the writer's ${writer.name}, by its name and its aliases.`);
    }
    return found[0];
  },
};

const byName = new WeakMap<RecordType, ReadonlyMap<string, Field>>();

/** Found in constant time, since records of ten thousand fields are compared as well. */
export const fieldNamed = (record: RecordType, name: string): Field | undefined => {
  let fields = byName.get(record);
  if (fields === undefined) {
    fields = new Map(record.fields.map((field) => [field.name, field]));
    byName.set(record, fields);
  }
  return fields.get(name);
};
