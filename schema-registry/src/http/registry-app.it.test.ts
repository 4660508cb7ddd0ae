import { testDatabase } from '@vyarna/dev/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type Instance, sent, startInstance } from '../testing/instance.ts';

let server: { url: string; close(): Promise<void> };
let registry: Instance;

beforeAll(async () => {
  server = await testDatabase();
  registry = await startInstance(server.url);
  await put('/config', { compatibility: 'NONE' });
});

afterAll(async () => {
  await registry.close();
  await server.close();
});

const TYPE = 'application/vnd.schemaregistry.v1+json';
const get = (path: string) => call(registry, 'GET', path);
const put = (path: string, body: unknown) => call(registry, 'PUT', path, body);
const post = (path: string, body: unknown) => call(registry, 'POST', path, body);
const order = (...fields: unknown[]) => ({ type: 'record', name: 'shop.Order', fields });
const failed = (status: number, code: number, message: unknown) => ({ status, type: TYPE, body: { error_code: code, message } });

describe('registering', () => {
  test('gives an id and a version, the same ones when repeated, the next ones for another schema', async () => {
    const v1 = order({ name: 'id', type: 'string' });
    const v2 = order({ name: 'id', type: 'string', maxLength: 5 });
    expect((await get('/subjects/steps')).status).toBe(404);
    const first = await post('/subjects/steps/versions', sent(v1));
    expect(first).toMatchObject({ status: 200, type: TYPE, body: { version: 1, schema: JSON.stringify(v1) } });
    expect(await post('/subjects/steps/versions', sent(v1))).toEqual(first);
    expect(await post('/subjects/steps/versions', { schema: JSON.stringify(v1, null, 2) })).toEqual(first);
    expect(await post('/subjects/steps/versions', sent(v2))).toMatchObject({ body: { version: 2 } });
    expect(await post('/subjects/steps/versions', sent(v1))).toEqual(first);
    expect((await get('/subjects/steps/versions')).body).toEqual([1, 2]);
  });

  test('gives one schema one id under all subjects', async () => {
    const schema = sent(order({ name: 'shared', type: 'int' }));
    const a = await post('/subjects/shared-a/versions', schema);
    const b = await post('/subjects/shared-b/versions', schema);
    expect(a.body).toEqual(b.body);
    const { id } = a.body as { id: number };
    expect((await get(`/schemas/ids/${id}/versions`)).body).toEqual([
      { subject: 'shared-a', version: 1 },
      { subject: 'shared-b', version: 1 },
    ]);
  });

  test.each(['a/b', 'with space', '100%', '100%25', 'größe ☃', '日本', 'a+b?c#d', 'orders.v1-value'])('takes the subject %s', async (subject) => {
    const path = `/subjects/${encodeURIComponent(subject).replace('..', '%2E%2E')}`;
    const registered = await post(`${path.replace('%2E%2E', 'dots')}/versions`, sent('bytes'));
    expect(registered.status).toBe(200);
    if (subject === '..') return;
    expect((await get('/subjects')).body).toContain(subject);
    expect((await get(`${path}/versions/1`)).body).toMatchObject({ subject, version: 1, schema: '"bytes"' });
    expect((await call(registry, 'PUT', path.replace('subjects', 'config'), { compatibility: 'NONE' })).status).toBe(200);
  });

  test.each([
    ['no JSON', 'not JSON', 400, 400, expect.stringContaining('The body is not JSON')],
    ['no object', '[]', 400, 400, 'The body must be a JSON object.'],
    ['no schema', {}, 422, 422, 'The field schema must be a string that holds the schema.'],
    ['text that is no JSON', { schema: '{"type":' }, 422, 42201, expect.stringContaining('Invalid schema: ')],
    ['JSON with comments', { schema: '"int" // a number' }, 422, 42201, expect.stringContaining('Invalid schema: ')],
    [
      'an unknown type',
      sent(order({ name: 'id', type: 'strnig' })),
      422,
      42201,
      expect.stringMatching(/^Invalid schema: line 1, column 68: .*strnig/),
    ],
    [
      'a schema of another kind',
      sent({ type: 'object' }, { schemaType: 'PROTOBUF' }),
      422,
      42201,
      expect.stringContaining('PROTOBUF schemas are not taken'),
    ],
    ['references', sent('int', { references: [{ name: 'a', subject: 'a', version: 1 }] }), 422, 42201, expect.stringContaining('References')],
    ['200,000 levels', { schema: '['.repeat(200_000) + ']'.repeat(200_000) }, 422, 42201, expect.stringContaining('nested more than 500 deep')],
  ])('refuses %s', async (_, body, status, code, message) => {
    expect(await post('/subjects/refused/versions', body)).toEqual(failed(status, code, message));
    expect(await post('/subjects/refused', body)).toEqual(failed(status, code, message));
    expect((await get('/subjects/refused/versions')).status).toBe(404);
  });

  test('refuses more than 10 MB, and takes 10,000 fields', async () => {
    const large = await post('/subjects/large/versions', { schema: 'x'.repeat(10 * 1024 * 1024) });
    expect(large).toEqual(failed(422, 42209, 'A body may have 10485760 bytes at most.'));
    const wide = order(...Array.from({ length: 10_000 }, (_, n) => ({ name: `f${n}`, type: 'int' })));
    expect(await post('/subjects/wide/versions', sent(wide))).toMatchObject({ status: 200, body: { version: 1 } });
  });

  test.each([
    ['a control character', '/subjects/a%00b/versions'],
    ['4,000 characters', `/subjects/${'x'.repeat(4_000)}/versions`],
  ])('refuses a subject with %s', async (_, path) => {
    expect(await post(path, sent('int'))).toMatchObject({ status: 422, body: { error_code: 42208 } });
  });
});

