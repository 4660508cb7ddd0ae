import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '@vyarna/dev/testing';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call, sent } from './testing/instance.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const ROLE = 'registry';
const children: ChildProcess[] = [];
let server: { url: string; close(): Promise<void> };

beforeAll(async () => {
  server = await testDatabase();
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  // Roles belong to the whole server, which other tests share.
  await admin.query(`do $$ begin create role ${ROLE} login; exception when duplicate_object then null; end $$`);
  await admin.end();
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => server.close());

interface Line {
  readonly level: string;
  readonly message: string;
  readonly url?: string;
  readonly code?: string;
}

function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN], {
    env: { DATABASE_URL: server.url, MIGRATION_DATABASE_URL: server.url, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: Line[] = [];
  const listening = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: Line = JSON.parse(text);
      lines.push(line);
      if (line.message === 'listening' && line.url !== undefined) resolve(line.url);
    });
  });
  return { child, lines, listening, exit: once(child, 'close').then(([code]) => code as number | null) };
}

test('what was acknowledged before kill -9 is there after the next start, and that takes less than a second', async () => {
  const first = start();
  const url = await first.listening;
  const registered = await call({ url, close: async () => {} }, 'POST', '/subjects/kept/versions', sent('string'));
  expect(registered).toMatchObject({ status: 200, body: { version: 1 } });
  first.child.kill('SIGKILL');
  await first.exit;

  const begun = performance.now();
  const again = start();
  const instance = { url: await again.listening, close: async () => {} };
  expect(await call(instance, 'POST', '/subjects/kept', sent('string'))).toMatchObject({ status: 200, body: registered.body as object });
  expect(performance.now() - begun).toBeLessThan(1_000);

  again.child.kill('SIGTERM');
  expect(await again.exit).toBe(0);
  expect(again.lines.map(({ message }) => message)).toEqual(['listening', 'ready', 'stopping', 'stopped']);
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
