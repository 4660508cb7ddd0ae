import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '@vyarna/dev/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
let server: { url: string; close(): Promise<void> };
let registry: ChildProcess;
let url = '';

beforeAll(async () => {
  server = await testDatabase();
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('do $$ begin create role registry login; exception when duplicate_object then null; end $$');
  await admin.end();
  registry = spawn(process.execPath, ['schema-registry/src/main.ts'], {
    cwd: ROOT,
    env: { DATABASE_URL: server.url, MIGRATION_DATABASE_URL: server.url, PORT: '0', VYARNA_PARENT_PIPE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  url = await new Promise<string>((resolve) => {
    if (registry.stdout === null) return;
    createInterface({ input: registry.stdout }).on('line', (text) => {
      const line: { message: string; url?: string } = JSON.parse(text);
      if (line.message === 'listening' && line.url !== undefined) resolve(line.url);
    });
  });
});

afterAll(async () => {
  registry.kill('SIGKILL');
  await server.close();
});

async function push(registryUrl: string, ...options: string[]): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, ['tools/cli/bin/vyarna.js', 'registry', 'push', ...options], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], SCHEMA_REGISTRY_URL: registryUrl },
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (bytes) => {
    out += bytes;
  });
  child.stderr.on('data', (bytes) => {
    error += bytes;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, error };
}

const read = async (path: string) => (await fetch(`${url}${path}`)).json() as Promise<unknown>;

describe('vyarna registry push --local', () => {
  test('gives every subject of the contracts its schema at level NONE, and nothing twice', async () => {
    const first = await push(url, '--local');
    expect(first).toMatchObject({ code: 0, error: '' });
    const subjects = (await read('/subjects')) as string[];
    expect(subjects.length).toBeGreaterThan(5);
    expect(first.out).toBe(
      [
        ...subjects.map((subject) => `${subject}: new version`),
        `${url}: ${subjects.length} of ${subjects.length} subjects got a new version`,
        '',
      ].join('\n'),
    );
    for (const subject of subjects) {
      expect(await read(`/subjects/${subject}/versions`)).toEqual([1]);
      expect(await read(`/config/${subject}`)).toEqual({ compatibilityLevel: 'NONE' });
    }
    expect(await push(url, '--local')).toEqual({ code: 0, error: '', out: `${url}: 0 of ${subjects.length} subjects got a new version\n` });
  });

  test('says in one line that no registry answers', async () => {
    const { code, out, error } = await push('http://127.0.0.1:2', '--local');
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(
      /^vyarna registry push: no registry answers at http:\/\/127\.0\.0\.1:2: .*ECONNREFUSED.*\. Start one \(vyarna registry serve, or make up .*\), or correct .*\n$/,
    );
  });

  test.each([
    [
      'for a registry elsewhere',
      'https://registry.example.com',
      ['--local'],
      'push --local is for a registry on this machine, not registry.example.com',
    ],
    ['for no URL', 'nonsense', ['--local'], `SCHEMA_REGISTRY_URL is 'nonsense', which is no http URL`],
  ])('is refused %s', async (_, registryUrl, options, reason) => {
    const { code, out, error } = await push(registryUrl, ...options);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(reason);
  });
});
