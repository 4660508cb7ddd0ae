/**
 * Apache Avro Java's rules of schema resolution, as its class `SchemaCompatibility` (1.12) applies them: same verdicts, same findings, same order.
 * What looks odd is faithful: names are compared without their namespace, and inside a union a path begins anew, so that a type met there first
 * keeps the path it had there.
 */
import type { AvroType, EnumType, Field, FixedType, NamedType, RecordType, UnionType } from '../front/ast.ts';
import type { Schema } from '../schema/read-schema.ts';
import { type Compatibility, type Incompatibility, type IncompatibilityType, MOST_INCOMPATIBILITIES, withinStack } from './incompatibility.ts';
import { APACHE_NAMES, type NameRules } from './name-rules.ts';
import { isNamed, type Resolved, readsScalar, resolve, typeName } from './resolved-type.ts';

/** Says whether a reader with the one schema can read all that a writer with the other may write. Throws `UndecidedError`. */
export const checkCompatibility = (reader: Schema, writer: Schema): Compatibility => checkBy(APACHE_NAMES, reader, writer);

/** As `checkCompatibility`, by the name rules of another implementation. */
export const checkBy = (rules: NameRules, reader: Schema, writer: Schema): Compatibility => {
  const incompatibilities = withinStack(() => new Check(rules, reader, writer).check());
  return { compatible: incompatibilities.length === 0, incompatibilities };
};

/**
 * Empty is compatible. What was found of an inner pair is held and not copied: a few dozen records of which each has two fields of the next one's
 * type stand for more findings than any memory holds.
 */
type Result = readonly (Incompatibility | Result)[];
/** From the inside outwards; undefined is the root. */
type Path = { readonly token: string | number; readonly outer: Path } | undefined;

const COMPATIBLE: Result = [];

class Check {
  readonly #rules: NameRules;
  readonly #reader: Schema;
  readonly #writer: Schema;
  /** Of pairs of named types: what was found, or, while a pair is being checked, nothing yet. */
  readonly #known = new Map<NamedType, Map<NamedType, Result>>();

  constructor(rules: NameRules, reader: Schema, writer: Schema) {
    this.#rules = rules;
    this.#reader = reader;
    this.#writer = writer;
  }

  check(): readonly Incompatibility[] {
    return listed(this.#pair(resolve(this.#reader, this.#reader.root), resolve(this.#writer, this.#writer.root), undefined));
  }

  #pair(reader: Resolved, writer: Resolved, path: Path): Result {
    if (!isNamed(reader) || !isNamed(writer)) return this.#compare(reader, writer, path);
    let known = this.#known.get(reader);
    if (known === undefined) {
      known = new Map();
      this.#known.set(reader, known);
    }
    const earlier = known.get(writer);
    if (earlier !== undefined) return earlier;
    // Where a type contains itself, the pair holds unless it is found not to.
    known.set(writer, COMPATIBLE);
    const found = this.#compare(reader, writer, path);
    known.set(writer, found);
    return found;
  }

