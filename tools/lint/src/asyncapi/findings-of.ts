import { relative } from 'node:path/posix';
import type { Finding } from '@vyarna/loader';
import { ruleInfo } from '../rule-index.ts';
import { ruleOfCode } from './codes.ts';
import type { Diagnosed, Diagnostic } from './diagnostic.ts';

/** Severities of the parser: errors and warnings. What is below, such as that a newer specification exists, is no finding. */
const [ERROR, WARNING] = [0, 1];

/**
 * The parser's diagnostics as findings: each fault once, in the file it is in, however many documents refer to that, and none where something is
 * said already. `textOf` gives the text of a file.
 */
export const findingsOf = (
  root: string,
  diagnosed: readonly Diagnosed[],
  said: readonly Finding[],
  textOf: (file: string) => string,
): readonly Finding[] => {
  const taken = new Set(said.map(placeOf));
  return diagnosed.flatMap(({ document, diagnostics }) =>
    diagnostics.flatMap((diagnostic) => {
      if (diagnostic.severity > WARNING || isOfSchema(diagnostic) || isEcho(diagnostic, diagnostics)) return [];
      const finding = findingOf(root, document, diagnostic, textOf);
      if (finding === undefined || taken.has(placeOf(finding))) return [];
      taken.add(placeOf(finding));
      return [finding];
    }),
  );
};

const placeOf = ({ file, line, column }: Finding): string => `${file}:${line}:${column}`;

/**
 * Schemas with a format of their own are read by us, and what is wrong with one is said once and by its name; the parser tells of each part of its
 * meta-schema, which is that of an older Avro, how it does not match, and of the payload that it is none then.
 */
const isOfSchema = ({ source, path, message }: Diagnostic): boolean =>
  source.endsWith('.avsc') ||
  path.some((key, index) => key === 'schema' && path[index - 1] === 'payload') ||
  (path.at(-1) === 'payload' && message.includes('must match "then" schema'));

/** A part of the meta-schema fails where something inside it does; the inner one says what. */
const isEcho = ({ message, path }: Diagnostic, all: readonly Diagnostic[]): boolean =>
  /must match "(if|then|else)" schema|must match (exactly one|a) schema/.test(message) &&
  all.some((other) => other.path.length > path.length && path.every((key, index) => other.path[index] === key));

const findingOf = (root: string, document: string, diagnostic: Diagnostic, textOf: (file: string) => string): Finding | undefined => {
  const { code, message, severity, line, character, source } = diagnostic;
  const rule = ruleOfCode(code);
  const common = { rule, severity: severity === ERROR ? ('error' as const) : ('warning' as const) };
  const remote = /'(https?:\/\/[^']+)'/.exec(message)?.[1];
  if (remote !== undefined && rule === 'ASYNCAPI_INVALID_REF') {
    const told = `The reference to ${remote} leads out of the contracts, and nothing is fetched.`;
    return {
      file: document,
      ...find(textOf(document), remote),
      ...common,
      message: told,
      hint: 'Copy it into the contracts, and refer to the copy.',
    };
  }
  // What follows from a reference that was not fetched.
  if (/^https?:/.test(source)) return undefined;
  const file = relative(root, source);
  return { file, line: line + 1, column: character + 1, ...common, message: `${message.replace(/\.$/, '')}.`, hint: ruleInfo(rule)?.hint ?? '' };
};

/** Where a text stands; the parser does not say it of a reference that it could not follow. */
const find = (text: string, wanted: string): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, Math.max(text.indexOf(wanted), 0)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
};
