/**
 * Redpanda has a walk of its own over Avro's library for C++. Read from its sources of December 2024 (it needs a cluster, so no test asks
 * it): names count in full, aliases of the reader do not count, and what a map holds, and every later use of a type, is compared by
 * name alone.
 */
import type { AvroType, Field, NamedType, RecordType, UnionType } from '../../front/ast.ts';
import type { Schema } from '../../schema/read-schema.ts';
import { checkCompatibility } from '../check-compatibility.ts';
import { AmbiguousFieldError } from '../incompatibility.ts';
import { APACHE_NAMES, fieldNamed } from '../name-rules.ts';
import { isNamed, type Resolved, readsScalar, resolve } from '../resolved-type.ts';
import { Reasons, type Verdict } from './profile.ts';

export const redpanda = (reader: Schema, writer: Schema): Verdict => {
  const walk = new Walk(reader, writer);
  return { compatible: walk.fits(reader.root, writer.root), reasons: walk.reasons.list() };
};

class Walk {
  readonly reasons = new Reasons();
  readonly #reader: Schema;
  readonly #writer: Schema;
  /** Of each named type the place where it stands first; everywhere else it is a name to Redpanda. */
  readonly #definitions: ReadonlySet<AvroType>;

  constructor(reader: Schema, writer: Schema) {
    this.#reader = reader;
    this.#writer = writer;
    this.#definitions = new Set([...firstUses(reader), ...firstUses(writer)]);
  }

