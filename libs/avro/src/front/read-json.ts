/** Reads JSON text as a tree with the place of every part. */
import { diagnoseJson } from './diagnose-json.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { locateJson, TooDeep } from './locate-json.ts';
import type { SchemaNode } from './schema-node.ts';
import type { Report, Source } from './source.ts';

export interface JsonTree {
  /** Undefined where the text is not JSON; then there is one finding, about the first place that broke it. */
  readonly root: SchemaNode | undefined;
  /** As much of the tree as could be made out, `root` or not. */
  readonly recovered: SchemaNode | undefined;
}

/** Trees are walked by functions that call themselves, so one that is deeper than any schema is refused. Java reads none that is deeper either. */
const MAX_DEPTH = 1000;

/** A byte order mark is passed over, as Java does. */
export const readJson = (given: string, source: Source, report: Report): JsonTree => {
  const text = given.replace(/^\ufeff/, ' ');
  if (!isJson(text)) return { root: undefined, recovered: diagnoseJson(text, report) };
  try {
    const root = locateJson(text, MAX_DEPTH);
    reportDuplicates(root, source, report);
    return { root, recovered: root };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    report(error, 'INVALID_SCHEMA', `The schema is nested more than ${MAX_DEPTH} deep.`);
    return { root: undefined, recovered: undefined };
  }
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const reportDuplicates = (node: SchemaNode, source: Source, report: Report): void => {
  if (node.kind === 'array') for (const item of node.items) reportDuplicates(item, source, report);
  if (node.kind !== 'object') return;
  for (const [entry, first] of duplicateKeys(node.entries)) {
    const { line, column } = source.positionOf(first);
    report(entry, 'DUPLICATE_KEY', `"${entry.key}" is given twice in one object; the first is at ${line}:${column}.`, 'Remove one of them.');
  }
  for (const { value } of node.entries) reportDuplicates(value, source, report);
};
