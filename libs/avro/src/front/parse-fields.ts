/** Builds the fields of a record. */
import type { AvroType, Field } from './ast.ts';
import type { Builder } from './builder.ts';
import { checkDefault } from './check-default.ts';
import { isName } from './names.ts';
import { renameTo } from './nearest-name.ts';
import { attributesOf, readAliases, readDoc } from './parse-attributes.ts';
import { checkConstraints, readConstraints } from './parse-constraints.ts';
import { describe, type Properties, plain, propertiesOf, type SchemaNode, shown, textOf } from './schema-node.ts';

/** Undefined where a field could not be read; a record lacking it would only lead to further findings. */
export const parseFields = (builder: Builder, node: SchemaNode, kind: string, given: Properties, namespace: string): readonly Field[] | undefined => {
  const { report } = builder;
  const list = given.get('fields')?.value;
  if (list === undefined) {
    report(node, 'MISSING_ATTRIBUTE', `A type "${kind}" needs "fields".`, renameTo('fields', given.keys()));
    return undefined;
  }
  if (list.kind !== 'array') {
    report(list, 'INVALID_ATTRIBUTE', `"fields" is an array, not ${describe(list)}.`);
    return undefined;
  }
  const fields = list.items.map((child) => parseField(builder, child, namespace));
  const known = new Set<string>();
  for (const field of fields) {
    if (field === undefined) continue;
    if (known.has(field.name)) {
      report(field.position, 'DUPLICATE_FIELD', `The record has a field "${field.name}" already.`, 'Rename or remove one of them.');
    }
    known.add(field.name);
  }
  return fields.every((field) => field !== undefined) ? fields : undefined;
};

const parseField = (builder: Builder, node: SchemaNode, namespace: string): Field | undefined => {
  const { report, source } = builder;
  if (node.kind !== 'object') {
    report(node, 'INVALID_SCHEMA', `A field is an object, not ${describe(node)}.`);
    return undefined;
  }
  const given = propertiesOf(node);
  const name = readFieldName(builder, node, given);
  const constraints = readConstraints(report, given);
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
  builder.checks.push((resolution) => checkConstraints(resolution, given, type));
  const fallback = given.get('default')?.value;
  if (fallback === undefined) return { name, type, ...rest };
  builder.checks.push((resolution) => checkDefault(resolution, fallback, type));
  return { name, type, ...rest, default: { json: plain(fallback), position: source.positionOf(fallback) } };
};

const readFieldName = ({ report }: Builder, node: SchemaNode, given: Properties): string | undefined => {
  const name = given.get('name')?.value;
  if (name === undefined) {
    report(node, 'MISSING_ATTRIBUTE', 'A field needs "name".', renameTo('name', given.keys()));
    return undefined;
  }
  const text = textOf(name);
  if (text === '__proto__') {
    report(name, 'INVALID_NAME', 'A field cannot be "__proto__": JavaScript gives objects a meaning under that name.');
    return undefined;
  }
  if (text !== undefined && isName(text)) return text;
  report(name, 'INVALID_NAME', `${shown(name)} is not a name.`, 'Letters, digits and _ make a name; it does not begin with a digit.');
  return undefined;
};

const readFieldType = (
  builder: Builder,
  node: SchemaNode,
  given: Properties,
  namespace: string,
  constraints: Field['constraints'],
): AvroType | undefined => {
  const type = given.get('type')?.value;
  if (type !== undefined) return builder.type(type, namespace, constraints);
  builder.report(node, 'MISSING_ATTRIBUTE', 'A field needs "type".', renameTo('type', given.keys()));
  return undefined;
};

const readOrder = ({ report }: Builder, given: Properties): Pick<Field, 'order'> => {
  const order = given.get('order')?.value;
  const text = textOf(order);
  if (text === 'ascending' || text === 'descending' || text === 'ignore') return { order: text };
  if (order !== undefined) report(order, 'INVALID_ATTRIBUTE', '"order" is "ascending", "descending" or "ignore".');
  return {};
};

/** Avro overlooks a logical type that stands beside a field's type instead of inside it; its author cannot have meant that. */
const reportLogicalBeside = ({ report }: Builder, given: Properties): void => {
  const beside = given.get('logicalType');
  if (beside === undefined) return;
  const type = given.get('type')?.value;
  const written = textOf(type) ?? '...';
  const hint = `Write "type": { "type": "${written}", "logicalType": ${JSON.stringify(plain(beside.value))} }.`;
  report(beside, 'INVALID_LOGICAL_TYPE', 'A logical type stands inside the type, not beside it.', hint);
};
