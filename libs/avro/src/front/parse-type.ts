/** Builds a type as it stands in a field, an array, a map or a union. */
import { isPrimitiveName, type PrimitiveName } from '../schema/avro-json.ts';
import type { ArrayType, AvroType, Constraints, MapType, ScalarType } from './ast.ts';
import type { Builder } from './builder.ts';
import { checkConstraints } from './check-constraints.ts';
import { applicable, NO_CONSTRAINTS, plainForm, together } from './constraints.ts';
import { builtInNames, isFullName } from './names.ts';
import { didYouMean, renameTo } from './nearest-name.ts';
import { type Expected, NO_ATTRIBUTES, readRest, structural } from './parse-attributes.ts';
import { decimalParts, readLogical } from './parse-logical.ts';
import { parseNamed } from './parse-named.ts';
import { parseNameReference, parseReferenceObject, parseRefObject } from './parse-reference.ts';
import { parseUnion } from './parse-union.ts';
import { describe, type ObjectNode, type Properties, propertiesOf, type SchemaEntry, type SchemaNode, type StringNode } from './schema-node.ts';

/** See `Builder.type`. */
export const parseType = (builder: Builder, node: SchemaNode, namespace: string, inherited: Constraints): AvroType | undefined => {
  switch (node.kind) {
    case 'string':
      return parseName(builder, node, namespace, inherited);
    case 'array':
      return parseUnion(builder, node, namespace, inherited);
    case 'object':
      return parseObject(builder, node, namespace, inherited);
    default: {
      const hint = node.kind === 'null' ? 'Write "null" in quotes.' : '';
      builder.report(node, 'INVALID_SCHEMA', `A type is a name, an object or an array, not ${describe(node)}.`, hint);
      return undefined;
    }
  }
};

const parseName = (builder: Builder, node: StringNode, namespace: string, inherited: Constraints): AvroType | undefined => {
  const name = node.value;
  if (isPrimitiveName(name)) {
    const form = plainForm(name, inherited);
    const constraints = applicable(inherited, form);
    return { kind: 'scalar', type: name, form, constraints, attributes: NO_ATTRIBUTES, position: builder.source.positionOf(node) };
  }
  if (isFullName(name)) return parseNameReference(builder, node, namespace, { constraints: inherited, attributes: NO_ATTRIBUTES });
  reportNoName(builder, node);
  return undefined;
};

const reportNoName = ({ broken, report }: Builder, node: StringNode): void => {
  // Where a definition has that name, it has the finding.
  if (broken.includes(node.value)) return;
  report(node, 'UNKNOWN_TYPE', `"${node.value}" cannot be the name of a type.`, didYouMean(node.value, builtInNames));
};

const parseObject = (builder: Builder, node: ObjectNode, namespace: string, inherited: Constraints): AvroType | undefined => {
  const { report } = builder;
  const given = propertiesOf(node);
  const ref = given.get('$ref');
  if (ref !== undefined) return parseRefObject(builder, node, ref.value, given, inherited);
  const type = given.get('type')?.value;
  if (type === undefined) {
    report(node, 'MISSING_ATTRIBUTE', 'A type written as an object needs "type".', renameTo('type', given.keys()));
    return undefined;
  }
  if (type.kind !== 'string') {
    const hint = type.kind === 'null' ? '' : 'Write the inner type alone, without the object around it.';
    report(type, 'INVALID_SCHEMA', `"type" of a type written as an object is a name, not ${describe(type)}.`, hint);
    return undefined;
  }
  const name = type.value;
  switch (name) {
    case 'record':
    case 'error':
    case 'enum':
    case 'fixed':
      return parseNamed(builder, node, name, given, namespace, inherited);
    case 'array':
    case 'map':
      return parseContainer(builder, node, name, given, namespace, inherited);
    default:
      if (isPrimitiveName(name)) return parsePrimitive(builder, node, name, given, inherited);
      if (isFullName(name)) return parseReferenceObject(builder, type, given, namespace, inherited);
      reportNoName(builder, type);
      return undefined;
  }
};

const misplaced = (...own: string[]): readonly string[] => structural.filter((name) => !own.includes(name));

const expectedOfContainer = {
  array: { own: ['type', 'items'], optional: [], keywords: true, misplaced: misplaced('items') },
  map: { own: ['type', 'values'], optional: [], keywords: true, misplaced: misplaced() },
} as const satisfies { readonly [kind: string]: Expected };

const parseContainer = (
  builder: Builder,
  node: SchemaNode,
  kind: 'array' | 'map',
  given: Properties,
  namespace: string,
  inherited: Constraints,
): AvroType | undefined => {
  const { report, source } = builder;
  const attribute = kind === 'array' ? 'items' : 'values';
  const inner = given.get(attribute);
  readLogical(builder, kind, given);
  const { constraints: own, keywords, attributes } = readRest(builder, given, expectedOfContainer[kind]);
  if (inner === undefined) {
    report(node, 'MISSING_ATTRIBUTE', `A type "${kind}" needs "${attribute}".`, renameTo(attribute, given.keys()));
    return undefined;
  }
  const element = builder.type(inner.value, namespace);
  if (element === undefined) return undefined;
  const rest = { constraints: applicable(together(own, inherited), kind), attributes, position: source.positionOf(node) };
  const type: ArrayType | MapType = kind === 'array' ? { kind, items: element, ...rest } : { kind, values: element, ...rest };
  if (keywords.length > 0) checkOwn(builder, keywords, own, type);
  return type;
};

const expectedOfPrimitive = (logicalName: string | undefined): Expected => ({
  own: logicalName === undefined ? ['type'] : ['type', 'logicalType', ...(logicalName === 'decimal' ? decimalParts : [])],
  optional: logicalName === undefined ? ['logicalType'] : logicalName === 'decimal' ? ['scale'] : [],
  keywords: true,
  misplaced: misplaced(),
});

const plainPrimitive = expectedOfPrimitive(undefined);

const parsePrimitive = (builder: Builder, node: SchemaNode, name: PrimitiveName, given: Properties, inherited: Constraints): ScalarType => {
  const known = readLogical(builder, name, given);
  const expected = known === undefined ? plainPrimitive : expectedOfPrimitive(known.logical.name);
  const { constraints: own, keywords, attributes } = readRest(builder, given, expected);
  const all = together(own, inherited);
  const form = known?.form ?? plainForm(name, all);
  const type: ScalarType = {
    kind: 'scalar',
    type: name,
    form,
    ...(known === undefined ? {} : { logical: known.logical }),
    constraints: all === NO_CONSTRAINTS ? all : applicable(all, form),
    attributes,
    position: builder.source.positionOf(node),
  };
  if (keywords.length > 0) checkOwn(builder, keywords, own, type);
  return type;
};

/** What the field around the type says besides is checked with the field. */
const checkOwn = (builder: Builder, keywords: readonly SchemaEntry[], own: Constraints, type: ScalarType | ArrayType | MapType): void => {
  const alone = { ...type, constraints: own };
  builder.check(alone, (resolution) => checkConstraints(resolution, keywords, own, alone));
};
