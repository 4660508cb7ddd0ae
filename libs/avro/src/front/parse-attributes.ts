/** Reads the attributes that several kinds of definition have in common. */
import type { Attributes, Form, Logical } from './ast.ts';
import type { Builder } from './builder.ts';
import { isKeyword } from './constraints.ts';
import { judgeLogical, logicalNames } from './logical.ts';
import { isFullName, isName } from './names.ts';
import { didYouMean } from './nearest-name.ts';
import { describe, type Properties, plain, shown, textOf } from './schema-node.ts';

export const readDoc = ({ report }: Builder, given: Properties): string => {
  const doc = given.get('doc')?.value;
  if (doc === undefined || doc.kind === 'string') return doc?.value ?? '';
  report(doc, 'INVALID_ATTRIBUTE', `"doc" is a string, not ${describe(doc)}.`);
  return '';
};

export const readAliases = ({ report }: Builder, given: Properties, full?: (alias: string) => string): readonly string[] => {
  const aliases = given.get('aliases')?.value;
  if (aliases === undefined) return [];
  if (aliases.kind !== 'array') {
    report(aliases, 'INVALID_ATTRIBUTE', `"aliases" is an array of names, not ${describe(aliases)}.`);
    return [];
  }
  return aliases.items.flatMap((alias) => {
    const name = textOf(alias);
    if (name !== undefined && (full === undefined ? isName(name) : isFullName(name))) return [full?.(name) ?? name];
    report(alias, 'INVALID_NAME', `${shown(alias)} is not a name.`);
    return [];
  });
};

/** The logical type of a primitive or a fixed; undefined where there is none or, after a finding, none that can be used. */
export const readLogical = (builder: Builder, on: string, given: Properties, size?: number): { logical: Logical; form: Form } | undefined => {
  const named = given.get('logicalType');
  if (named === undefined) return undefined;
  if (named.value.kind !== 'string') {
    builder.report(named.value, 'INVALID_LOGICAL_TYPE', `"logicalType" is a string, not ${describe(named.value)}.`);
    return undefined;
  }
  const name = named.value.value;
  const [precision, scale] = ['precision', 'scale'].map((attribute) => given.get(attribute)?.value).map((value) => value && plain(value));
  const verdict = judgeLogical(name, on, size === undefined ? { precision, scale } : { precision, scale, size });
  if (!('rule' in verdict)) return verdict;
  const at = (given.get(verdict.attribute) ?? named).value;
  const hint = verdict.rule === 'UNKNOWN_LOGICAL_TYPE' ? didYouMean(name, logicalNames, `There are ${logicalNames.join(', ')}.`) : '';
  builder.report(at, verdict.rule, verdict.message, hint);
  return undefined;
};

/** Where the lint is told to overlook something; no part of the schema, so it reaches none that is generated or registered. */
const IGNORES = 'x-vyarna-ignore';

/** What is left of an object when Avro's own attributes and the constraint keywords are taken out. */
export const attributesOf = (given: Properties, own: readonly string[]): Attributes =>
  Object.fromEntries(
    [...given].filter(([name]) => !own.includes(name) && !isKeyword(name) && name !== IGNORES).map(([name, { value }]) => [name, plain(value)]),
  );
