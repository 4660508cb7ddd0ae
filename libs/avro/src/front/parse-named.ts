/** Builds records, enums and fixeds, and leaves a reference where one was defined in place. */
import { isPrimitiveName } from '../schema/avro-json.ts';
import type { AvroType, Constraints, EnumType, NamedType, ReferenceType } from './ast.ts';
import type { Builder } from './builder.ts';
import { checkConstraints } from './check-constraints.ts';
import { isBareName, isFullName, isName, isNamespace, namespaceOf, qualify, shortNameOf } from './names.ts';
import { didYouMean, renameTo } from './nearest-name.ts';
import { type Expected, NO_ATTRIBUTES, type Rest, readAliases, readDoc, readRest } from './parse-attributes.ts';
import { parseFields } from './parse-fields.ts';
import { decimalParts, readLogical } from './parse-logical.ts';
import { describe, integerOf, type Properties, type SchemaNode, shown, textOf } from './schema-node.ts';

type Kind = 'record' | 'error' | 'enum' | 'fixed';

type Common = Omit<EnumType, 'kind' | 'symbols' | 'default'>;

export const parseNamed = (
  builder: Builder,
  node: SchemaNode,
  kind: Kind,
  given: Properties,
  namespace: string,
  inherited: Constraints,
): AvroType | undefined => {
  const { definitions, source } = builder;
  const name = readFullName(builder, node, kind, given, namespace);
  // Even without a name its inside is read, so that all its faults are found at once.
  const inside = name === undefined ? namespace : namespaceOf(name);
  const common: Common = {
    name: name ?? '',
    namespace: inside,
    shortName: shortNameOf(name ?? ''),
    aliases: readAliases(builder, given, (alias) => (isBareName(alias) ? alias.slice(1) : qualify(alias, inside))),
    doc: readDoc(builder, given),
    attributes: NO_ATTRIBUTES,
    position: source.positionOf(given.get('name')?.value ?? node),
  };
  // Nested definitions come before the type they stand in, so its place among the definitions is taken first.
  const place = definitions.length;
  const read = parseBody(builder, node, kind, given, common);
  if (name === undefined) return undefined;
  if (read === undefined) {
    builder.broken.push(name);
    return undefined;
  }
  definitions.splice(place, 0, read.type);
  builder.complete.add(name);
  const reference: ReferenceType = { kind: 'reference', name, constraints: inherited, attributes: NO_ATTRIBUTES, position: source.positionOf(node) };
  const { keywords, constraints } = read.rest;
  if (keywords.length > 0) builder.check(reference, (resolution) => checkConstraints(resolution, keywords, constraints, reference));
  return reference;
};

interface Body {
  readonly type: NamedType;
  readonly rest: Rest;
}

const parseBody = (builder: Builder, node: SchemaNode, kind: Kind, given: Properties, common: Common): Body | undefined => {
  switch (kind) {
    case 'enum':
      return parseEnum(builder, node, given, common);
    case 'fixed':
      return parseFixed(builder, node, given, common);
    default: {
      readLogical(builder, kind, given);
      const rest = readRest(builder, given, expected.record);
      const fields = parseFields(builder, node, kind, given, common.namespace);
      return fields && { type: { ...common, kind: 'record', error: kind === 'error', fields, attributes: rest.attributes }, rest };
    }
  }
};

const named = ['type', 'name', 'namespace', 'doc', 'aliases'] as const;
const optional = ['namespace', 'doc', 'aliases'] as const;

const expected = {
  record: { own: [...named, 'fields'], optional, keywords: false, misplaced: ['symbols', 'items', 'default'] },
  enum: { own: [...named, 'symbols', 'default'], optional: [...optional, 'default'], keywords: false, misplaced: ['fields', 'items'] },
  fixed: { own: [...named, 'size'], optional: [...optional, 'logicalType'], keywords: true, misplaced: ['fields', 'symbols', 'items', 'default'] },
} as const satisfies { readonly [kind: string]: Expected };

