import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './measure.ts';

/** The nearest thing there is: TypeScript for Kafka from AsyncAPI. It takes no Avro, so it gets the same messages with JSON Schema. */
const PACKAGE = '@the-codegen-project/cli';
const VERSION = '0.82.1';

/** Outside the repository, so that it is installed once for all its copies. */
const FOLDER = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'vyarna-bench', `codegen-project-${VERSION}`);

const CONFIGURATION = {
  inputType: 'asyncapi',
  inputPath: './asyncapi.yaml',
  language: 'typescript',
  generators: [
    { preset: 'payloads', outputPath: './out/payloads', serializationType: 'json' },
    { preset: 'channels', outputPath: './out/channels', protocols: ['kafka'] },
  ],
};

/** Its bin: the one that `CODEGEN_PROJECT` names, else one installed from npm; a sentence where it cannot be had. */
export const findRival = (): { readonly bin: string } | { readonly missing: string } => {
  const given = process.env['CODEGEN_PROJECT'];
  if (given !== undefined) return existsSync(given) ? { bin: given } : { missing: `there is no file ${given}, which CODEGEN_PROJECT names` };
  const bin = join(FOLDER, 'node_modules', PACKAGE, 'bin/run.mjs');
  const failure = existsSync(bin) ? '' : install();
  return existsSync(bin)
    ? { bin }
    : { missing: `npm cannot install ${PACKAGE}@${VERSION}: ${failure}. CODEGEN_PROJECT may name the bin/run.mjs of one built from its sources` };
};

/** What npm says where it fails. */
const install = (): string => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const words = ['install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${PACKAGE}@${VERSION}`];
  const { stderr, error } = spawnSync(npm, words, { encoding: 'utf8' });
  return error?.message ?? /^npm error (?!code )(.+)$/m.exec(stderr)?.[1] ?? 'it says nothing';
};

/** Its command in a folder that holds the document. */
export const rivalProgram = (bin: string, folder: string): Program => {
  writeFileSync(join(folder, 'codegen.json'), JSON.stringify(CONFIGURATION));
  return { file: bin, words: ['generate', 'codegen.json'], cwd: folder, environment: { CODEGEN_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' } };
};
