/** The front end: schemas that refer to each other, over files, to types and findings. */
import type { AvroType, NamedDefinition, NamedType, ReferenceType } from './ast.ts';
import type { NameTarget, RefTarget } from './builder.ts';
import { checkTypes } from './check-types.ts';
import type { Finding } from './finding.ts';
import { builtInNames, complexNames, shortNameOf } from './names.ts';
import { didYouMean } from './nearest-name.ts';
import { parseInput } from './parse-input.ts';
import { type Meaning, type ResolvedInput, resolveInput, substitution } from './resolve-input.ts';
import type { ParsedInput, SchemaInput } from './schema-input.ts';
import { type Report, reportTo, sortedFindings } from './source.ts';

export interface ResolveOptions {
  /** Finds the schema that a `$ref` means where its id is not among the inputs. */
  readonly load?: (id: string) => SchemaInput | undefined;
  /** Kept between calls it spares parsing what did not change. One cache serves one set of schemas: what a call does not use is dropped. */
  readonly cache?: SchemaCache;
}

export type SchemaCache = Map<string, CachedSchema>;

interface CachedSchema {
  readonly input: SchemaInput;
  readonly parsed: ParsedInput;
  readonly resolved?: ResolvedInput;
}

export interface ResolvedSchemas {
  /** Every named type by full name, in the order of schemas and of definitions in them. */
  readonly types: ReadonlyMap<string, NamedType>;
  readonly definitions: readonly NamedDefinition[];
  /** By id, the root of each schema that could be read. */
  readonly roots: ReadonlyMap<string, AvroType>;
  readonly findings: readonly Finding[];
}

/** Reads schemas that may refer to each other by full name, in any order, and by `$ref`. */
export const resolveSchemas = (inputs: readonly SchemaInput[], { load, cache = new Map() }: ResolveOptions = {}): ResolvedSchemas => {
  const inputsById = withReferred(inputs, load, cache);
  const all = [...inputsById.values()];
  const late = new Map(all.map((parsed) => [parsed, [] as Finding[]]));
  const reports = new Map(all.map((parsed) => [parsed, reportTo(late.get(parsed) ?? [], parsed.source)]));
  const reportOf = (parsed: ParsedInput | undefined): Report => (parsed && reports.get(parsed)) ?? (() => {});

  const owners = ownersOf(all, reportOf);
  const meaningOf = meanings(inputsById, owners, reportOf);
  const types = new Map<string, NamedType>();
  const definitions: NamedDefinition[] = [];
  const roots = new Map<string, AvroType>();
  const resolved = all.map((parsed) => {
    const cached = cache.get(parsed.id);
    const made = resolveInput(parsed, (reference) => meaningOf(reference, parsed), cached?.resolved);
    if (cached !== undefined) cache.set(parsed.id, { ...cached, resolved: made });
    for (const type of made.definitions) {
      if (owners.get(type.name) !== parsed || types.has(type.name)) continue;
      types.set(type.name, type);
      definitions.push({ type, file: parsed.source.file, id: parsed.id });
    }
    if (made.root !== undefined) roots.set(parsed.id, made.root);
    return made;
  });
  for (const { parsed, resolved: final } of resolved) {
    for (const check of parsed.checks) check({ types, report: reportOf(parsed), resolved: final });
  }
  checkTypes(types, (name) => reportOf(owners.get(name)));
  const findings = all.flatMap((parsed) => sortedFindings([...parsed.findings, ...(late.get(parsed) ?? [])]));
  return { types, definitions, roots, findings };
};

/** The inputs by id, parsed, and those they refer to by `$ref`. */
const withReferred = (inputs: readonly SchemaInput[], load: ResolveOptions['load'], cache: SchemaCache): ReadonlyMap<string, ParsedInput> => {
  const found = new Map<string, ParsedInput>();
  const add = (id: string, input: SchemaInput): void => {
    const last = cache.get(id);
    const same = last !== undefined && isSame(last.input, input);
    const parsed = same ? last.parsed : parseInput({ ...input, id });
    if (!same) cache.set(id, { input, parsed });
    found.set(id, parsed);
  };
  for (const input of inputs) if (!found.has(input.id)) add(input.id, input);
  // A map that grows while it is walked goes on to what was added.
  for (const { references } of found.values()) {
    for (const target of references.values()) {
      if (!('id' in target) || found.has(target.id)) continue;
      const input = load?.(target.id);
      if (input !== undefined) add(target.id, input);
    }
  }
  for (const id of cache.keys()) if (!found.has(id)) cache.delete(id);
  return found;
};

