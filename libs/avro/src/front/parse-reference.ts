/** Leaves a reference where a schema names another type, by its name or by `$ref`. */
import { dirname, join } from 'node:path/posix';
import type { Attributes, AvroType, Constraints, ReferenceType } from './ast.ts';
import type { Builder } from './builder.ts';
import { checkConstraints } from './check-constraints.ts';
import { together } from './constraints.ts';
import { meanings, qualify } from './names.ts';
import { type Expected, type Rest, readRest, reportIgnored, structural } from './parse-attributes.ts';
import { describe, type ObjectNode, type Properties, type SchemaNode, type StringNode } from './schema-node.ts';

interface Said {
  readonly constraints: Constraints;
  readonly attributes: Attributes;
}

export const parseNameReference = (builder: Builder, node: StringNode, namespace: string, { constraints, attributes }: Said): ReferenceType => {
  const name = node.value;
  const around = builder.fullNames ? '' : namespace;
  const position = builder.source.positionOf(node);
  const reference: ReferenceType = { kind: 'reference', name: qualify(name, around), constraints, attributes, position };
  builder.references.set(reference, { written: name, meanings: meanings(name, around), isDefinedBefore: builder.complete.has(name), node });
  return reference;
};

/** `{ "type": "shop.Money", ... }` is the type of that name; attributes of the author's own may stand beside it. */
export const parseReferenceObject = (
  builder: Builder,
  name: StringNode,
  given: Properties,
  namespace: string,
  inherited: Constraints,
): AvroType | undefined => {
  const rest = readRest(builder, given, { own: ['type'], optional: [], keywords: true, misplaced: [] });
  const reference = parseNameReference(builder, name, namespace, { ...rest, constraints: together(rest.constraints, inherited) });
  checkKeywords(builder, reference, rest);
  // Where there is no such type, the kind that was meant may well have them.
  const misplaced = structural.flatMap((key) => given.get(key) ?? []);
  if (misplaced.length > 0) {
    builder.check(reference, ({ resolved, types, report }) => {
      const meant = resolved(reference);
      if (meant?.kind === 'reference' && types.get(meant.name) !== undefined) for (const entry of misplaced) reportIgnored(report, entry);
    });
  }
  return reference;
};

const besideRef: Expected = {
  own: ['$ref'],
  optional: [],
  keywords: true,
  misplaced: [...structural, 'type', 'name', 'namespace', 'doc', 'aliases', 'values', 'size', 'logicalType', 'precision', 'scale', 'order'],
};

/** `{ "$ref": "./money.avsc" }`, standing where a type stands, means the root of that schema. */
export const parseRefObject = (
  builder: Builder,
  node: ObjectNode,
  ref: SchemaNode,
  given: Properties,
  inherited: Constraints,
): AvroType | undefined => {
  const rest = readRest(builder, given, besideRef);
  if (ref.kind !== 'string' || ref.value === '') {
    builder.report(ref, 'INVALID_ATTRIBUTE', `"$ref" is the address of a schema, not ${ref.kind === 'string' ? 'empty' : describe(ref)}.`);
    return undefined;
  }
  const id = schemaIdOf(builder.source.file, ref.value);
  const reference: ReferenceType = {
    kind: 'reference',
    name: `$ref ${id}`,
    constraints: together(rest.constraints, inherited),
    attributes: rest.attributes,
    position: builder.source.positionOf(node),
  };
  builder.references.set(reference, { id, node: ref });
  checkKeywords(builder, reference, rest);
  return reference;
};

const checkKeywords = (builder: Builder, reference: ReferenceType, { keywords, constraints }: Rest): void => {
  if (keywords.length > 0) builder.check(reference, (resolution) => checkConstraints(resolution, keywords, constraints, reference));
};

/** The id of the schema that a `$ref` written in a file means: `file`, or `file#/json/pointer`. An absolute URL stays as it is. */
export const schemaIdOf = (file: string, ref: string): string => {
  const hash = ref.indexOf('#');
  const [path, pointer] = hash < 0 ? [ref, ''] : [ref.slice(0, hash), ref.slice(hash + 1)];
  const target = path === '' ? file : /^[a-z][a-z0-9+.-]+:/i.test(path) ? path : join(dirname(file), decoded(path));
  return pointer === '' ? target : `${target}#${decoded(pointer)}`;
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
