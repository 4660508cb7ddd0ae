import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { testDatabase } from '@vyarna/dev/testing';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call, sent } from './testing/instance.ts';
import { ensureRole, startProgram } from './testing/program.ts';

const children: ChildProcess[] = [];
let server: { url: string; close(): Promise<void> };

const accessFile = join(mkdtempSync(join(tmpdir(), 'vyarna-access-')), 'access.json');

beforeAll(async () => {
  writeFileSync(accessFile, JSON.stringify({ users: {}, grants: [] }));
  server = await testDatabase();
  await ensureRole(server.url);
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  rmSync(dirname(accessFile), { recursive: true });
  await server.close();
});

function start(environment: Record<string, string> = {}) {
  const program = startProgram(server.url, environment);
  children.push(program.child);
  return program;
}

test('what was acknowledged before kill -9 is there after the next start', async () => {
  const first = start();
  const url = await first.listening;
  const registered = await call({ url }, 'POST', '/subjects/kept/versions', sent('string'));
  expect(registered).toMatchObject({ status: 200, body: { version: 1 } });
  first.child.kill('SIGKILL');
  await first.exit;

  const again = start();
  const instance = { url: await again.listening };
  expect(await call(instance, 'POST', '/subjects/kept', sent('string'))).toMatchObject({
    status: 200,
    body: { id: (registered.body as { id: number }).id, version: 1 },
  });
  again.child.kill('SIGTERM');
  expect(await again.exit).toBe(0);
  expect(again.lines.map(({ message }) => message)).toEqual(['listening', 'ready', 'stopping', 'stopped']);
});

test('a log of 5,000 versions is whole at the first answer after a start', async () => {
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`
    insert into registry.schema_text select encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), n::text from generate_series(1, 5000) n on conflict do nothing;
    insert into registry.change select (select max(seq) from registry.change) + n, now(), 'test', 'register',
      json_build_object('subject', 'many-' || n % 500, 'version', n / 500 + 1, 'id', 10 + n,
        'content', json_build_object('schemaType', 'AVRO', 'hash', encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), 'form', n::text))
      from generate_series(1, 5000) n`);
  await admin.end();
  const { listening } = start();
  const url = await listening;
  expect((await call({ url }, 'GET', '/subjects/many-7/versions')).body).toHaveLength(10);
  expect((await call({ url }, 'GET', '/subjects?subjectPrefix=many-')).body).toHaveLength(500);
});

test('without PostgreSQL it gives up with one line that names the next step', async () => {
  const { exit, lines } = start({ MIGRATION_DATABASE_URL: 'postgres://registry_owner:s3cret@127.0.0.1:1/vyarna', START_TIMEOUT_MS: '500' });
  expect(await exit).toBe(1);
  expect(lines).toMatchObject([{ level: 'fatal', code: 'DEPENDENCY_UNAVAILABLE', hint: expect.stringContaining('Start PostgreSQL') }]);
  expect(JSON.stringify(lines)).not.toContain('s3cret');
});

test('on a taken port it says so', async () => {
  const first = start();
  const { port } = new URL(await first.listening);
  const { exit, lines } = start({ PORT: port });
  expect(await exit).toBe(1);
  expect(lines.at(-1)).toMatchObject({ level: 'fatal', code: 'PORT_TAKEN' });
});

test.each([
  ['PORT', 'abc', '0 to 65535'],
  ['PORT', '-1', '0 to 65535'],
  ['HEALTH_PORT', '99999', '0 to 65535'],
  ['MAX_BODY_BYTES', '0', '1 to 268435456'],
  ['MAX_BODY_BYTES', '99999999999', '1 to 268435456'],
  ['RATE_LIMIT', '0', '1 to 1000000'],
  ['RATE_LIMIT', '1.5', '1 to 1000000'],
  ['START_TIMEOUT_MS', '99999999999', '1 to 2147483647'],
  ['LOG_LEVEL', 'loud', 'trace, debug'],
  ['DATABASE_URL', 'nonsense', 'postgres://'],
  ['DATABASE_URL', 'mysql://a:s3cret@127.0.0.1/x', 'postgres://'],
  ['MIGRATION_DATABASE_URL', 'postgres://a:s3cret@127.0.0.1:99999/x', 'postgres://'],
  ['JWT_JWKS_URL', 'nonsense', 'JWKS address'],
])('with %s=%s it gives up with one line that says what is wanted', async (name, value, wanted) => {
  const { exit, lines } = start({ ACCESS_FILE: accessFile, JWT_ISSUER: 'a', JWT_AUDIENCE: 'b', [name]: value });
  expect(await exit).toBe(1);
  expect(lines).toMatchObject([
    { level: 'fatal', code: 'VARIABLE_INVALID', message: expect.stringMatching(new RegExp(`^${name} is `)), hint: expect.stringContaining(wanted) },
  ]);
  expect(JSON.stringify(lines)).not.toContain('s3cret');
});
