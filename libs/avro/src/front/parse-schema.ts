/** The front end: the text of schema files to types and findings. */
import type { Node } from 'jsonc-parser';
import type { AvroType, NamedDefinition, NamedType } from './ast.ts';
import type { Builder, PendingReference } from './builder.ts';
import type { Finding } from './finding.ts';
import { builtInNames, namespaceOf, qualify, shortNameOf } from './names.ts';
import { didYouMean } from './nearest-name.ts';
import { parseType } from './parse-type.ts';
import { properties, property, readSource } from './source.ts';

export interface SchemaFile {
  /** How findings name the file. */
  readonly file: string;
  readonly text: string;
}

export interface ParsedSchema {
  /** The named types the file defines, an outer one before those inside it. */
  readonly definitions: readonly NamedDefinition[];
  /** What the file as a whole says; undefined where that could not be read. */
  readonly root: AvroType | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Reads one file by itself: what concerns other files (unknown types, defaults and constraints on types defined there) is for
 * `resolveSchemas`. A short name that is not resolved yet is taken to lie in the namespace around it.
 */
export const parseSchema = (text: string, file: string): ParsedSchema => {
  const { builder, root } = parse({ file, text });
  return { definitions: builder.definitions, root, findings: sorted(builder.source.findings) };
};

export interface ResolvedSchemas {
  /** Every named type by full name, in the order of files and of definitions in them. */
  readonly types: ReadonlyMap<string, NamedType>;
  readonly definitions: readonly NamedDefinition[];
  /** The root of each file that could be read. */
  readonly roots: ReadonlyMap<string, AvroType>;
  readonly findings: readonly Finding[];
}

/** Reads files that refer to each other's types by name. With a finding, types may be missing; without one, every reference has its type. */
export const resolveSchemas = (files: readonly SchemaFile[]): ResolvedSchemas => {
  const parsed = files.map(parse);
  const types = new Map<string, NamedType>();
  const definitions = new Map<string, NamedDefinition>();
  for (const { builder } of parsed) {
    for (const definition of builder.definitions) {
      const { type } = definition;
      const earlier = definitions.get(type.name);
      if (earlier === undefined) {
        types.set(type.name, type);
        definitions.set(type.name, definition);
        continue;
      }
      const where = `${earlier.file}:${earlier.type.position.line}:${earlier.type.position.column}`;
      const hint = 'Define it once and refer to it by name.';
      builder.source.report(type.position, 'duplicate-name', `"${type.name}" is defined already, at ${where}.`, hint);
    }
  }
  // A type that could not be read is known all the same: its own finding says what is wrong with it.
  const broken = new Set(parsed.flatMap(({ builder }) => definedNames(builder.source.recovered, '')));
  for (const { builder } of parsed) for (const pending of builder.references) resolve(pending, types, broken);
  for (const { builder } of parsed) for (const check of builder.checks) check(types);
  const roots = new Map(parsed.flatMap(({ builder, root }) => (root === undefined ? [] : [[builder.source.file, root] as const])));
  return { types, definitions: [...definitions.values()], roots, findings: parsed.flatMap(({ builder }) => sorted(builder.source.findings)) };
};

const parse = ({ file, text }: SchemaFile): { builder: Builder; root: AvroType | undefined } => {
  const source = readSource(file, text);
  const builder: Builder = {
    source,
    definitions: [],
    references: [],
    checks: [],
    type: (node, namespace, inherited = {}) => parseType(builder, node, namespace, inherited),
  };
  return { builder, root: source.root && builder.type(source.root, '') };
};

/** The full names that a file seems to define, even where it cannot be read. */
const definedNames = (node: Node | undefined, namespace: string): string[] => {
  if (node === undefined) return [];
  if (node.type !== 'object') return (node.children ?? []).flatMap((child) => definedNames(child, namespace));
  const text = (name: string): string | undefined => {
    const value = property(node, name)?.value as unknown;
    return typeof value === 'string' ? value : undefined;
  };
  const [type, name] = [text('type'), text('name')];
  const defines = name !== undefined && ['record', 'error', 'enum', 'fixed'].includes(type ?? '');
  const full = defines ? qualify(name, text('namespace') ?? namespace) : undefined;
  const inside = properties(node).flatMap(({ value }) => definedNames(value, full === undefined ? namespace : namespaceOf(full)));
  return full === undefined ? inside : [full, ...inside];
};

const resolve = (
  { reference, written, meanings, node, source }: PendingReference,
  types: ReadonlyMap<string, NamedType>,
  broken: ReadonlySet<string>,
): void => {
  const meant = meanings.find((name) => types.has(name)) ?? meanings.find((name) => broken.has(name));
  if (meant !== undefined) {
    reference.name = meant;
    return;
  }
  const elsewhere = [...types.keys()].find((name) => shortNameOf(name) === written);
  const known = [...types.keys(), ...types.keys().map(shortNameOf), ...builtInNames];
  const hint = elsewhere === undefined ? didYouMean(written, known) : `Did you mean "${elsewhere}"?`;
  source.report(node, 'unknown-type', `There is no type "${meanings.join('" or "')}".`, hint);
};

const sorted = (findings: readonly Finding[]): readonly Finding[] => findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
