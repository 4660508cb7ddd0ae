/** Builds the fields of a record. */
import type { AvroType, Constraints, Field } from './ast.ts';
import type { Builder } from './builder.ts';
import { checkConstraints } from './check-constraints.ts';
import { checkDefault } from './check-default.ts';
import { isName } from './names.ts';
import { renameTo } from './nearest-name.ts';
import { type Expected, readAliases, readDoc, readRest } from './parse-attributes.ts';
import { reportLogicalBeside } from './parse-logical.ts';
import { describe, exact, type Properties, propertiesOf, type SchemaNode, shown, textOf } from './schema-node.ts';

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
  const read = list.items.map((child) => parseField(builder, child, namespace));
  const fields = read.filter((field) => field !== undefined);
  reportTwins(builder, fields);
  return fields.length === read.length ? fields : undefined;
};

const reportTwins = ({ report }: Builder, fields: readonly Field[]): void => {
  const known = new Set<string>();
  for (const { name, position } of fields) {
    if (known.has(name)) report(position, 'DUPLICATE_FIELD', `The record has a field "${name}" already.`, 'Rename or remove one of them.');
    known.add(name);
  }
  const aliases = new Set<string>();
  for (const field of fields) {
    for (const alias of field.aliases) {
      const twin = known.has(alias) ? 'the name' : aliases.has(alias) ? 'an alias' : undefined;
      if (twin !== undefined && alias !== field.name) {
        const message = `The alias "${alias}" is ${twin} of another field, so readers cannot tell which is meant.`;
        report(field.position, 'DUPLICATE_ALIAS', message, 'Remove the alias.');
      }
      aliases.add(alias);
    }
  }
};

const expected: Expected = {
  own: ['name', 'type', 'doc', 'default', 'aliases', 'order'],
  optional: ['doc', 'default', 'aliases', 'order', 'logicalType'],
  keywords: true,
  misplaced: [],
};

const parseField = (builder: Builder, node: SchemaNode, namespace: string): Field | undefined => {
  const { report, source } = builder;
  if (node.kind !== 'object') {
    report(node, 'INVALID_SCHEMA', `A field is an object, not ${describe(node)}.`);
    return undefined;
  }
  const given = propertiesOf(node);
  const name = readFieldName(builder, node, given);
  const { constraints, keywords, attributes } = readRest(builder, given, expected);
  const type = readFieldType(builder, node, given, namespace, constraints);
  reportLogicalBeside(builder, given);
  const rest = {
    doc: readDoc(builder, given),
    aliases: readAliases(builder, given),
    constraints,
    attributes,
    position: source.positionOf(given.get('name')?.value ?? node),
    ...readOrder(builder, given),
  };
  if (name === undefined || type === undefined) return undefined;
  if (keywords.length > 0) builder.check(type, (resolution) => checkConstraints(resolution, keywords, constraints, type));
  const fallback = given.get('default')?.value;
  if (fallback === undefined) return { name, type, ...rest };
  builder.check(type, (resolution) => checkDefault(resolution, fallback, type));
  return { name, type, ...rest, default: { json: exact(fallback), position: source.positionOf(fallback) } };
};

const readFieldName = ({ report }: Builder, node: SchemaNode, given: Properties): string | undefined => {
  const name = given.get('name')?.value;
  if (name === undefined) {
    report(node, 'MISSING_ATTRIBUTE', 'A field needs "name".', renameTo('name', given.keys()));
    return undefined;
  }
  const text = textOf(name);
  if (text !== undefined && isName(text)) return text;
  report(name, 'INVALID_NAME', `${shown(name)} is not a name.`, 'Letters, digits and _ make a name; it does not begin with a digit.');
  return undefined;
};

const readFieldType = (builder: Builder, node: SchemaNode, given: Properties, namespace: string, constraints: Constraints): AvroType | undefined => {
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
