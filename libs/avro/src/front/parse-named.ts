/** Builds records, enums and fixeds, and leaves a reference where one was defined in place. */
import { isPrimitiveName } from '../schema/avro-json.ts';
import type { AvroType, Constraints, EnumType, FixedType, NamedType } from './ast.ts';
import type { Builder } from './builder.ts';
import { isFullName, isName, isNamespace, namespaceOf, qualify, shortNameOf } from './names.ts';
import { didYouMean, renameTo } from './nearest-name.ts';
import { attributesOf, readAliases, readDoc, readLogical } from './parse-attributes.ts';
import { parseFields } from './parse-fields.ts';
import { describe, type Properties, type SchemaNode, shown, textOf } from './schema-node.ts';

type Kind = 'record' | 'error' | 'enum' | 'fixed';

type Common = Omit<FixedType, 'kind' | 'size' | 'form' | 'logical'>;

const ownAttributes = ['type', 'name', 'namespace', 'doc', 'aliases'];

export const parseNamed = (
  builder: Builder,
  node: SchemaNode,
  kind: Kind,
  given: Properties,
  namespace: string,
  inherited: Constraints,
): AvroType | undefined => {
  const name = readFullName(builder, node, kind, given, namespace);
  // Even without a name its inside is read, so that all its faults are found at once.
  const inside = name === undefined ? namespace : namespaceOf(name.full);
  const common: Common = {
    name: name?.full ?? '',
    namespace: inside,
    shortName: shortNameOf(name?.full ?? ''),
    aliases: readAliases(builder, given, (alias) => qualify(alias, inside)),
    doc: readDoc(builder, given),
    attributes: {},
    position: builder.source.positionOf(name?.node ?? node),
  };
  // Nested definitions come before the type they stand in, so its place among the definitions is taken first.
  const place = builder.definitions.length;
  const type = parseBody(builder, node, kind, given, common);
  if (type === undefined || name === undefined) return undefined;
  builder.definitions.splice(place, 0, type);
  return { kind: 'reference', name: type.name, constraints: inherited, position: builder.source.positionOf(node) };
};

const parseBody = (builder: Builder, node: SchemaNode, kind: Kind, given: Properties, common: Common): NamedType | undefined => {
  switch (kind) {
    case 'enum':
      return parseEnum(builder, node, given, common);
    case 'fixed':
      return parseFixed(builder, node, given, common);
    default: {
      const fields = parseFields(builder, node, kind, given, common.namespace);
      const attributes = attributesOf(given, [...ownAttributes, 'fields']);
      return fields && { kind: 'record', error: kind === 'error', ...common, fields, attributes };
    }
  }
};

const readFullName = (
  { report }: Builder,
  node: SchemaNode,
  kind: Kind,
  given: Properties,
  enclosing: string,
): { full: string; node: SchemaNode } | undefined => {
  const name = given.get('name')?.value;
  if (name === undefined) {
    report(node, 'MISSING_ATTRIBUTE', `A type "${kind}" needs "name".`, renameTo('name', given.keys()));
    return undefined;
  }
  const text = textOf(name);
  if (text === undefined || !isFullName(text)) {
    report(name, 'INVALID_NAME', `${shown(name)} is not a name.`, 'Letters, digits and _ make a name; it does not begin with a digit.');
    return undefined;
  }
  if (isPrimitiveName(shortNameOf(text))) {
    report(name, 'INVALID_NAME', `"${shortNameOf(text)}" is the name of a primitive type and cannot be defined.`);
    return undefined;
  }
  const space = given.get('namespace')?.value;
  if (space !== undefined && !isNamespace(textOf(space) ?? '?')) {
    report(space, 'INVALID_NAME', `${shown(space)} is not a namespace.`, 'A namespace is names joined by dots.');
    return undefined;
  }
  const full = qualify(text, textOf(space) ?? enclosing);
  if (full === '__proto__') {
    report(name, 'INVALID_NAME', 'A type cannot be "__proto__": JavaScript gives objects a meaning under that name.', 'Give it a namespace.');
    return undefined;
  }
  return { full, node: name };
};

const parseEnum = ({ report }: Builder, node: SchemaNode, given: Properties, common: Common): EnumType | undefined => {
  const list = given.get('symbols')?.value;
  if (list === undefined) {
    report(node, 'MISSING_ATTRIBUTE', 'A type "enum" needs "symbols".', renameTo('symbols', given.keys()));
    return undefined;
  }
  if (list.kind !== 'array' || list.items.length === 0) {
    report(list, 'INVALID_SYMBOL', list.kind === 'array' ? 'An enum needs at least one symbol.' : `"symbols" is an array, not ${describe(list)}.`);
    return undefined;
  }
  const symbols: string[] = [];
  for (const symbol of list.items) {
    if (symbol.kind !== 'string' || !isName(symbol.value)) {
      report(symbol, 'INVALID_SYMBOL', `${shown(symbol)} is not a symbol.`, 'Letters, digits and _ make a symbol; it does not begin with a digit.');
    } else if (symbols.includes(symbol.value)) {
      report(symbol, 'INVALID_SYMBOL', `The symbol "${symbol.value}" is given twice.`, 'Remove one of them.');
    } else symbols.push(symbol.value);
  }
  const attributes = attributesOf(given, [...ownAttributes, 'symbols', 'default']);
  const fallback = given.get('default')?.value;
  if (fallback === undefined) return { kind: 'enum', ...common, symbols, attributes };
  const text = textOf(fallback);
  if (text !== undefined && symbols.includes(text)) return { kind: 'enum', ...common, symbols, default: text, attributes };
  const hint = text === undefined ? '' : didYouMean(text, symbols);
  report(fallback, 'INVALID_DEFAULT', 'The default of an enum is one of its symbols.', hint);
  return { kind: 'enum', ...common, symbols, attributes };
};

const parseFixed = (builder: Builder, node: SchemaNode, given: Properties, common: Common): FixedType | undefined => {
  const size = given.get('size')?.value;
  if (size === undefined) {
    builder.report(node, 'MISSING_ATTRIBUTE', 'A type "fixed" needs "size".', renameTo('size', given.keys()));
    return undefined;
  }
  const bytes = size.kind === 'number' ? size.value : -1;
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    builder.report(size, 'INVALID_ATTRIBUTE', 'The "size" of a fixed is its number of bytes: an integer, 0 or more.');
    return undefined;
  }
  const logical = readLogical(builder, 'fixed', given, bytes);
  const used = [...ownAttributes, 'size', ...(logical === undefined ? [] : ['logicalType', 'precision', 'scale'])];
  return { kind: 'fixed', ...common, size: bytes, form: 'bytes', ...logical, attributes: attributesOf(given, used) };
};
