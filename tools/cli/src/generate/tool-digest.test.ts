import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toolDigest } from './tool-digest.ts';

let repository = '';

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
};

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'vyarna-'));
  write('package-lock.json', '{}');
  write('tools/cli/src/generate/command.ts', 'a');
  write('tools/codegen/package.json', '{ "dependencies": { "@vyarna/loader": "*", "other": "1.0.0" } }');
  write('tools/codegen/src/emit.ts', 'a');
  write('tools/loader/package.json', '{ "dependencies": { "@vyarna/avro": "*" } }');
  write('libs/avro/package.json', '{}');
  write('libs/avro/src/front/parse.ts', 'a');
  mkdirSync(join(repository, 'node_modules/@vyarna'), { recursive: true });
  for (const [name, folder] of Object.entries({ loader: 'tools/loader', avro: 'libs/avro' })) {
    symlinkSync(join(repository, folder), join(repository, 'node_modules/@vyarna', name));
  }
});
afterEach(() => rmSync(repository, { recursive: true }));

test.each([
  ['the command', 'tools/cli/src/generate/command.ts'],
  ['an emitter', 'tools/codegen/src/emit.ts'],
  ['a text that is emitted', 'tools/codegen/src/readme.md'],
  ['a package that an imported package imports', 'libs/avro/src/front/parse.ts'],
  ['a new file of one', 'libs/avro/src/new.ts'],
  ['the versions of packages from elsewhere', 'package-lock.json'],
])('it is another one after a change of %s', (_, path) => {
  const before = toolDigest(repository);
  write(path, 'b');
  expect(toolDigest(repository)).not.toBe(before);
});

test.each([
  ['a test', 'tools/codegen/src/emit.test.ts'],
  ['another command', 'tools/cli/src/registry/command.ts'],
  ['a package that is not imported', 'libs/http/src/index.ts'],
])('it is the same after a change of %s', (_, path) => {
  const before = toolDigest(repository);
  write(path, 'b');
  expect(toolDigest(repository)).toBe(before);
});
