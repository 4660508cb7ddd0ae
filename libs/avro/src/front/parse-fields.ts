/** Builds the fields of a record. */
import type { Node } from 'jsonc-parser';
import type { AvroType, Field } from './ast.ts';
import { type Builder, type Properties, propertiesOf } from './builder.ts';
import { checkDefault } from './check-default.ts';
import { isName } from './names.ts';
import { renameTo } from './nearest-name.ts';
import { attributesOf, readAliases, readDoc, shown } from './parse-attributes.ts';
import { checkConstraints, readConstraints } from './parse-constraints.ts';
import { describe, plain } from './source.ts';

/** Undefined where a field could not be read; a record lacking it would only lead to further findings. */
export const parseFields = (builder: Builder, node: Node, kind: string, given: Properties, namespace: string): readonly Field[] | undefined => {
  const { source } = builder;
  const list = given.get('fields')?.value;
  if (list === undefined) {
    source.report(node, 'missing-attribute', `A type "${kind}" needs "fields".`, renameTo('fields', given.keys()));
    return undefined;
  }
  if (list.type !== 'array') {
    source.report(list, 'invalid-attribute', `"fields" is an array, not ${describe(list)}.`);
    return undefined;
  }
  const fields = (list.children ?? []).map((child) => parseField(builder, child, namespace));
  const known = new Set<string>();
  for (const [index, field] of fields.entries()) {
    if (field === undefined) continue;
    const name = list.children?.[index]?.children?.flatMap(({ children = [] }) => (children[0]?.value === 'name' ? children.slice(1) : []))[0];
    if (known.has(field.name) && name !== undefined) {
      source.report(name, 'duplicate-field', `The record has a field "${field.name}" already.`, 'Rename or remove one of them.');
    }
    known.add(field.name);
  }
  return fields.every((field) => field !== undefined) ? fields : undefined;
};

const parseField = (builder: Builder, node: Node, namespace: string): Field | undefined => {
  const { source } = builder;
  if (node.type !== 'object') {
    source.report(node, 'invalid-schema', `A field is an object, not ${describe(node)}.`);
    return undefined;
  }
  const given = propertiesOf(node);
  const name = readFieldName(builder, node, given);
  const constraints = readConstraints(source, given);
  const type = readFieldType(builder, node, given, namespace, constraints);
  reportLogicalBeside(builder, given);
  const rest = {
    doc: readDoc(builder, given),
    aliases: readAliases(builder, given),
    constraints,
    attributes: attributesOf(given, ['name', 'type', 'doc', 'aliases', 'default', 'order', 'logicalType', 'precision', 'scale']),
    position: source.positionOf(given.get('name')?.value ?? node),
    ...readOrder(builder, given),
  };
  if (name === undefined || type === undefined) return undefined;
  builder.checks.push((types) => checkConstraints(source, given, type, types));
  const fallback = given.get('default')?.value;
  if (fallback === undefined) return { name, type, ...rest };
  builder.checks.push((types) => checkDefault(source, fallback, type, types));
  return { name, type, ...rest, default: { json: plain(fallback), position: source.positionOf(fallback) } };
};

const readFieldName = ({ source }: Builder, node: Node, given: Properties): string | undefined => {
  const name = given.get('name')?.value;
  if (name === undefined) {
    source.report(node, 'missing-attribute', 'A field needs "name".', renameTo('name', given.keys()));
    return undefined;
  }
  const text = name.value as unknown;
  if (text === '__proto__') {
    source.report(name, 'invalid-name', 'A field cannot be "__proto__": JavaScript gives objects a meaning under that name.');
    return undefined;
  }
  if (typeof text === 'string' && isName(text)) return text;
  source.report(name, 'invalid-name', `${shown(name)} is not a name.`, 'Letters, digits and _ make a name; it does not begin with a digit.');
  return undefined;
};

const readFieldType = (
  builder: Builder,
  node: Node,
  given: Properties,
  namespace: string,
  constraints: Field['constraints'],
): AvroType | undefined => {
  const type = given.get('type')?.value;
  if (type !== undefined) return builder.type(type, namespace, constraints);
  builder.source.report(node, 'missing-attribute', 'A field needs "type".', renameTo('type', given.keys()));
  return undefined;
};

const readOrder = ({ source }: Builder, given: Properties): Pick<Field, 'order'> => {
  const order = given.get('order')?.value;
  const text = order?.value as unknown;
  if (text === 'ascending' || text === 'descending' || text === 'ignore') return { order: text };
  if (order !== undefined) source.report(order, 'invalid-attribute', '"order" is "ascending", "descending" or "ignore".');
  return {};
};

/** Avro overlooks a logical type that stands beside a field's type instead of inside it; its author cannot have meant that. */
const reportLogicalBeside = ({ source }: Builder, given: Properties): void => {
  const beside = given.get('logicalType');
  if (beside === undefined) return;
  const type = given.get('type')?.value;
  const written = type?.type === 'string' ? type.value : '...';
  const hint = `Write "type": { "type": "${written}", "logicalType": ${JSON.stringify(plain(beside.value))} }.`;
  source.report(beside.key, 'invalid-logical-type', 'A logical type stands inside the type, not beside it.', hint);
};
