import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './measure.ts';

/** The nearest thing there is: TypeScript for Kafka from AsyncAPI. It takes no Avro, so it gets the same messages with JSON Schema. */
const PACKAGE = '@the-codegen-project/cli';
const VERSION = '0.82.1';

/** Outside the repository's dependencies, and ignored. */
const FOLDER = fileURLToPath(new URL('../../../../.vyarna/bench/codegen-project', import.meta.url));

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
  if (!existsSync(bin)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    spawnSync(npm, ['install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', '--silent', `${PACKAGE}@${VERSION}`]);
  }
  return existsSync(bin) ? { bin } : { missing: `${PACKAGE}@${VERSION} could not be installed from npm; CODEGEN_PROJECT may name its bin/run.mjs` };
};

/** Its command in a folder that holds the document. */
export const rivalProgram = (bin: string, folder: string): Program => {
  writeFileSync(join(folder, 'codegen.json'), JSON.stringify(CONFIGURATION));
  return { file: bin, words: ['generate', 'codegen.json'], cwd: folder, environment: { CODEGEN_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' } };
};
