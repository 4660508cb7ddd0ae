import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { type Database, migrate, type OnNotify, openDatabase } from '@vyarna/process';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../registry/commands.ts';
import { contextOf, parseName, writeName } from '../registry/names.ts';
import { Refusal } from '../registry/refusal.ts';
import type { LoggedChange, Registry } from '../registry/registry.ts';
import type { RegisteredSchema } from '../registry/schema.ts';
import { RegistryState } from '../registry/state.ts';
import { arbitraryCommand } from '../testing/arbitrary-command.ts';
import { LargeWork } from './large-work.ts';
import { registryMigrations } from './migrations.ts';
import { openRegistry } from './open-registry.ts';

const logger = createLogger({ service: 'schema-registry', level: 'silent' });
let server: { url: string; close(): Promise<void> };
const databases: Database<never>[] = [];
const registries: Registry[] = [];
let run = 0;

beforeAll(async () => {
  server = await testDatabase();
  await migrate({ url: server.url, schema: 'registry', migrations: registryMigrations, logger });
  for (const _ of [1, 2, 3]) {
    const database = openDatabase<never>({ url: server.url, schema: 'registry', logger });
    databases.push(database);
    registries.push(await openRegistry(database, logger, new LargeWork()));
  }
  await of(0).execute({ type: 'set-config', subject: ':.__GLOBAL:', config: { compatibilityLevel: 'NONE' } }, 'test');
});

afterAll(async () => {
  for (const database of databases) await database.close();
  await server.close();
});

const of = (index: number): Registry => registries[index] as Registry;

/** The command in contexts and subjects of this run alone. */
function inRun(command: Command): Command {
  if (!('subject' in command)) return command;
  const { context, subject } = parseName(command.subject);
  return { ...command, subject: writeName({ context: `.run${run}${context.slice(1)}`, subject }) } as Command;
}

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (error instanceof Refusal) return error.code;
    throw error;
  });

async function wholeLog(): Promise<readonly LoggedChange[]> {
  return of(0).changes(0, 1_000_000);
}

/** The hashes of the texts in the database, and of those that versions have by the log. */
async function texts(): Promise<{ readonly kept: readonly string[]; readonly used: readonly string[] }> {
  const { rows } = await (databases[0] as Database<never>).pool.query<{ hash: string }>('select hash from schema_text');
  const state = new RegistryState();
  for (const { change, at } of await wholeLog()) state.apply(change, at.getTime());
  const subjects = state.subjects().flatMap((subject) => state.versions(subject).map(({ schema }) => schema.content.hash));
  return { kept: rows.map(({ hash }) => hash).sort(), used: [...new Set(subjects)].sort() };
}

