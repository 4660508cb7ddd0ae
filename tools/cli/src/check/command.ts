import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { checkContracts, FORMATS, type Format, LIST_FORMATS, listRules, renderFindings } from '@vyarna/lint';
import type { ParserRun } from '@vyarna/lint/asyncapi';
import type { Finding } from '@vyarna/loader';
import { AGAINST_OPTION, baseOf } from '../against.ts';
import { type Argument, defineCommand, type ExitCode, type Options, type Terminal, UsageError } from '../command.ts';
import { contractFolders, FOLDER_OPTIONS } from '../contract-folders.ts';
import type { Values } from '../parse.ts';

const ALL_FORMATS = [...new Set([...FORMATS, ...LIST_FORMATS])];

const OPTIONS = {
  format: { value: 'FORMAT', choices: ALL_FORMATS, summary: 'how findings, or rules, are written (text)' },
  'error-format': { value: 'FORMAT', choices: FORMATS, summary: 'the same, by the name that buf gives it' },
  'list-rules': { summary: 'list the rules with their categories, reasons and advice' },
  'no-parser': { summary: 'leave out the rules of the AsyncAPI specification, which take seconds where a document changed' },
  ...AGAINST_OPTION,
  ...FOLDER_OPTIONS,
} as const satisfies Options;

const ARGUMENTS = [
  { name: 'FILE', summary: 'list only what is found in these files or folders', optional: true, multiple: true, complete: 'file' },
] as const satisfies readonly Argument[];

type Asked = Values<typeof OPTIONS, typeof ARGUMENTS>;

const run = async (asked: Asked, terminal: Terminal): Promise<ExitCode> => {
  const format = asked.format ?? asked['error-format'] ?? 'text';
  if (asked['list-rules']) {
    terminal.out(listRules(oneOf(LIST_FORMATS, format, 'Rules are')));
    return 0;
  }
  return check(asked, oneOf(FORMATS, format, 'Findings are'), terminal);
};

const oneOf = <Choice extends string>(choices: readonly Choice[], format: string, what: string): Choice => {
  const found = choices.find((choice) => choice === format);
  if (found === undefined) throw new UsageError(`${what} not written as ${format}, but as ${choices.join(', ')}.`);
  return found;
};

const check = async (asked: Asked, format: Format, terminal: Terminal): Promise<ExitCode> => {
  const started = performance.now();
  const folders = contractFolders(asked);
  const isListed = listing(folders.root, asked.FILE);
  const progress = (line: string): void => {
    if (process.stderr.isTTY) terminal.error(line);
  };
  const parser = asked['no-parser'] ? undefined : (await import('@vyarna/lint/asyncapi')).startParser(folders.root);
  progress(`Reading ${folders.contracts}/ and ${folders.flows}/`);
  const found = checkContracts({ ...folders, base: await baseOf(folders.root, folders.contracts, asked.against) });
  if (found.refused) parser?.stop();
  const own = found.findings(undefined);
  progress(`${told(own)} by our own rules${parser === undefined || found.refused ? '' : '; those of the AsyncAPI specification are being run'}`);
  const asyncapi = found.refused ? undefined : await parser?.findings(found.documents, own);
  if (asyncapi !== undefined) noteFor(parser, terminal);
  // What keeps the contracts from being read is in the way of every file.
  const findings = (asyncapi === undefined ? own : found.findings(asyncapi)).filter((finding) => found.refused || isListed(finding));
  const text = renderFindings(findings, format, process.stdout.isTTY === true && process.stdout.hasColors());
  if (text !== '') terminal.out(text);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  terminal.error(`vyarna check: ${told(findings)}${found.refused ? '; nothing else was checked, until this is put right' : ''} (${seconds} s)`);
  return findings.length === 0 ? 0 : 100;
};

/** For the next run. All that was asked for is done, so a note that cannot be taken is told, and no failure. */
const noteFor = (parser: ParserRun | undefined, terminal: Terminal): void => {
  try {
    parser?.keep();
  } catch (error) {
    terminal.error(`vyarna check: what the parser said could not be noted, so the next run will ask it again: ${(error as Error).message}`);
  }
};

/** Whether a finding lies in one of the files or folders that were asked for. */
const listing = (root: string, files: readonly string[]): ((finding: Finding) => boolean) => {
  const paths = files.map((file) => {
    if (!existsSync(file)) throw new UsageError(`There is no file or folder ${file}.`);
    return relative(root, resolve(file)).replaceAll('\\', '/');
  });
  return ({ file }) => paths.length === 0 || paths.some((path) => path === '' || file === path || file.startsWith(`${path}/`));
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const told = (findings: readonly Finding[]): string => {
  if (findings.length === 0) return 'no findings';
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const parts = [errors === 0 ? '' : plural(errors, 'error'), errors === findings.length ? '' : plural(findings.length - errors, 'warning')];
  return `${parts.filter((part) => part !== '').join(' and ')} in ${plural(new Set(findings.map(({ file }) => file)).size, 'file')}`;
};

export const command = defineCommand({
  summary: 'find what is wrong with the contracts, or against the policy they are held to',
  arguments: ARGUMENTS,
  options: OPTIONS,
  notes: `Settings are in vyarna.yaml in the folder of the contracts. Findings go to stdout, all else to stderr.

Exit codes: 0 nothing found; 100 findings, warnings included; 2 asked wrongly; 1 anything else.`,
  run,
});