  #compare(reader: Resolved, writer: Resolved, path: Path): Result {
    if (reader.kind === 'union') {
      if (writer.kind !== 'union') return this.#someBranchReads(reader, writer) ? COMPATIBLE : [missingBranch(writer, path)];
      return writer.branches.flatMap((branch, index) => {
        const written = resolve(this.#writer, branch);
        return this.#someBranchReads(reader, written) ? [] : [missingBranch(written, within(path, index))];
      });
    }
    if (writer.kind === 'union') {
      return joined(writer.branches.map((branch, index) => this.#pair(reader, resolve(this.#writer, branch), within(path, index))));
    }
    switch (reader.kind) {
      case 'scalar':
        return writer.kind === 'scalar' && readsScalar(reader.type, writer.type) ? COMPATIBLE : [mismatch(reader, writer, path)];
      case 'array':
        return writer.kind === 'array' ? this.#inner(reader.items, writer.items, within(path, 'items')) : [mismatch(reader, writer, path)];
      case 'map':
        return writer.kind === 'map' ? this.#inner(reader.values, writer.values, within(path, 'values')) : [mismatch(reader, writer, path)];
      case 'fixed':
        return writer.kind === 'fixed'
          ? [...this.#differentName(reader, writer, path), ...differentSize(reader, writer, path)]
          : [mismatch(reader, writer, path)];
      case 'enum':
        return writer.kind === 'enum'
          ? [...this.#differentName(reader, writer, path), ...missingSymbols(reader, writer, path)]
          : [mismatch(reader, writer, path)];
      case 'record':
        this.#rules.comparing?.(reader);
        return writer.kind === 'record'
          ? joined([this.#differentName(reader, writer, path), this.#fields(reader, writer, path)])
          : [mismatch(reader, writer, path)];
    }
  }

  #inner(reader: AvroType, writer: AvroType, path: Path): Result {
    return this.#pair(resolve(this.#reader, reader), resolve(this.#writer, writer), path);
  }

  #someBranchReads(reader: UnionType, writer: Resolved): boolean {
    return reader.branches.some((branch) => this.#pair(resolve(this.#reader, branch), writer, undefined).length === 0);
  }

  #differentName(reader: NamedType, writer: NamedType, path: Path): Result {
    if (this.#rules.namesMatch(reader, writer)) return COMPATIBLE;
    return [incompatibility('NAME_MISMATCH', within(path, 'name'), `expected: ${writer.name}`)];
  }

  #fields(reader: RecordType, writer: RecordType, path: Path): Result {
    const found: Result[] = [];
    const fields = within(path, 'fields');
    for (const [index, field] of reader.fields.entries()) {
      const at = within(fields, index);
      const written = this.#rules.writtenField(field, writer);
      if (written !== undefined) found.push(this.#inner(field.type, written.type, within(at, 'type')));
      else if (field.default === undefined) found.push(this.#missingField(field, writer, at));
    }
    return joined(found);
  }

  /** An enum with a default symbol is compared with the whole record, which it never fits: so does Apache Avro. */
  #missingField(field: Field, writer: RecordType, path: Path): Result {
    const type = resolve(this.#reader, field.type);
    if (type.kind === 'enum' && type.default !== undefined) return this.#pair(type, writer, within(path, 'type'));
    return [{ type: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: pointer(path), message: field.name }];
  }
}

/** One after the other, without those that are empty; a single one is itself. */
const joined = (results: readonly Result[]): Result => {
  const found = results.filter((result) => result.length > 0);
  return found.length > 1 ? found : (found[0] ?? COMPATIBLE);
};

/** The first of what was found, in order, up to `MOST_INCOMPATIBILITIES`. */
const listed = (result: Result): readonly Incompatibility[] => {
  const list: Incompatibility[] = [];
  const rest: (Incompatibility | Result)[] = [result];
  for (let next = rest.pop(); next !== undefined && list.length < MOST_INCOMPATIBILITIES; next = rest.pop()) {
    if ('type' in next) list.push(next);
    else for (let index = next.length - 1; index >= 0; index -= 1) rest.push(next[index] as Incompatibility | Result);
  }
  return list;
};

const within = (outer: Path, token: string | number): Path => ({ token, outer });

const pointer = (path: Path): string => {
  const tokens: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.outer) tokens.push(at.token);
  return `/${tokens.reverse().join('/')}`;
};

const incompatibility = (type: IncompatibilityType, path: Path, message: string): Incompatibility => ({ type, path: pointer(path), message });

const mismatch = (reader: Resolved, writer: Resolved, path: Path): Incompatibility =>
  incompatibility('TYPE_MISMATCH', path, `reader type: ${typeName(reader)} not compatible with writer type: ${typeName(writer)}`);

const missingBranch = (writer: Resolved, path: Path): Incompatibility =>
  incompatibility('MISSING_UNION_BRANCH', path, `reader union lacking writer type: ${typeName(writer)}`);

const differentSize = (reader: FixedType, writer: FixedType, path: Path): Result =>
  reader.size === writer.size
    ? COMPATIBLE
    : [incompatibility('FIXED_SIZE_MISMATCH', within(path, 'size'), `expected: ${writer.size}, found: ${reader.size}`)];

const missingSymbols = (reader: EnumType, writer: EnumType, path: Path): Result => {
  if (reader.default !== undefined) return COMPATIBLE;
  const known = new Set(reader.symbols);
  const missing = writer.symbols.filter((symbol) => !known.has(symbol)).sort();
  return missing.length === 0 ? COMPATIBLE : [incompatibility('MISSING_ENUM_SYMBOLS', within(path, 'symbols'), `[${missing.join(', ')}]`)];
};