test('whatever three instances are told at once, all are one registry: nothing acknowledged is lost, nothing is done twice', async () => {
  const told = fc.record({ instance: fc.nat(2), command: arbitraryCommand, pauseMs: fc.constantFrom(0, 0, 0, 1, 3) });
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 2, maxLength: 60 }), async (all) => {
      run += 1;
      const before = (await wholeLog()).length;
      const outcomes = await Promise.all(
        all.map(async ({ instance, command, pauseMs }) => {
          await pause(pauseMs);
          return { command: inRun(command), outcome: await outcomeOf(of(instance).execute(inRun(command), `${instance}`)) };
        }),
      );
      const log = await wholeLog();
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));

      const changes = log.slice(before).map(({ change }) => change);
      const registered = changes.filter((change) => change.action === 'register');
      // Every registration that was acknowledged is in the log.
      for (const { command, outcome } of outcomes) {
        if (command.type !== 'register') continue;
        const { subject, version, id } = outcome as RegisteredSchema;
        expect(registered).toContainEqual(expect.objectContaining({ subject, version, id }));
      }
      // Deleted as often as acknowledged.
      const deleted = changes.filter((change) => change.action === 'delete').length;
      const acknowledged = outcomes.filter(
        ({ command, outcome }) => command.type !== 'register' && !('permanent' in command && command.permanent) && !((outcome as number) > 40_000),
      );
      expect(deleted).toBe(acknowledged.length);

      const state = new RegistryState();
      for (const { change, at } of log) {
        // No version is made twice.
        if (change.action === 'register') expect(state.version(change)).toBe(undefined);
        state.apply(change, at.getTime());
      }
      for (const registry of registries) {
        for (const subject of new Set(registered.map((change) => change.subject))) {
          const versions = await registry.query({ type: 'versions', subject, include: 'all' }).catch(() => []);
          expect(versions).toEqual(state.versions(subject).map(({ version, deleted }) => ({ version, deleted })));
          const ids = state.versions(subject).map(({ schema }) => [schema.guid, schema.id] as const);
          for (const [guid, id] of ids) expect(state.idOf(contextOf(subject), guid)).toBe(id);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('who is told of a change sees it at every instance, at once', async () => {
  for (let n = 0; n < 150; n += 1) {
    const subject = `seen-${n}`;
    const { id } = await of(n % 3).execute(
      { type: 'register', subject, schema: { schema: JSON.stringify({ type: 'fixed', name: `F${n}`, size: 1 }) } },
      'test',
    );
    const answers = await Promise.all(registries.map((registry) => registry.query({ type: 'version', subject, version: 'latest' })));
    expect(answers.map((answer) => answer.id)).toEqual([id, id, id]);
    await of((n + 1) % 3).execute({ type: 'delete-subject', subject }, 'test');
    for (const registry of registries)
      await expect(registry.query({ type: 'version', subject, version: 'latest' })).rejects.toMatchObject({ code: 40401 });
  }
});

test('one refused command of a batch refuses only itself', async () => {
  await of(0).execute({ type: 'set-config', subject: 'mixed', config: { compatibilityLevel: 'FULL' } }, 'test');
  const register = (schema: unknown) =>
    outcomeOf(of(0).execute({ type: 'register', subject: 'mixed', schema: { schema: JSON.stringify(schema) } }, 'test'));
  const [one, two, three, four] = await Promise.all([register('int'), register('string'), register('strnig'), register('int')]);
  expect([(one as RegisteredSchema).version, two, three, (four as RegisteredSchema).version]).toEqual([1, 409, 42201, 1]);
});

test('what lasts is answered from memory while changes are heard of, and by the log while they are not', async () => {
  let notify: OnNotify = () => {};
  let lose = (): void => {};
  const listen: Database<never>['listen'] = async (_channel, onNotify, onLost = () => {}) => {
    notify = onNotify;
    lose = onLost;
    return async () => {};
  };
  const { pool } = databases[1] as Database<never>;
  const deaf = await openRegistry({ pool, listen }, logger, new LargeWork(), 600_000);
  const told: unknown[] = [];
  deaf.onChange((changes) => told.push(changes?.map(({ action }) => action)));
  const schema = { schema: '{"type":"fixed","name":"Heard","size":3}' };
  const { id } = await deaf.execute({ type: 'register', subject: 'heard', schema }, 'test');
  const remove = async (permanent: boolean) => of(0).execute({ type: 'delete-subject', subject: 'heard', permanent }, 'test');
  await remove(false);
  await remove(true);
  // Nobody told it.
  expect(await deaf.query({ type: 'schema-by-id', id })).toMatchObject({ id });
  expect(deaf.isLive()).toBe(true);

  lose();
  expect(deaf.isLive()).toBe(false);
  await expect(deaf.query({ type: 'schema-by-id', id })).rejects.toMatchObject({ code: 40403 });
  expect(deaf.isLive()).toBe(false);
  notify(undefined);
  await expect.poll(() => deaf.isLive()).toBe(true);

  const { id: next } = await deaf.execute({ type: 'register', subject: 'heard', schema }, 'test');
  // What comes back has its id again.
  expect(next).toBe(id);
  await remove(false);
  await remove(true);
  notify(`${(await wholeLog()).at(-1)?.seq}`);
  await expect.poll(() => deaf.query({ type: 'schema-by-id', id: next }).catch((error: Refusal) => error.code)).toBe(40403);
  expect(told).toEqual([['register'], undefined, ['delete', 'purge'], ['register'], ['delete', 'purge']]);
});

test('an instance that hears nothing and does not know it looks at the log by itself', async () => {
  const { pool } = databases[1] as Database<never>;
  const deaf = await openRegistry({ pool, listen: async () => async () => {} }, logger, new LargeWork(), 50);
  const schema = { schema: '{"type":"fixed","name":"Unheard","size":3}' };
  const { id } = await deaf.execute({ type: 'register', subject: 'unheard', schema }, 'test');
  expect(deaf.isLive()).toBe(true);
  await of(0).execute({ type: 'delete-subject', subject: 'unheard', permanent: false }, 'test');
  await of(0).execute({ type: 'delete-subject', subject: 'unheard', permanent: true }, 'test');
  await expect.poll(() => deaf.query({ type: 'schema-by-id', id }).catch((error: Refusal) => error.code), { timeout: 5_000 }).toBe(40403);
});

test('an instance whose database no longer answers does not answer from memory', async () => {
  const { pool } = databases[1] as Database<never>;
  let isAway = false;
  const query: unknown = (...asked: Parameters<typeof pool.query>) => (isAway ? new Promise(() => {}) : pool.query(...asked));
  const cutOff = await openRegistry({ pool: { query } as typeof pool, listen: async () => async () => {} }, logger, new LargeWork(), 50);
  expect(cutOff.isLive()).toBe(true);
  isAway = true;
  await expect.poll(() => cutOff.isLive(), { timeout: 5_000 }).toBe(false);
});

test('an instance whose connections are ended hears again by itself', async () => {
  const [, second] = registries as [Registry, Registry, Registry];
  const told: unknown[] = [];
  const end = second.onChange((changes) => told.push(changes));
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'registry'`);
  await admin.end();
  await expect.poll(() => told, { timeout: 5_000 }).toContain(undefined);
  await expect.poll(() => registries.every((registry) => registry.isLive()), { timeout: 5_000 }).toBe(true);
  end();
});

test('tells of every change, of any instance, after it took effect', async () => {
  const heard: string[] = [];
  const end = of(2).onChange((changes = []) => {
    for (const change of changes) if (change.action === 'register') heard.push(`${change.subject} ${change.version}`);
  });
  await of(0).execute({ type: 'register', subject: 'told', schema: { schema: '"float"' } }, 'test');
  await of(1).execute({ type: 'register', subject: 'told', schema: { schema: '"double"' } }, 'test');
  await expect.poll(() => heard).toEqual(['told 1', 'told 2']);
  end();
});

test('the texts that are kept are those that versions have, whatever was deleted for good at once', async () => {
  const { kept, used } = await texts();
  expect(kept).toEqual(used);
});

test('a text goes with its last version, and comes back with the id it had', async () => {
  const text = '{"type":"record","name":"Erased","fields":[]}';
  const register = (index: number, subject: string) =>
    of(index).execute({ type: 'register', subject, schema: { schema: text } }, 'test') as Promise<RegisteredSchema>;
  const purge = async (index: number, subject: string): Promise<void> => {
    await of(index).execute({ type: 'delete-subject', subject }, 'test');
    await of(index).execute({ type: 'delete-subject', subject, permanent: true }, 'test');
  };
  const there = async (): Promise<boolean> => {
    const { rowCount } = await (databases[0] as Database<never>).pool.query('select from schema_text where text = $1', [text]);
    return rowCount === 1;
  };
  const { id } = await register(0, 'erased-1');
  await register(1, 'erased-2');
  await purge(2, 'erased-1');
  expect(await there()).toBe(true);
  await purge(0, 'erased-2');
  expect(await there()).toBe(false);
  for (const index of [0, 1, 2]) {
    await expect
      .poll(() =>
        of(index)
          .query({ type: 'schema-by-id', id })
          .catch((error: Refusal) => error.code),
      )
      .toBe(40403);
  }

  // A new instance needs no more than what is kept.
  const database = openDatabase<never>({ url: server.url, schema: 'registry', logger });
  databases.push(database);
  const fresh = await openRegistry(database, logger, new LargeWork());
  expect(await fresh.execute({ type: 'register', subject: 'erased-3', schema: { schema: text } }, 'test')).toMatchObject({ id, version: 1 });
  expect(await of(1).query({ type: 'schema-by-id', id })).toMatchObject({ schema: text });
});
