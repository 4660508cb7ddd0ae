/** Builds a type as it stands in a field, an array, a map or a union. */
import { isPrimitiveName, type PrimitiveName } from '../schema/avro-json.ts';
import type { Attributes, AvroType, Constraints, Form, Logical } from './ast.ts';
import type { Builder } from './builder.ts';
import { plainForm } from './constraints.ts';
import { builtInNames, complexNames, isFullName } from './names.ts';
import { didYouMean, renameTo } from './nearest-name.ts';
import { attributesOf, readLogical } from './parse-attributes.ts';
import { checkConstraints, readConstraints } from './parse-constraints.ts';
import { parseNamed } from './parse-named.ts';
import { parseNameReference, parseRefObject } from './parse-reference.ts';
import { parseUnion } from './parse-union.ts';
import { describe, type ObjectNode, type Properties, propertiesOf, type SchemaNode, type StringNode } from './schema-node.ts';

/** See `Builder.type`. */
export const parseType = (builder: Builder, node: SchemaNode, namespace: string, inherited: Constraints): AvroType | undefined => {
  if (node.kind === 'string') return parseName(builder, node, namespace, inherited);
  if (node.kind === 'array') return parseUnion(builder, node, namespace, inherited);
  if (node.kind === 'object') return parseObject(builder, node, namespace, inherited);
  const hint = node.kind === 'null' ? 'Write "null" in quotes.' : '';
  builder.report(node, 'INVALID_SCHEMA', `A type is a name, an object or an array, not ${describe(node)}.`, hint);
  return undefined;
};

const parseName = (builder: Builder, node: StringNode, namespace: string, inherited: Constraints): AvroType | undefined => {
  const { report, source } = builder;
  const name = node.value;
  if (isPrimitiveName(name)) return scalar(name, source.positionOf(node), undefined, inherited, {});
  if ((complexNames as readonly string[]).includes(name)) {
    report(node, 'INVALID_SCHEMA', `"${name}" is not a type by itself.`, `Write { "type": "${name}", ... }.`);
    return undefined;
  }
  if (!isFullName(name)) {
    report(node, 'UNKNOWN_TYPE', `"${name}" cannot be the name of a type.`, didYouMean(name, builtInNames));
    return undefined;
  }
  return parseNameReference(builder, node, namespace, inherited);
};

const parseObject = (builder: Builder, node: ObjectNode, namespace: string, inherited: Constraints): AvroType | undefined => {
  const { report } = builder;
  const given = propertiesOf(node);
  if (given.has('$ref')) return parseRefObject(builder, node, given, inherited);
  const type = given.get('type');
  if (type === undefined) {
    report(node, 'MISSING_ATTRIBUTE', 'A type written as an object needs "type".', renameTo('type', given.keys()));
    return undefined;
  }
  if (type.value.kind !== 'string') {
    const hint = type.value.kind === 'null' ? '' : 'Write the inner type alone, without the object around it.';
    report(type.value, 'INVALID_SCHEMA', `"type" of a type written as an object is a name, not ${describe(type.value)}.`, hint);
    return undefined;
  }
  const name = type.value.value;
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
      reportTypeName(builder, type.value, name);
      return undefined;
  }
};

const reportTypeName = (builder: Builder, node: SchemaNode, name: string): void => {
  const report = (hint: string): void => builder.report(node, 'INVALID_SCHEMA', `"type" of a type written as an object cannot be "${name}".`, hint);
  const guess = didYouMean(
    name,
    builtInNames.filter((known) => known !== 'union'),
  );
  report(guess !== '' || !isFullName(name) ? guess : `To refer to the type, write "${name}" alone, without the object around it.`);
};

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
  if (inner === undefined) {
    report(node, 'MISSING_ATTRIBUTE', `A type "${kind}" needs "${attribute}".`, renameTo(attribute, given.keys()));
    return undefined;
  }
  const element = builder.type(inner.value, namespace);
  if (element === undefined) return undefined;
  const constraints = { ...readConstraints(report, given), ...inherited };
  const attributes = attributesOf(given, ['type', attribute]);
  const position = source.positionOf(node);
  const type: AvroType =
    kind === 'array' ? { kind, items: element, constraints, attributes, position } : { kind, values: element, constraints, attributes, position };
  builder.checks.push((resolution) => checkConstraints(resolution, given, type));
  return type;
};

const parsePrimitive = (builder: Builder, node: SchemaNode, name: PrimitiveName, given: Properties, inherited: Constraints): AvroType => {
  const { report, source } = builder;
  const constraints = { ...readConstraints(report, given), ...inherited };
  const logical = readLogical(builder, name, given);
  const used = logical === undefined ? ['type'] : ['type', 'logicalType', 'precision', 'scale'];
  const type = scalar(name, source.positionOf(node), logical, constraints, attributesOf(given, used));
  builder.checks.push((resolution) => checkConstraints(resolution, given, type));
  return type;
};

const scalar = (
  type: PrimitiveName,
  position: AvroType['position'],
  known: { logical: Logical; form: Form } | undefined,
  constraints: Constraints,
  attributes: Attributes,
): AvroType =>
  known === undefined
    ? { kind: 'scalar', type, form: plainForm(type, constraints), constraints, attributes, position }
    : { kind: 'scalar', type, form: known.form, logical: known.logical, constraints, attributes, position };