describe('looking up', () => {
  test('finds by schema, id and version', async () => {
    const schema = order({ name: 'found', type: 'long', default: 9_007_199 });
    const { id } = (await post('/subjects/found-value/versions', sent(schema))).body as { id: number };
    const version = { status: 200, type: TYPE, body: { subject: 'found-value', version: 1, id, schema: JSON.stringify(schema) } };
    expect(await post('/subjects/found-value', sent(schema))).toEqual(version);
    expect(await get('/subjects/found-value/versions/1')).toEqual(version);
    expect(await get('/subjects/found-value/versions/latest')).toEqual(version);
    expect(await get('/subjects/found-value/versions/-1')).toEqual(version);
    expect(await get('/subjects/found-value/versions/latest/schema')).toEqual({ status: 200, type: TYPE, body: schema });
    for (const _ of ['read', 'kept']) {
      expect(await get(`/schemas/ids/${id}`)).toEqual({ status: 200, type: TYPE, body: { schema: JSON.stringify(schema) } });
      expect(await get(`/schemas/ids/${id}/schema`)).toEqual({ status: 200, type: TYPE, body: schema });
    }
  });

  test('says what is not there', async () => {
    await post('/subjects/there/versions', sent('int'));
    expect(await post('/subjects/there', sent('long'))).toEqual(failed(404, 40403, 'Schema not found.'));
    expect(await post('/subjects/none', sent('int'))).toEqual(failed(404, 40401, `Subject 'none' not found.`));
    expect(await get('/subjects/none/versions')).toEqual(failed(404, 40401, `Subject 'none' not found.`));
    expect(await get('/subjects/none/versions/1')).toEqual(failed(404, 40401, `Subject 'none' not found.`));
    expect(await get('/subjects/none/versions/latest')).toEqual(failed(404, 40401, `Subject 'none' not found.`));
    expect(await get('/subjects/there/versions/2')).toEqual(failed(404, 40402, 'Version 2 not found.'));
    expect(await get('/schemas/ids/999999')).toEqual(failed(404, 40403, 'Schema 999999 not found.'));
    expect(await get('/schemas/ids/99999999999')).toMatchObject({ status: 404 });
    for (const wrong of ['0', 'x', '1.5', '99999999999']) {
      expect(await get(`/subjects/there/versions/${wrong}`)).toMatchObject({ status: 422, body: { error_code: 42202 } });
    }
  });
});

describe('levels', () => {
  test('are unset for a subject until they are set, also before its first version', async () => {
    expect(await get('/config/fresh')).toEqual(failed(404, 40408, `Subject 'fresh' does not have subject-level compatibility configured.`));
    expect(await call(registry, 'PUT', '/config/fresh', { compatibility: 'NONE' })).toMatchObject({ status: 200, body: { compatibility: 'NONE' } });
    expect(await get('/config/fresh')).toEqual({ status: 200, type: TYPE, body: { compatibilityLevel: 'NONE' } });
    expect((await get('/subjects')).body).not.toContain('fresh');
    expect((await get('/config')).body).toEqual({ compatibilityLevel: 'NONE' });
  });

  test('other than those of Confluent’s are refused', async () => {
    expect(await put('/config/fresh', { compatibility: 'SOME' })).toEqual(
      failed(422, 42203, expect.stringContaining('Invalid compatibility level. Valid values are NONE, BACKWARD, ')),
    );
    expect((await get('/config/fresh')).body).toEqual({ compatibilityLevel: 'NONE' });
  });

  test('hold: a schema that may not follow is 409 with the reason', async () => {
    await put('/config/strict', { compatibility: 'FULL' });
    await post('/subjects/strict/versions', sent(order({ name: 'id', type: 'string' })));
    expect(await post('/subjects/strict/versions', sent(order({ name: 'id', type: 'string' }, { name: 'n', type: 'int' })))).toEqual(
      failed(409, 409, expect.stringContaining('READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1 (the new schema reading what version 1 writes)')),
    );
    expect((await get('/subjects/strict/versions')).body).toEqual([1]);
  });
});

describe('other routes', () => {
  test.each([
    ['/', {}],
    ['/mode', { mode: 'READWRITE' }],
    ['/schemas/types', ['AVRO']],
  ])('%s', async (path, body) => {
    expect(await get(path)).toEqual({ status: 200, type: TYPE, body });
  });

  test.each(['/associations/resources/-/orders?resourceType=topic&associationType=value', '/nothing', '/schemas/ids', '/subjects/'])(
    '%s is unknown at once',
    async (path) => {
      expect(await get(path)).toEqual(failed(404, 404, expect.stringContaining('HTTP 404 Not Found')));
    },
  );
});

test('a store that fails is 50001, and the registry goes on when it is back', async () => {
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('alter schema registry rename to away');
  expect(await get('/subjects')).toEqual(failed(500, 50001, 'Error in the backend data store.'));
  await admin.query('alter schema away rename to registry');
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'registry'`);
  await admin.end();
  expect((await get('/subjects')).status).toBe(200);
});
