/** Builds a type as it stands in a field, an array, a map or a union. */
import type { Node } from 'jsonc-parser';
import { isPrimitiveName, type PrimitiveName } from '../schema/avro-json.ts';
import type { Attributes, AvroType, Constraints, Form, Logical, ReferenceType } from './ast.ts';
import { type Builder, type Properties, propertiesOf } from './builder.ts';
import { isBoundedLong } from './constraints.ts';
import { builtInNames, complexNames, isFullName, meanings, qualify } from './names.ts';
import { didYouMean, renameTo } from './nearest-name.ts';
import { attributesOf, readLogical } from './parse-attributes.ts';
import { checkConstraints, readConstraints } from './parse-constraints.ts';
import { parseNamed } from './parse-named.ts';
import { parseUnion } from './parse-union.ts';
import { describe } from './source.ts';

/** See `Builder.type`. */
export const parseType = (builder: Builder, node: Node, namespace: string, inherited: Constraints): AvroType | undefined => {
  if (node.type === 'string') return parseName(builder, node, namespace, inherited);
  if (node.type === 'array') return parseUnion(builder, node, namespace, inherited);
  if (node.type === 'object') return parseObject(builder, node, namespace, inherited);
  const hint = node.type === 'null' ? 'Write "null" in quotes.' : '';
  builder.source.report(node, 'invalid-schema', `A type is a name, an object or an array, not ${describe(node)}.`, hint);
  return undefined;
};

const parseName = (builder: Builder, node: Node, namespace: string, inherited: Constraints): AvroType | undefined => {
  const { source } = builder;
  const name = node.value as string;
  const position = source.positionOf(node);
  if (isPrimitiveName(name)) return scalar(name, position, undefined, inherited, {});
  if ((complexNames as readonly string[]).includes(name)) {
    source.report(node, 'invalid-schema', `"${name}" is not a type by itself.`, `Write { "type": "${name}", ... }.`);
    return undefined;
  }
  if (!isFullName(name)) {
    source.report(node, 'unknown-type', `"${name}" cannot be the name of a type.`, didYouMean(name, builtInNames));
    return undefined;
  }
  const reference: ReferenceType = { kind: 'reference', name: qualify(name, namespace), constraints: inherited, position };
  builder.references.push({ reference, written: name, meanings: meanings(name, namespace), node, source });
  return reference;
};

const parseObject = (builder: Builder, node: Node, namespace: string, inherited: Constraints): AvroType | undefined => {
  const { source } = builder;
  const given = propertiesOf(node);
  const type = given.get('type');
  if (type === undefined) {
    source.report(node, 'missing-attribute', 'A type written as an object needs "type".', renameTo('type', given.keys()));
    return undefined;
  }
  if (type.value.type !== 'string') {
    const hint = type.value.type === 'null' ? '' : 'Write the inner type alone, without the object around it.';
    source.report(type.value, 'invalid-schema', `"type" of a type written as an object is a name, not ${describe(type.value)}.`, hint);
    return undefined;
  }
  const name = type.value.value as string;
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

const reportTypeName = (builder: Builder, node: Node, name: string): void => {
  const report = (hint: string): void =>
    builder.source.report(node, 'invalid-schema', `"type" of a type written as an object cannot be "${name}".`, hint);
  const guess = didYouMean(
    name,
    builtInNames.filter((known) => known !== 'union'),
  );
  report(guess !== '' || !isFullName(name) ? guess : `To refer to the type, write "${name}" alone, without the object around it.`);
};

const parseContainer = (
  builder: Builder,
  node: Node,
  kind: 'array' | 'map',
  given: Properties,
  namespace: string,
  inherited: Constraints,
): AvroType | undefined => {
  const { source } = builder;
  const attribute = kind === 'array' ? 'items' : 'values';
  const inner = given.get(attribute);
  if (inner === undefined) {
    source.report(node, 'missing-attribute', `A type "${kind}" needs "${attribute}".`, renameTo(attribute, given.keys()));
    return undefined;
  }
  const element = builder.type(inner.value, namespace);
  if (element === undefined) return undefined;
  const constraints = { ...readConstraints(source, given), ...inherited };
  const attributes = attributesOf(given, ['type', attribute]);
  const position = source.positionOf(node);
  const type: AvroType =
    kind === 'array' ? { kind, items: element, constraints, attributes, position } : { kind, values: element, constraints, attributes, position };
  builder.checks.push((types) => checkConstraints(source, given, type, types));
  return type;
};

const parsePrimitive = (builder: Builder, node: Node, name: PrimitiveName, given: Properties, inherited: Constraints): AvroType => {
  const { source } = builder;
  const constraints = { ...readConstraints(source, given), ...inherited };
  const logical = readLogical(builder, name, given);
  const used = logical === undefined ? ['type'] : ['type', 'logicalType', 'precision', 'scale'];
  const type = scalar(name, source.positionOf(node), logical, constraints, attributesOf(given, used));
  builder.checks.push((types) => checkConstraints(source, given, type, types));
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

const plainForm = (type: PrimitiveName, constraints: Constraints): Form => {
  switch (type) {
    case 'int':
      return 'integer';
    case 'long':
      return isBoundedLong(constraints) ? 'integer' : 'long';
    case 'float':
    case 'double':
      return 'number';
    default:
      return type;
  }
};
