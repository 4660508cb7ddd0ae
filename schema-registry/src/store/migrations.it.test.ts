import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { migrate } from '@vyarna/process';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { call, sent, startInstance } from '../testing/instance.ts';
import { registryMigrations } from './migrations.ts';

test('what was registered before there was a log is in it, with its ids, versions and levels', async () => {
  const server = await testDatabase();
  await migrate({
    url: server.url,
    schema: 'registry',
    migrations: registryMigrations.slice(0, 1),
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  const before = new Client({ connectionString: server.url });
  await before.connect();
  await before.query(`
    set search_path to registry;
    insert into schema (identity, text) values ('a', '"int"'), ('b', '{ "type": "string", "doc": "größe" }'), ('c', '"long"');
    insert into version values ('orders', 1, 2), ('orders', 2, 1), ('other/ü', 1, 2), ('other/ü', 2, 3);
    insert into subject_level values ('', 'NONE'), ('orders', 'NONE'), ('none-yet', 'NONE')`);
  await before.end();

  const registry = await startInstance(server.url);
  const get = async (path: string) => (await call(registry, 'GET', path)).body;
  expect(await get('/subjects')).toEqual(['orders', 'other/ü']);
  expect(await get('/subjects/orders/versions')).toEqual([1, 2]);
  expect(await get('/subjects/orders/versions/1')).toMatchObject({ id: 2, version: 1, schema: '{ "type": "string", "doc": "größe" }' });
  expect(await get('/subjects/other%2F%C3%BC/versions/2')).toMatchObject({ id: 3, schema: '"long"' });
  expect(await get('/schemas/ids/1')).toMatchObject({ schema: '"int"' });
  for (const path of ['/config', '/config/orders', '/config/none-yet']) expect(await get(path)).toMatchObject({ compatibilityLevel: 'NONE' });
  // One schema, one id, also with one that came before.
  expect(await call(registry, 'POST', '/subjects/orders/versions', sent({ doc: 'größe', type: 'string' }))).toMatchObject({
    body: { id: 2, version: 1 },
  });
  expect(await call(registry, 'POST', '/subjects/new/versions', sent('double'))).toMatchObject({ body: { id: 4, version: 1 } });
  await registry.close();

  const again = await startInstance(server.url);
  expect((await call(again, 'GET', '/subjects')).body).toEqual(['new', 'orders', 'other/ü']);
  await again.close();
  await server.close();
});

test('texts that no version has any more go with migration 003', async () => {
  const server = await testDatabase();
  const logger = createLogger({ service: 'test', level: 'silent' });
  await migrate({ url: server.url, schema: 'registry', migrations: registryMigrations.slice(0, 2), logger });
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const register = (subject: string, version: number, hash: string) =>
    JSON.stringify({ subject, version, id: 1, content: { schemaType: 'AVRO', hash, form: hash } });
  const changes = [
    ['register', register('a', 1, 'gone')],
    ['register', register('a', 2, 'kept')],
    ['register', register('b', 1, 'shared')],
    ['register', register('c', 1, 'shared')],
    ['register', register('d', 1, 'back')],
    ['purge', JSON.stringify({ subject: 'a', versions: [1] })],
    ['purge', JSON.stringify({ subject: 'b', versions: [1] })],
    ['purge', JSON.stringify({ subject: 'd', versions: [1, 2] })],
    ['register', register('d', 1, 'back')],
  ] as const;
  await client.query(`set search_path to registry; insert into schema_text select h, h from unnest(array['gone', 'kept', 'shared', 'back']) h`);
  for (const [index, [action, body]] of changes.entries())
    await client.query(`insert into change values ($1, now(), 'test', $2, $3)`, [index + 1, action, body]);
  await migrate({ url: server.url, schema: 'registry', migrations: registryMigrations, logger });
  const { rows } = await client.query<{ hash: string }>('select hash from schema_text order by hash');
  expect(rows.map(({ hash }) => hash)).toEqual(['back', 'kept', 'shared']);
  await client.end();
  await server.close();
});