const readFullName = ({ report, broken }: Builder, node: SchemaNode, kind: Kind, given: Properties, enclosing: string): string | undefined => {
  const name = given.get('name')?.value;
  if (name === undefined) {
    report(node, 'MISSING_ATTRIBUTE', `A type "${kind}" needs "name".`, renameTo('name', given.keys()));
    return undefined;
  }
  const text = textOf(name);
  if (text === undefined || !isFullName(text)) {
    if (text !== undefined) broken.push(text, qualify(text, enclosing));
    report(name, 'INVALID_NAME', `${shown(name)} is not a name.`, 'Letters, digits and _ make a name; it does not begin with a digit.');
    return undefined;
  }
  if (isPrimitiveName(shortNameOf(text))) {
    broken.push(qualify(text, enclosing));
    report(name, 'INVALID_NAME', `"${shortNameOf(text)}" is the name of a primitive type and cannot be defined.`);
    return undefined;
  }
  const space = given.get('namespace');
  if (space === undefined) return qualify(text, enclosing);
  const namespace = textOf(space.value);
  if (text.includes('.')) {
    if (namespace !== namespaceOf(text)) {
      const message = `Avro overlooks this namespace: the name "${text}" has one already.`;
      report(space.value, 'IGNORED_ATTRIBUTE', message, 'Leave one of them out.');
    }
    return text;
  }
  if (namespace !== undefined && isNamespace(namespace)) return qualify(text, namespace);
  broken.push(qualify(text, enclosing), qualify(text, namespace ?? enclosing));
  report(space.value, 'INVALID_NAME', `${shown(space.value)} is not a namespace.`, 'A namespace is names joined by dots.');
  return undefined;
};

const parseEnum = (builder: Builder, node: SchemaNode, given: Properties, common: Common): Body | undefined => {
  const { report } = builder;
  readLogical(builder, 'enum', given);
  const rest = readRest(builder, given, expected.enum);
  const list = given.get('symbols')?.value;
  if (list === undefined) {
    report(node, 'MISSING_ATTRIBUTE', 'A type "enum" needs "symbols".', renameTo('symbols', given.keys()));
    return undefined;
  }
  if (list.kind !== 'array' || list.items.length === 0) {
    const message = list.kind === 'array' ? 'An enum needs at least one symbol.' : `"symbols" is an array, not ${describe(list)}.`;
    report(list, 'INVALID_SYMBOL', message);
    return undefined;
  }
  const symbols = new Set<string>();
  for (const symbol of list.items) {
    if (symbol.kind !== 'string' || !isName(symbol.value)) {
      const hint = 'Letters, digits and _ make a symbol; it does not begin with a digit.';
      report(symbol, 'INVALID_SYMBOL', `${shown(symbol)} is not a symbol.`, hint);
    } else if (symbols.has(symbol.value)) {
      report(symbol, 'INVALID_SYMBOL', `The symbol "${symbol.value}" is given twice.`, 'Remove one of them.');
    } else symbols.add(symbol.value);
  }
  const type: EnumType = { ...common, kind: 'enum', symbols: [...symbols], attributes: rest.attributes };
  const fallback = given.get('default')?.value;
  if (fallback === undefined) return { type, rest };
  const text = textOf(fallback);
  if (text !== undefined && symbols.has(text)) return { type: { ...type, default: text }, rest };
  const hint = text === undefined ? '' : didYouMean(text, symbols);
  report(fallback, 'INVALID_DEFAULT', 'The default of an enum is one of its symbols.', hint);
  return { type, rest };
};

const parseFixed = (builder: Builder, node: SchemaNode, given: Properties, common: Common): Body | undefined => {
  const size = given.get('size')?.value;
  const bytes = size && sizeOf(size);
  if (size === undefined) {
    builder.report(node, 'MISSING_ATTRIBUTE', 'A type "fixed" needs "size".', renameTo('size', given.keys()));
  } else if (bytes === undefined) {
    builder.report(size, 'INVALID_ATTRIBUTE', 'The "size" of a fixed is its number of bytes: an integer from 0 to 2147483647.');
  }
  if (bytes === undefined) return undefined;
  const logical = readLogical(builder, 'fixed', given, bytes);
  const used = logical === undefined ? [] : ['logicalType', ...(logical.logical.name === 'decimal' ? decimalParts : [])];
  const rest = readRest(builder, given, { ...expected.fixed, own: [...expected.fixed.own, ...used] });
  const { attributes, constraints } = rest;
  return { type: { ...common, kind: 'fixed', size: bytes, form: 'bytes', ...logical, constraints, attributes }, rest };
};

/** No reader takes more bytes than an int can count. */
const sizeOf = (node: SchemaNode): number | undefined => {
  const size = integerOf(node);
  return size !== undefined && size >= 0n && size < 2n ** 31n ? Number(size) : undefined;
};
