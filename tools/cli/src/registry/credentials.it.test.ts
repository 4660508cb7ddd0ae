import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { GitRepository } from '@vyarna/release/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestRegistry } from './testing/registries.ts';
import { runVyarna } from './testing/run-vyarna.ts';

const HASH = fileURLToPath(new URL('../../../../schema-registry/src/access/hash-password.ts', import.meta.url));
const CI = { SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO: 'ci:of ci' };
const READER = { SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO: 'reader:of ci' };

let folder: string;
let guarded: TestRegistry;
let open: TestRegistry;
let repository: GitRepository;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vyarna-credentials-'));
  const child = spawn(process.execPath, [HASH]);
  child.stdin.end('of ci\n');
  const hash = (await text(child.stdout)).trim();
  const accessFile = join(folder, 'access.json');
  const grants = [
    { to: ['ci'], right: 'admin', subjects: ['*'] },
    { to: ['reader'], right: 'read', subjects: ['*'] },
    { to: ['other'], right: 'read', subjects: ['shop.*'] },
  ];
  await writeFile(accessFile, JSON.stringify({ users: { ci: hash, reader: hash, other: hash }, grants }));
  guarded = await TestRegistry.start({ ACCESS_FILE: accessFile });
  open = await TestRegistry.start();
  repository = new GitRepository();
  expect((await vyarna(['release'], {})).code).toBe(0);
  repository.commit();
});

afterAll(async () => {
  repository.remove();
  await guarded.stop();
  await open.stop();
  await rm(folder, { recursive: true });
});

const vyarna = (words: readonly string[], env: Readonly<Record<string, string>>) => runVyarna(repository.root, words, env);
const refusal = (status: number, prefix = 'SCHEMA_REGISTRY') =>
  expect.stringMatching(
    `the registry at ${guarded.url} refuses \\(${status}\\): .*\\. Set ${prefix}_BASIC_AUTH_USER_INFO to user:password, or ${prefix}_BEARER_TOKEN, for somebody who may do this\\.$`,
  );

test('gate and push are done for who may, and others are told what to set', async () => {
  const env = { SCHEMA_REGISTRY_URL: guarded.url };
  for (const words of [['push'], ['gate'], ['export', 'x.jsonl']])
    expect(await vyarna(['registry', ...words], env)).toEqual({ code: 1, out: [], error: [refusal(401)] });
  expect(await vyarna(['registry', 'push'], { ...env, ...READER })).toMatchObject({ code: 1, error: [refusal(403)] });
  const gate = await vyarna(['registry', 'gate'], { ...env, ...CI });
  expect(gate).toMatchObject({ code: 0, error: expect.arrayContaining(['vyarna registry gate: the change may be merged.']) });
  // The gate leaves the base there, at level NONE: a push sets the levels.
  const push = await vyarna(['registry', 'push'], { ...env, ...CI });
  expect(push).toMatchObject({ code: 0 });
  expect(await vyarna(['registry', 'push'], { ...env, ...CI })).toEqual({
    code: 0,
    out: [`${guarded.url}: has all of 7 released subjects`],
    error: [],
  });
});

test('each of two registries is shown its own credentials', async () => {
  const words = ['registry', 'import', '--from', guarded.url, '--url', open.url];
  expect(await vyarna(words, CI)).toEqual({ code: 1, out: [], error: [refusal(401, 'SCHEMA_REGISTRY_FROM')] });
  const done = await vyarna(words, { SCHEMA_REGISTRY_FROM_BASIC_AUTH_USER_INFO: 'reader:of ci' });
  expect(done).toMatchObject({ code: 0, error: ['vyarna registry import: 7 versions imported.'] });
  const [from, to] = [join(folder, 'from.jsonl'), join(folder, 'to.jsonl')];
  await vyarna(['registry', 'export', from, '--url', guarded.url], READER);
  await vyarna(['registry', 'export', to, '--url', open.url], {});
  expect(await readFile(to, 'utf8')).toBe(await readFile(from, 'utf8'));
});

test('an export by who may not read everything says so', async () => {
  const env = { SCHEMA_REGISTRY_URL: guarded.url, SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO: 'other:of ci' };
  expect(await vyarna(['registry', 'export', 'part.jsonl'], env)).toMatchObject({
    code: 0,
    error: [
      `warning: the registry at ${guarded.url} has subjects that these credentials may not read: they are left out. For all of it, use those of somebody who may read *.`,
      `vyarna registry export: 2 versions of 2 subjects of ${guarded.url}.`,
    ],
  });
});
