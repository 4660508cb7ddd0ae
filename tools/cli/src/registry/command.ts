import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS, renderFindings } from '@vyarna/lint/formats';
import { AGAINST_OPTION, baseOf } from '../against.ts';
import { defineCommand, type ExitCode, type Options, type Terminal, UsageError } from '../command.ts';
import { contractFolders, FOLDER_OPTIONS } from '../contract-folders.ts';
import type { Values } from '../parse.ts';
import { findRepository } from '../repository.ts';
import { RegistryUnreachable, registryAt } from './client.ts';

const OPTIONS = {
  url: { value: 'URL', summary: 'push, gate, export, import: the registry (SCHEMA_REGISTRY_URL)' },
  from: { value: 'URL', summary: 'import: another registry, instead of a file' },
  'dry-run': { summary: 'push, import: show what would be done, and do nothing' },
  local: { summary: "push: the working tree's active schemas, released or not, to a registry on this machine, at level NONE" },
  bundle: { value: 'FILE', summary: 'push --local: the contract set (generated/bundle.json)', complete: 'file' },
  ...AGAINST_OPTION,
  format: { value: 'FORMAT', choices: FORMATS, summary: 'gate: how findings are written (text)' },
  host: { value: 'HOST', summary: 'serve: where it listens (127.0.0.1)' },
  port: { value: 'PORT', summary: 'serve: the port (PORT, 8081)' },
  data: { value: 'DIR', summary: 'serve: the folder of its own PostgreSQL (.vyarna/registry)', complete: 'directory' },
  temporary: { summary: 'serve: on an empty database that goes with it' },
  ...FOLDER_OPTIONS,
} as const satisfies Options;

type Asked = Values<typeof OPTIONS>;
type Action = 'push' | 'gate' | 'export' | 'import' | 'serve';

/** Which options an action knows. */
const KNOWN: Readonly<Record<Action, readonly (keyof Asked)[]>> = {
  push: ['url', 'dry-run', 'local', 'bundle', 'contracts', 'flows'],
  gate: ['url', 'against', 'format', 'contracts', 'flows'],
  export: ['url'],
  import: ['url', 'from', 'dry-run'],
  serve: ['host', 'port', 'data', 'temporary'],
};

const refuseOthers = (action: Action, asked: Asked): void => {
  const stray = (Object.keys(OPTIONS) as (keyof Asked)[]).find(
    (name) => asked[name] !== undefined && asked[name] !== false && !KNOWN[action].includes(name),
  );
  if (stray !== undefined) throw new UsageError(`registry ${action} knows no --${stray}`);
};

/** Level NONE lets anything through, so it is for a registry on this machine only. */
const localUrl = (text: string): string => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(`SCHEMA_REGISTRY_URL is '${text}', which is no http URL`);
  if (!/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw new UsageError(`push --local is for a registry on this machine, not ${url.hostname}: set SCHEMA_REGISTRY_URL to one`);
  }
  return text;
};

const push = async (asked: Asked, terminal: Terminal): Promise<ExitCode> => {
  if (asked.local) {
    const { pushLocal } = await import('./push.ts');
    const bundle = asked.bundle ?? join(findRepository(process.cwd()), 'generated/bundle.json');
    const url = localUrl(asked.url ?? (process.env['SCHEMA_REGISTRY_URL'] || 'http://127.0.0.1:8081'));
    return pushLocal(bundle, registryAt(url, process.env), terminal);
  }
  if (asked.bundle !== undefined) throw new UsageError('--bundle is for push --local: released versions are read from the contracts');
  const { pushCommand } = await import('./push-command.ts');
  return pushCommand(contractFolders(asked), registryAt(asked.url, process.env), asked['dry-run'], terminal);
};

const gate = async (asked: Asked, terminal: Terminal): Promise<ExitCode> => {
  const folders = contractFolders(asked);
  const base = await baseOf(folders.root, folders.contracts, asked.against);
  const { gate: run, NotEmpty } = await import('./gate.ts');
  try {
    const findings = await run({ folders, base, registry: registryAt(asked.url, process.env), terminal });
    const text = renderFindings(findings, asked.format ?? 'text', process.stdout.isTTY === true && process.stdout.hasColors());
    if (text !== '') terminal.out(text);
    terminal.error(`vyarna registry gate: ${findings.length === 0 ? 'the change may be merged' : 'the change is refused'}.`);
    return findings.length === 0 ? 0 : 100;
  } catch (error) {
    if (error instanceof NotEmpty) throw new UsageError(error.message);
    throw error;
  }
};