  fits(reader: AvroType, writer: AvroType): boolean {
    const [mine, theirs] = [resolve(this.#reader, reader), resolve(this.#writer, writer)];
    const [isName, wasName] = [this.#isName(reader), this.#isName(writer)];
    const sameKind = isName === wasName && (isName || kindOf(mine) === kindOf(theirs));
    if (!sameKind) {
      if (mine.kind === 'union' && !isName) return mine.branches.some((branch) => this.fits(branch, writer));
      if (theirs.kind === 'union' && !wasName) return theirs.branches.every((branch) => this.fits(reader, branch));
      return this.#resolves(reader, writer);
    }
    if (isName) return this.#resolves(reader, writer);
    if (mine.kind === 'array' && theirs.kind === 'array') return this.fits(mine.items, theirs.items);
    if (!this.#resolves(reader, writer)) return false;
    if (mine.kind === 'record' && theirs.kind === 'record') return mine.fields.every((field) => this.#field(field, theirs));
    if (mine.kind === 'enum' && theirs.kind === 'enum')
      return mine.default !== undefined || theirs.symbols.every((symbol) => mine.symbols.includes(symbol));
    if (mine.kind === 'union' && theirs.kind === 'union') return this.#union(mine, theirs);
    return true;
  }

  #isName(type: AvroType): boolean {
    return type.kind === 'reference' && !this.#definitions.has(type);
  }

  #union(reader: UnionType, writer: UnionType): boolean {
    return writer.branches.every((written) => reader.branches.some((branch) => this.fits(branch, written)));
  }

  #field(field: Field, record: RecordType): boolean {
    const written = this.#written(field, record);
    if (written !== undefined) return this.fits(field.type, written.type);
    const type = resolve(this.#reader, field.type);
    const first = type.kind === 'union' ? type.branches[0] : undefined;
    const startsWithNull = first?.kind === 'scalar' && first.type === 'null';
    if (field.default === undefined) {
      if (startsWithNull) {
        this.reasons.tell(
          'NULLABLE_WITHOUT_DEFAULT',
          `The field ${field.name} has no default, but Redpanda takes null for one, since its union begins with null.`,
        );
      }
      return startsWithNull;
    }
    if (field.default.json !== null || startsWithNull) return true;
    this.reasons.tell('NULL_DEFAULT_IGNORED', `The default of the field ${field.name} is null, which counts as none for Redpanda.`);
    return false;
  }

  /** A field goes by its name, or by an alias of the writer's. */
  #written(field: Field, record: RecordType): Field | undefined {
    const direct = fieldNamed(record, field.name);
    if (direct !== undefined) return direct;
    const aliased = record.fields.find(({ aliases }) => aliases.includes(field.name));
    if (aliased !== undefined) {
      this.reasons.tell(
        'WRITER_ALIAS_USED',
        `The writer's ${aliased.name} has ${field.name} for an alias: Redpanda goes by the aliases of the writer.`,
      );
    } else if (field.aliases.some((alias) => fieldNamed(record, alias) !== undefined)) {
      this.reasons.tell('ALIAS_IGNORED', `The field ${field.name} is written under one of its aliases, which Redpanda does not look at.`);
    }
    return aliased;
  }

  /** What the library says of two types: of named ones it compares the names, of unions whether anything may fit. */
  #resolves(reader: AvroType, writer: AvroType): boolean {
    const found = this.#matches(reader, writer);
    if (found && (this.#isName(reader) || this.#isName(writer) || reader.kind === 'map') && !this.#apacheFits(reader, writer)) {
      const what = reader.kind === 'reference' ? `${reader.name} is used a second time` : 'Of a map';
      this.reasons.tell(
        'CONTENT_NOT_COMPARED',
        `${what}${reader.kind === 'reference' ? ': there' : ''} Redpanda compares the types by name alone, not what is inside.`,
      );
    }
    return found;
  }

  #matches(reader: AvroType, writer: AvroType): boolean {
    const [mine, theirs] = [resolve(this.#reader, reader), resolve(this.#writer, writer)];
    if (theirs.kind === 'union') return theirs.branches.some((branch) => this.#matches(reader, branch));
    if (mine.kind === 'union') return mine.branches.some((branch) => this.#matches(branch, writer));
    if (mine.kind === 'array' && theirs.kind === 'array') return this.#matches(mine.items, theirs.items);
    if (mine.kind === 'map' && theirs.kind === 'map') return this.#matches(mine.values, theirs.values);
    if (mine.kind === 'scalar' && theirs.kind === 'scalar') return readsScalar(mine.type, theirs.type);
    if (!isNamed(mine) || !isNamed(theirs) || mine.kind !== theirs.kind) return false;
    return this.#sameName(mine, theirs) && (mine.kind !== 'fixed' || theirs.kind !== 'fixed' || mine.size === theirs.size);
  }

  #sameName(mine: NamedType, theirs: NamedType): boolean {
    if (mine.name === theirs.name) return true;
    if (mine.aliases.includes(theirs.name)) {
      this.reasons.tell('ALIAS_IGNORED', `${mine.name} has the writer's ${theirs.name} for an alias, which Redpanda does not look at.`);
    } else if (APACHE_NAMES.namesMatch(mine, theirs)) {
      this.reasons.tell('NAMESPACE_MOVED', `${mine.name} was written as ${theirs.name}: Redpanda compares names with their namespace.`);
    }
    return false;
  }

  #apacheFits(reader: AvroType, writer: AvroType): boolean {
    try {
      return checkCompatibility({ root: reader, types: this.#reader.types }, { root: writer, types: this.#writer.types }).compatible;
    } catch (error) {
      if (error instanceof AmbiguousFieldError) return false;
      throw error;
    }
  }
}

const kindOf = (type: Resolved): string => (type.kind === 'scalar' ? type.type : type.kind);

const firstUses = (schema: Schema): readonly AvroType[] => {
  const found = new Map<string, AvroType>();
  const visit = (type: AvroType): void => {
    if (type.kind === 'array') visit(type.items);
    if (type.kind === 'map') visit(type.values);
    if (type.kind === 'union') type.branches.forEach(visit);
    if (type.kind !== 'reference' || found.has(type.name)) return;
    found.set(type.name, type);
    const target = resolve(schema, type);
    if (target.kind === 'record') for (const field of target.fields) visit(field.type);
  };
  visit(schema.root);
  return [...found.values()];
};
