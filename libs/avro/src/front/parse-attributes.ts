/** Reads what the objects of a schema have in common: docs, aliases, constraint keywords and attributes of the author's own. */
import type { Attributes, Constraints } from './ast.ts';
import type { Builder } from './builder.ts';
import { expectedOf, isKeyword, type Keyword, keywordNames, NO_CONSTRAINTS } from './constraints.ts';
import { meantBy } from './misspelt.ts';
import { isBareName, isFullName, isName } from './names.ts';
import { describe, type Properties, plain, type SchemaEntry, shown, textOf } from './schema-node.ts';
import type { Report } from './source.ts';

export const readDoc = ({ report }: Builder, given: Properties): string => {
  const doc = given.get('doc')?.value;
  // Tools that write every attribute write null where nothing is said.
  if (doc === undefined || doc.kind === 'string' || doc.kind === 'null') return doc?.value ?? '';
  report(doc, 'INVALID_ATTRIBUTE', `"doc" is a string, not ${describe(doc)}.`);
  return '';
};

const NO_ALIASES: readonly string[] = Object.freeze([]);

export const readAliases = ({ report }: Builder, given: Properties, full?: (alias: string) => string): readonly string[] => {
  const aliases = given.get('aliases')?.value;
  if (aliases === undefined) return NO_ALIASES;
  if (aliases.kind !== 'array') {
    report(aliases, 'INVALID_ATTRIBUTE', `"aliases" is an array of names, not ${describe(aliases)}.`);
    return NO_ALIASES;
  }
  const names = new Set<string>();
  for (const alias of aliases.items) {
    const name = textOf(alias);
    if (name === undefined || !(full === undefined ? isName(name) : isFullName(name) || isBareName(name))) {
      report(alias, 'INVALID_NAME', `${shown(alias)} is not a name.`);
      continue;
    }
    names.add(full?.(name) ?? name);
  }
  return [...names];
};

/** What an object may hold besides attributes of the author's own. */
export interface Expected {
  /** Read elsewhere. */
  readonly own: readonly string[];
  /** Of those, or of what is only read together with others: what may be absent, so that a misspelt one would not be missed. */
  readonly optional: readonly string[];
  /** Whether the constraint keywords may stand here. */
  readonly keywords: boolean;
  /** What Avro knows but overlooks here. */
  readonly misplaced: readonly string[];
}

/** Attributes that mean something on one kind of type only, and look as if they did on another. */
export const structural = ['fields', 'symbols', 'items', 'default'] as const;

export interface Rest {
  readonly constraints: Constraints;
  /** The entries of the constraint keywords that can be used. */
  readonly keywords: readonly SchemaEntry[];
  readonly attributes: Attributes;
}

export const NO_ATTRIBUTES: Attributes = Object.freeze({});

const NO_ENTRIES: readonly SchemaEntry[] = Object.freeze([]);

/** Where the lint is told to overlook something; no part of the schema, so it reaches none that is generated or registered. */
const IGNORES = 'x-vyarna-ignore';

/** Reads the constraint keywords and keeps every attribute that Avro does not know. */
export const readRest = (builder: Builder, given: Properties, expected: Expected): Rest => {
  const constraints: { [keyword in Keyword]?: unknown } = {};
  const keywords: SchemaEntry[] = [];
  const attributes: [string, unknown][] = [];
  for (const entry of given.values()) {
    const { key, value } = entry;
    if (key === IGNORES || expected.own.includes(key)) continue;
    if (!isKeyword(key)) {
      attributes.push([key, plain(value)]);
      reportMisspelt(builder, given, entry, expected);
      continue;
    }
    const wrong = expectedOf(key, value);
    if (wrong === undefined) {
      constraints[key] = plain(value);
      keywords.push(entry);
    } else builder.report(value, 'INVALID_CONSTRAINT', `"${key}" is ${wrong}.`);
  }
  return {
    constraints: keywords.length === 0 ? NO_CONSTRAINTS : (constraints as Constraints),
    keywords: keywords.length === 0 ? NO_ENTRIES : keywords,
    // Entries, because an attribute may be called `__proto__`.
    attributes: attributes.length === 0 ? NO_ATTRIBUTES : Object.fromEntries(attributes),
  };
};

const reportMisspelt = ({ report }: Builder, given: Properties, { key, offset }: SchemaEntry, { optional, keywords, misplaced }: Expected): void => {
  if (misplaced.includes(key)) {
    reportIgnored(report, { key, offset });
    return;
  }
  if (keywords && unbinding.has(key)) {
    report({ offset }, 'IGNORED_ATTRIBUTE', `"${key}" binds nothing here, as it would in JSON Schema.`, unbinding.get(key));
    return;
  }
  if (optional.includes(key)) return;
  const meant = meantBy(key, keywords ? [...optional, ...keywordNames] : optional, given);
  if (meant !== undefined) report({ offset }, 'MISSPELT_ATTRIBUTE', `"${key}" means nothing to Avro.`, `Did you mean "${meant}"?`);
};

/** Keywords of JSON Schema that are no constraints here, and what says the same. */
const unbinding: ReadonlyMap<string, string> = new Map([
  ['enum', 'Use a type "enum", or a "pattern".'],
  ['const', 'Use a type "enum" of one symbol, or a "pattern".'],
  ['required', 'A field without a default must be given.'],
  ...['contains', 'propertyNames', 'not', 'allOf', 'anyOf', 'oneOf'].map((keyword) => [keyword, 'Leave it out.'] as const),
]);

export const reportIgnored = (report: Report, { key, offset }: Pick<SchemaEntry, 'key' | 'offset'>): void =>
  report({ offset }, 'IGNORED_ATTRIBUTE', `Avro overlooks "${key}" here.`, placeOf[key] ?? '');

const placeOf: { readonly [name: string]: string } = {
  default: 'A default stands on the field, beside its type.',
  fields: 'Only a record has fields.',
  symbols: 'Only an enum has symbols.',
  items: 'Only an array has items.',
};