const serve = async ({ host, port, data, temporary }: Asked, terminal: Terminal): Promise<ExitCode> => {
  const text = port ?? (process.env['PORT'] || '8081');
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new UsageError(`'${text}' is no port: --port takes a number from 1 to 65535`);
  if (temporary && data !== undefined) throw new UsageError('--temporary keeps nothing, so there is no --data');
  const { serve: run } = await import('./serve.ts');
  return run({ host, port: number, data, temporary }, terminal);
};

const exportTo = async ({ url }: Asked, terminal: Terminal, file: string | undefined): Promise<ExitCode> => {
  if (file === undefined) throw new UsageError('Say where to: registry export FILE, - for standard output');
  const { exportCommand } = await import('./export-command.ts');
  return exportCommand(registryAt(url, process.env), file, terminal);
};

const importFrom = async (asked: Asked, terminal: Terminal, file: string | undefined): Promise<ExitCode> => {
  if ((file === undefined) === (asked.from === undefined))
    throw new UsageError('Say what to import: registry import FILE, or registry import --from URL');
  if (file !== undefined && file !== '-' && !existsSync(file)) throw new UsageError(`There is no file ${file}`);
  const { importCommand } = await import('./import-command.ts');
  const source = asked.from === undefined ? (file ?? '-') : registryAt(asked.from, process.env, 'SCHEMA_REGISTRY_FROM');
  return importCommand(registryAt(asked.url, process.env), source, asked['dry-run'], terminal);
};

type Act = (asked: Asked, terminal: Terminal, file: string | undefined) => Promise<ExitCode>;

const ACTIONS: Readonly<Record<Action, Act>> = { push, gate, export: exportTo, import: importFrom, serve };

export const command = defineCommand({
  summary: 'bring released schemas into a schema registry, let one judge a change, move one, or run one',
  arguments: [
    { name: 'ACTION', choices: ['push', 'gate', 'export', 'import', 'serve'], summary: 'what to do' },
    { name: 'FILE', optional: true, summary: 'export, import: a registry as JSON lines; - is standard input or output', complete: 'file' },
  ],
  options: OPTIONS,
  notes: `push    sends every released version that the registry lacks, oldest first, with the level of each subject; nothing twice.
        What was released at another level comes before the level: into an empty subject at NONE
gate    on an empty registry: first what is released in the base, then what this change releases; says what is refused (make gate)
export  writes a whole registry to a file: subjects, versions, ids, references, what is deleted, what is set (levels, modes, ...)
import  brings such a file, or another registry (--from), into a registry, with the ids it had; nothing twice.
        What was stopped or killed is completed by importing again
serve   runs our registry: on the PostgreSQL of DATABASE_URL (and MIGRATION_DATABASE_URL), else on one of its own.
        Other variables (ACCESS_FILE says who may do what, TLS_CERT_FILE, JWT_JWKS_URL, ...) are in schema-registry/README.md

Credentials for a registry: SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO (user:password) or SCHEMA_REGISTRY_BEARER_TOKEN;
for that of --from SCHEMA_REGISTRY_FROM_BASIC_AUTH_USER_INFO or SCHEMA_REGISTRY_FROM_BEARER_TOKEN.
Exit codes: 0 done; 100 something is refused; 2 asked wrongly; 1 the registry cannot be reached, or anything else.`,
  async run({ ACTION: action, FILE: file, ...asked }, terminal) {
    refuseOthers(action, asked);
    if (file !== undefined && action !== 'export' && action !== 'import') throw new UsageError(`registry ${action} takes no file`);
    try {
      return await ACTIONS[action](asked, terminal, file);
    } catch (error) {
      if (!(error instanceof RegistryUnreachable)) throw error;
      terminal.error(`vyarna registry ${action}: ${error.message}`);
      return 1;
    }
  },
});
