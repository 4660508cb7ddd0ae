import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '@vyarna/dev/testing';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call, sent } from './testing/instance.ts';
import { ensureRole, type RunningProgram, startProgram } from './testing/program.ts';

let server: { url: string; close(): Promise<void> };
let admin: Client;
const programs: RunningProgram[] = [];

beforeAll(async () => {
  server = await testDatabase();
  admin = new Client({ connectionString: server.url.replace(/[^/]+$/, 'postgres') });
  await admin.connect();
  await ensureRole(server.url);
});

afterEach(async () => {
  for (const { child, exit } of programs.splice(0)) {
    child.kill('SIGKILL');
    await exit;
  }
});

afterAll(async () => {
  await admin.end();
  await server.close();
});

async function start() {
  const program = startProgram(server.url);
  programs.push(program);
  const url = await program.listening;
  return { program, instance: { url, close: async () => {} } };
}

type Target = Awaited<ReturnType<typeof start>>['instance'];

interface Acknowledged {
  readonly subject: string;
  readonly size: number;
  readonly id: number;
  readonly version: number;
}

const schemaOf = (size: number) => ({ type: 'fixed', name: 'F', size });
let sizes = 0;

/** Registers without end, each a schema nobody registered before, until told to end; what fails is left. */
function registering(targets: readonly Target[], subjects: string): { readonly acknowledged: Acknowledged[]; end(): Promise<void> } {
  const acknowledged: Acknowledged[] = [];
  let isGoing = true;
  const work = async (worker: number): Promise<void> => {
    while (isGoing) {
      sizes += 1;
      const size = sizes;
      const subject = `${subjects}-${size % 7}`;
      try {
        const { status, body } = await call(
          targets[worker % targets.length] as Target,
          'POST',
          `/subjects/${subject}/versions`,
          sent(schemaOf(size)),
        );
        if (status === 200) acknowledged.push({ subject, size, ...(body as { id: number; version: number }) });
      } catch {
        // Its process is gone.
        await pause(5);
      }
    }
  };
  const workers = Array.from({ length: 24 }, (_, worker) => work(worker));
  return {
    acknowledged,
    end: async () => {
      isGoing = false;
      await Promise.all(workers);
    },
  };
}

async function expectKept(instance: Target, acknowledged: readonly Acknowledged[]): Promise<void> {
  expect(new Set(acknowledged.map(({ id }) => id)).size).toBe(acknowledged.length);
  expect(new Set(acknowledged.map(({ subject, version }) => `${subject} ${version}`)).size).toBe(acknowledged.length);
  const kept = await Promise.all(
    acknowledged.map(async ({ subject, version }) => (await call(instance, 'GET', `/subjects/${subject}/versions/${version}`)).body),
  );
  const expected = acknowledged.map(({ subject, size, id, version }) => ({ subject, version, id, schema: JSON.stringify(schemaOf(size)) }));
  for (const [index, each] of expected.entries()) expect(kept[index]).toMatchObject(each);
}

test('kill -9 under load, again and again, loses nothing that was acknowledged and doubles nothing', async () => {
  const all: Acknowledged[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { program, instance } = await start();
    await call(instance, 'PUT', '/config', { compatibility: 'NONE' });
    const load = registering([instance], 'killed');
    await expect.poll(() => load.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(60 + round * 17);
    program.child.kill('SIGKILL');
    await program.exit;
    await load.end();
    all.push(...load.acknowledged);
  }
  const { instance } = await start();
  await expectKept(instance, all);
}, 60_000);

test('an instance that is killed or halted holds no other one up', async () => {
  const [a, b] = [await start(), await start()];
  await call(a.instance, 'PUT', '/config', { compatibility: 'NONE' });
  const load = registering([a.instance, b.instance], 'other');
  await expect.poll(() => load.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(100);
  a.program.child.kill('SIGSTOP');
  const before = performance.now();
  for (let n = 0; n < 20; n += 1) expect((await call(b.instance, 'POST', `/subjects/alone-${n}/versions`, sent('int'))).status).toBe(200);
  expect(performance.now() - before).toBeLessThan(5_000);
  a.program.child.kill('SIGKILL');
  await a.program.exit;
  await load.end();
  await expectKept(b.instance, load.acknowledged);
}, 60_000);

test('a database that goes away and comes back loses nothing either, and its registry goes on', async () => {
  const { instance } = await start();
  await call(instance, 'PUT', '/config', { compatibility: 'NONE' });
  const load = registering([instance], 'away');
  await expect.poll(() => load.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(100);
  const name = new URL(server.url).pathname.slice(1);
  await admin.query(`alter database ${name} allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  expect(await call(instance, 'GET', '/subjects')).toMatchObject({ status: 500, body: { error_code: 50001 } });
  await pause(300);
  await admin.query(`alter database ${name} allow_connections true`);
  const then = load.acknowledged.length;
  await expect.poll(() => load.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(then + 50);
  await load.end();
  await expectKept(instance, load.acknowledged);
}, 60_000);
