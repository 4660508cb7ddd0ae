/** Reads one schema by itself. */
import type { AvroType, NamedType, ReferenceType } from './ast.ts';
import type { Builder, Check, Target, Types } from './builder.ts';
import type { Finding } from './finding.ts';
import { namespaceOf, qualify } from './names.ts';
import { parseType } from './parse-type.ts';
import { type JsonTree, readJson } from './read-json.ts';
import type { ParsedInput, SchemaInput } from './schema-input.ts';
import { type Properties, propertiesOf, type SchemaNode, textOf } from './schema-node.ts';
import { positionsIn, reportTo, sortedFindings, sourceOf } from './source.ts';

export const parseInput = (input: SchemaInput): ParsedInput => {
  const source = sourceOf(input.file, 'text' in input ? positionsIn(input.text) : input.positionAt);
  const findings: Finding[] = [];
  const report = reportTo(findings, source);
  const { root: tree, recovered }: JsonTree = 'text' in input ? readJson(input.text, source, report) : { root: input.tree, recovered: input.tree };
  const definitions: NamedType[] = [];
  const references = new Map<ReferenceType, Target>();
  const checks: Check[] = [];
  const broken: string[] = [];
  const builder: Builder = {
    source,
    report,
    fullNames: input.fullNames ?? false,
    definitions,
    complete: new Set(),
    references,
    broken,
    check: (type, check) => {
      if (isKnown(type)) check({ types: none, report, resolved: (same) => same });
      else checks.push(check);
    },
    type: (node, namespace, inherited = {}) => parseType(builder, node, namespace, inherited),
  };
  const written = tree && schemaIn(tree);
  const root: AvroType | undefined = written && builder.type(written, input.namespace ?? '');
  // In a text that is no JSON, what it seems to define is read no further.
  if (tree === undefined) broken.push(...definedNames(recovered, input.namespace ?? ''));
  const refs = [...references.values()].filter((target) => 'id' in target);
  return { id: input.id, source, root, definitions, references, refs, checks, findings: sortedFindings(findings), broken };
};

const none: Types = new Map();

/** Whether nothing in a type is defined elsewhere. */
const isKnown = (type: AvroType): boolean => {
  switch (type.kind) {
    case 'scalar':
      return true;
    case 'array':
      return isKnown(type.items);
    case 'map':
      return isKnown(type.values);
    case 'union':
      return type.branches.every(isKnown);
    case 'reference':
      return false;
  }
};

/** The schema itself, where the tree is AsyncAPI's `{ schemaFormat, schema }` around it. */
const schemaIn = (tree: SchemaNode): SchemaNode => {
  if (tree.kind !== 'object') return tree;
  const given = propertiesOf(tree);
  return (given.has('schemaFormat') ? given.get('schema')?.value : undefined) ?? tree;
};

/** The full names that a tree defines, even where it cannot be read. */
const definedNames = (node: SchemaNode | undefined, namespace: string): string[] => {
  if (node?.kind === 'array') return node.items.flatMap((child) => definedNames(child, namespace));
  if (node?.kind !== 'object') return [];
  const full = definedName(propertiesOf(node), namespace);
  const inside = node.entries.flatMap(({ value }) => definedNames(value, full === undefined ? namespace : namespaceOf(full)));
  return full === undefined ? inside : [full, ...inside];
};

const definedName = (given: Properties, namespace: string): string | undefined => {
  const [type, name, space] = ['type', 'name', 'namespace'].map((attribute) => textOf(given.get(attribute)?.value));
  const defines = name !== undefined && ['record', 'error', 'enum', 'fixed'].includes(type ?? '');
  return defines ? qualify(name, space ?? namespace) : undefined;
};
