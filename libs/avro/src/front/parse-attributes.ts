/** Reads the attributes that several kinds of definition have in common. */
import type { Node } from 'jsonc-parser';
import type { Attributes, Form, Logical } from './ast.ts';
import type { Builder, Properties } from './builder.ts';
import { isKeyword } from './constraints.ts';
import { judgeLogical, logicalNames } from './logical.ts';
import { isFullName, isName } from './names.ts';
import { didYouMean } from './nearest-name.ts';
import { describe, plain } from './source.ts';

/** A string in quotes, or what else it is, to begin a sentence with. */
export const shown = (node: Node): string => (node.type === 'string' ? `"${node.value}"` : describe(node).replace(/^a/, 'A'));

export const readDoc = ({ source }: Builder, given: Properties): string => {
  const doc = given.get('doc')?.value;
  if (doc === undefined || typeof doc.value === 'string') return (doc?.value as string | undefined) ?? '';
  source.report(doc, 'invalid-attribute', `"doc" is a string, not ${describe(doc)}.`);
  return '';
};

export const readAliases = ({ source }: Builder, given: Properties, full?: (alias: string) => string): readonly string[] => {
  const aliases = given.get('aliases')?.value;
  if (aliases === undefined) return [];
  if (aliases.type !== 'array') {
    source.report(aliases, 'invalid-attribute', `"aliases" is an array of names, not ${describe(aliases)}.`);
    return [];
  }
  return (aliases.children ?? []).flatMap((alias) => {
    const valid = typeof alias.value === 'string' && (full === undefined ? isName(alias.value) : isFullName(alias.value));
    if (!valid) source.report(alias, 'invalid-name', `${shown(alias)} is not a name.`);
    return valid ? [full?.(alias.value) ?? (alias.value as string)] : [];
  });
};

/** The logical type of a primitive or a fixed; undefined where there is none or, after a finding, none that can be used. */
export const readLogical = (builder: Builder, on: string, given: Properties, size?: number): { logical: Logical; form: Form } | undefined => {
  const named = given.get('logicalType');
  if (named === undefined) return undefined;
  if (named.value.type !== 'string') {
    builder.source.report(named.value, 'invalid-logical-type', `"logicalType" is a string, not ${describe(named.value)}.`);
    return undefined;
  }
  const name = named.value.value as string;
  const [precision, scale] = [given.get('precision')?.value.value as unknown, given.get('scale')?.value.value as unknown];
  const verdict = judgeLogical(name, on, size === undefined ? { precision, scale } : { precision, scale, size });
  if (!('rule' in verdict)) return verdict;
  const at = (given.get(verdict.attribute) ?? named).value;
  const hint = verdict.rule === 'unknown-logical-type' ? didYouMean(name, logicalNames, `There are ${logicalNames.join(', ')}.`) : '';
  builder.source.report(at, verdict.rule, verdict.message, hint);
  return undefined;
};

/** What is left of an object when Avro's own attributes and the constraint keywords are taken out. */
export const attributesOf = (given: Properties, own: readonly string[]): Attributes =>
  Object.fromEntries([...given].filter(([name]) => !own.includes(name) && !isKeyword(name)).map(([name, { value }]) => [name, plain(value)]));