const isSame = (a: SchemaInput, b: SchemaInput): boolean =>
  a.file === b.file && ('text' in a ? 'text' in b && a.text === b.text : 'tree' in b && a.tree === b.tree);

/** Which schema defines each full name; a second definition is reported. */
const ownersOf = (all: readonly ParsedInput[], reportOf: (parsed: ParsedInput) => Report): ReadonlyMap<string, ParsedInput> => {
  const owners = new Map<string, ParsedInput>();
  const places = new Map<string, NamedType>();
  for (const parsed of all) {
    for (const type of parsed.definitions) {
      const [owner, earlier] = [owners.get(type.name), places.get(type.name)];
      if (owner === undefined || earlier === undefined) {
        owners.set(type.name, parsed);
        places.set(type.name, type);
        continue;
      }
      const { line, column } = earlier.position;
      const { file } = owner.source;
      // Two ids may lead to one place: a schema in a file, and the file as a whole.
      if (file === parsed.source.file && line === type.position.line && column === type.position.column) continue;
      const message = `"${type.name}" is defined already, at ${file}:${line}:${column}.`;
      reportOf(parsed)(type.position, 'DUPLICATE_NAME', message, 'Define it once and refer to it by name.');
    }
  }
  return owners;
};

/** What each reference means. What means nothing is reported. */
const meanings = (
  inputs: ReadonlyMap<string, ParsedInput>,
  owners: ReadonlyMap<string, ParsedInput>,
  reportOf: (parsed: ParsedInput) => Report,
): ((reference: ReferenceType, parsed: ParsedInput) => Meaning) => {
  // A type that could not be read is known all the same: its own finding says what is wrong with it.
  const broken = new Set([...inputs.values()].flatMap((parsed) => parsed.broken));
  const roots = new Map<string, Meaning>();
  const open = new Set<string>();
  const told = new Set<ReferenceType>();

  const meaningOf = (reference: ReferenceType, parsed: ParsedInput): Meaning => {
    const target = parsed.references.get(reference);
    if (target === undefined) return reference.name;
    const report: Report = (...finding) => {
      if (!told.has(reference)) reportOf(parsed)(...finding);
      told.add(reference);
    };
    return 'id' in target ? rootOf(target, report) : meaningOfName(target, owners, broken, report);
  };

  const rootOf = ({ id, node }: RefTarget, report: Report): Meaning => {
    if (roots.has(id)) return roots.get(id);
    const parsed = inputs.get(id);
    if (parsed === undefined) {
      report(node, 'UNRESOLVED_REFERENCE', `There is no schema ${id}.`, 'A "$ref" is relative to the file it stands in.');
      return undefined;
    }
    if (open.has(id)) {
      const hint = 'A type that contains itself is a record, referred to by name.';
      report(node, 'CIRCULAR_REFERENCE', 'This "$ref" leads back to itself through types without a name.', hint);
      return undefined;
    }
    open.add(id);
    const root = parsed.root && substitution((reference) => meaningOf(reference, parsed))(parsed.root);
    open.delete(id);
    const meaning = root?.kind === 'reference' ? root.name : root;
    roots.set(id, meaning);
    return meaning;
  };
  return meaningOf;
};

const meaningOfName = (
  { written, meanings: names, node }: NameTarget,
  owners: ReadonlyMap<string, ParsedInput>,
  broken: ReadonlySet<string>,
  report: Report,
): Meaning => {
  const meant = names.find((name) => owners.has(name)) ?? names.find((name) => broken.has(name));
  if (meant !== undefined) return meant;
  if ((complexNames as readonly string[]).includes(written)) {
    report(node, 'INVALID_SCHEMA', `"${written}" is not a type by itself.`, `Write { "type": "${written}", ... }.`);
    return names[0];
  }
  const elsewhere = [...owners.keys()].find((name) => shortNameOf(name) === written);
  const known = [...owners.keys(), ...owners.keys().map(shortNameOf), ...builtInNames];
  const hint = elsewhere === undefined ? didYouMean(written, known) : `Did you mean "${elsewhere}"?`;
  report(node, 'UNKNOWN_TYPE', `There is no type "${names.join('" or "')}".`, hint);
  return names[0];
};
