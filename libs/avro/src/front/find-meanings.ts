/** Finds what references mean: types by their full names, and the roots of schemas by `$ref`. */
import type { NamedType, ReferenceType } from './ast.ts';
import type { NameTarget, RefTarget } from './builder.ts';
import { builtInNames, complexNames, shortNameOf } from './names.ts';
import { didYouMean } from './nearest-name.ts';
import { type Meaning, substitution } from './resolve-input.ts';
import type { CachedSchema } from './schema-cache.ts';
import type { ParsedInput } from './schema-input.ts';
import type { Report } from './source.ts';

/** Which schema defines each full name; a second definition is reported. */
export const ownersOf = (schemas: Iterable<CachedSchema>, reportOf: (parsed: ParsedInput) => Report): ReadonlyMap<string, ParsedInput> => {
  const owners = new Map<string, ParsedInput>();
  for (const { parsed } of schemas) {
    for (const type of parsed.definitions) {
      const owner = owners.get(type.name);
      if (owner === undefined) owners.set(type.name, parsed);
      else reportTwin(type, parsed, owner, reportOf);
    }
  }
  return owners;
};

const reportTwin = (type: NamedType, parsed: ParsedInput, owner: ParsedInput, reportOf: (parsed: ParsedInput) => Report): void => {
  const earlier = owner.definitions.find(({ name }) => name === type.name) ?? type;
  const { line, column } = earlier.position;
  const { file } = owner.source;
  // Two ids may lead to one place: a schema in a file, and the file as a whole.
  if (file === parsed.source.file && line === type.position.line && column === type.position.column) return;
  const message = `"${type.name}" is defined already, at ${file}:${line}:${column}.`;
  reportOf(parsed)(type.position, 'DUPLICATE_NAME', message, 'Define it once and refer to it by name.');
};

/** What each reference means. What means nothing is reported. */
export const meaningsOf = (
  schemas: ReadonlyMap<string, CachedSchema>,
  owners: ReadonlyMap<string, ParsedInput>,
  reportOf: (parsed: ParsedInput) => Report,
): ((reference: ReferenceType, parsed: ParsedInput) => Meaning) => {
  const roots = new Map<string, Meaning>();
  const open = new Set<string>();
  const told = new Set<ReferenceType>();
  const broken = new Set<string>();
  // A type that could not be read is known all the same: its own finding says what is wrong with it.
  for (const { parsed } of schemas.values()) for (const name of parsed.broken) broken.add(name);

  const meaningOf = (reference: ReferenceType, parsed: ParsedInput): Meaning => {
    const target = parsed.references.get(reference);
    if (target === undefined) return reference.name;
    if ('id' in target && roots.has(target.id)) return roots.get(target.id);
    const known = 'id' in target ? undefined : target.meanings.find((name) => owners.has(name) && !isTooEarly(target, name, parsed));
    if (known !== undefined) return known;
    const report: Report = (...finding) => {
      if (!told.has(reference)) reportOf(parsed)(...finding);
      told.add(reference);
    };
    return 'id' in target ? rootOf(target, report) : unknown(target, report);
  };

  /** Inside a namespace Avro takes a short name for a type without one only where that type is complete by then. */
  const isTooEarly = ({ meanings, isDefinedBefore }: NameTarget, name: string, parsed: ParsedInput): boolean =>
    name !== meanings[0] && !isDefinedBefore && owners.get(name) === parsed;

  const rootOf = ({ id, node }: RefTarget, report: Report): Meaning => {
    const parsed = schemas.get(id)?.parsed;
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

  const unknown = ({ written, meanings, node }: NameTarget, report: Report): Meaning => {
    const meant = meanings.find((name) => broken.has(name));
    if (meant !== undefined) return meant;
    if ((complexNames as readonly string[]).includes(written)) {
      report(node, 'INVALID_SCHEMA', `"${written}" is not a type by itself.`, `Write { "type": "${written}", ... }.`);
      return meanings[0];
    }
    if (meanings.some((name) => owners.has(name))) {
      const message = `There is no type "${meanings[0]}", and "${written}", which has no namespace, is not complete here.`;
      report(node, 'UNKNOWN_TYPE', message, `Give "${written}" a namespace, and refer to it by its full name.`);
      return meanings[0];
    }
    const elsewhere = [...owners.keys()].find((name) => shortNameOf(name) === written);
    const known = [...owners.keys(), ...owners.keys().map(shortNameOf), ...builtInNames];
    const hint = elsewhere === undefined ? didYouMean(written, known) : `Did you mean "${elsewhere}"?`;
    report(node, 'UNKNOWN_TYPE', `There is no type "${meanings.join('" or "')}".`, hint);
    return meanings[0];
  };

  return meaningOf;
};
