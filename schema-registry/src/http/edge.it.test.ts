import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
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
  test.each([
    ['no JSON', 'not JSON', 400, 400, expect.stringContaining('The body is not JSON')],
    ['no object', '[]', 422, 422, 'The body must be a JSON object.'],
    ['a schema that is no text', { schema: 5 }, 400, 400, 'schema must be a text, not 5.'],
    [
      'a version that is no number',
      sent('int', { references: [{ name: 'a', subject: 'a', version: '1' }] }),
      400,
      400,
      'references[0].version must be a whole number up to 2147483647, not "1".',
    ],
    [
      'metadata of another form',
      sent('int', { metadata: { tags: { a: 'PII' } } }),
      400,
      400,
      'metadata.tags must be an object of lists of texts, not {"a":"PII"}.',
    ],
    [
      'a rule of no kind',
      sent('int', { ruleSet: { domainRules: [{ name: 'r', type: 'CEL', kind: 'X' }] } }),
      400,
      400,
      'ruleSet.domainRules[0].kind must be one of TRANSFORM, CONDITION, not "X".',
    ],
    [
      'a rule without a type',
      sent('int', { ruleSet: { domainRules: [{ name: 'r' }] } }),
      422,
      42210,
      'The rule ruleSet.domainRules[0] must have a name and a type.',
    ],
    [
      'a reference without a subject',
      sent('int', { references: [{ name: 'a', version: 1 }] }),
      422,
      42201,
      'Invalid schema: references[0] must have a name, a subject and a version.',
    ],
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
    ['200,000 levels', { schema: '['.repeat(200_000) + ']'.repeat(200_000) }, 422, 42201, expect.stringMatching(/nested more than \d+ deep/)],
  ])('refuses %s', async (_, body, status, code, message) => {
    expect(await post('/subjects/refused/versions', body)).toEqual(failed(status, code, message));
    expect(await post('/subjects/refused', body)).toEqual(failed(status, code, message));
    expect((await get('/subjects/refused/versions')).status).toBe(404);
  });

  test('refuses more than 10 MB, and takes 10,000 fields', async () => {
    const large = await post('/subjects/large/versions', { schema: 'x'.repeat(10 * 1024 * 1024) });
    expect(large).toEqual(failed(413, 413, 'HTTP 413 Content Too Large: a body may have 10485760 bytes at most; this one has 10485773.'));
    const wide = order(...Array.from({ length: 10_000 }, (_, n) => ({ name: `f${n}`, type: 'int' })));
    expect(await post('/subjects/wide/versions', sent(wide))).toMatchObject({ status: 200, body: { version: 1 } });
  });
});

describe('levels', () => {
  test('hold: a schema that may not follow is 409 with the reason', async () => {
    await put('/config/strict', { compatibility: 'FULL' });
    await post('/subjects/strict/versions', sent(order({ name: 'id', type: 'string' })));
    expect(await post('/subjects/strict/versions', sent(order({ name: 'id', type: 'string' }, { name: 'n', type: 'int' })))).toEqual(
      failed(409, 409, expect.stringContaining('READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1 (the new schema reading what version 1 writes)')),
    );
    expect((await get('/subjects/strict/versions')).body).toEqual([1]);
  });
});

describe('an answer that lasts', () => {
  const registered = async (subject: string, schema: unknown) =>
    (await post(`/subjects/${subject}/versions`, sent(schema))).body as { id: number; guid: string };

  test('is given again as it was, in the type that is asked for', async () => {
    const { id, guid } = await registered('kept', order({ name: 'kept', type: 'string', doc: 'größe ☃ 日本' }));
    for (const path of [
      `/schemas/ids/${id}`,
      `/schemas/ids/${id}/schema`,
      `/schemas/ids/${id}?subject=kept`,
      `/schemas/guids/${guid}`,
      '/subjects/kept/versions/1',
    ]) {
      const first = await get(path);
      expect([first.status, first.type]).toEqual([200, TYPE]);
      expect(await get(path)).toEqual(first);
      expect(await call(registry, 'GET', path, undefined, { accept: 'application/json' })).toEqual({ ...first, type: 'application/json' });
      expect((await call(registry, 'GET', path, undefined, { accept: 'text/html' })).status).toBe(406);
    }
  });

  test('is not, when its subject or its version is deleted, also by another instance', async () => {
    const other = await startInstance(server.url);
    const { id, guid } = await registered('passing', order({ name: 'passing', type: 'string' }));
    const paths = [`/schemas/ids/${id}`, `/schemas/guids/${guid}`, '/subjects/passing/versions/1'];
    for (const path of paths) expect((await get(path)).status).toBe(200);
    await call(other, 'DELETE', '/subjects/passing');
    await expect.poll(async () => (await get('/subjects/passing/versions/1')).status, { timeout: 2_000 }).toBe(404);
    expect((await get(`/schemas/ids/${id}`)).status).toBe(200);
    await call(other, 'DELETE', '/subjects/passing?permanent=true');
    for (const path of paths) await expect.poll(async () => (await get(path)).status, { timeout: 2_000 }).toBe(404);
    await other.close();
  });

  test('is not, when its name becomes an alias', async () => {
    await registered('was', 'int');
    await registered('real', 'long');
    expect((await get('/subjects/was/versions/1')).body).toMatchObject({ schema: '"int"' });
    await put('/config/was', { alias: 'real' });
    expect((await get('/subjects/was/versions/1')).body).toMatchObject({ subject: 'real', schema: '"long"' });
    await put('/config/was', { alias: null });
    expect((await get('/subjects/was/versions/1')).body).toMatchObject({ subject: 'was', schema: '"int"' });
  });
});

describe('over a socket', () => {
  /** Sends bytes as they are, and gives all that comes back until the connection ends. */
  const exchange = async (...parts: readonly string[]): Promise<string> => {
    const socket = connect(Number(new URL(registry.url).port), '127.0.0.1');
    const answered = text(socket);
    for (const part of parts) {
      socket.write(part);
      await pause(50);
    }
    socket.end();
    return answered;
  };

  test('requests one after another on a connection each get their answer, in order', async () => {
    const said = await exchange(
      'GET /schemas/types HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\nGET /mode HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    expect(said.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
    expect(said).not.toMatch(/connection: close[\s\S]*HTTP\/1\.1/i);
  });

  test('a body in pieces is read as one, and one that is not read ends the connection', async () => {
    const head = 'POST /subjects/pieces/versions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n';
    const said = await exchange(`${head}Connection: close\r\n\r\n`, '9\r\n{"schema"\r\n', 'a\r\n:"\\"int\\""\r\n', '1\r\n}\r\n0\r\n\r\n');
    expect(said).toContain('HTTP/1.1 200 OK');
    const refused = await exchange('POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc');
    expect(refused).toMatch(/^HTTP\/1\.1 404 Not Found\r\n[\s\S]*connection: close/i);
  });

  test('a caller who goes away in the middle of a body does no harm', async () => {
    await exchange('POST /subjects/gone/versions HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{"schema"');
    expect((await get('/subjects/gone/versions')).status).toBe(404);
  });

  test('a path that is not well encoded is 400', async () => {
    const said = await exchange('GET /subjects/100%/versions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(said).toMatch(/^HTTP\/1\.1 400[\s\S]*write a percent sign as %25, not '100%'/);
  });
});

test('what was changed, when and by whom is told', async () => {
  await post('/subjects/logged/versions', sent('int'));
  await put('/config/logged', { compatibility: 'FULL' });
  const [before] = (await get('/vyarna/changes?limit=1')).body as { seq: number }[];
  expect(before?.seq).toBe(1);
  const all = (await get('/vyarna/changes')).body as { subject: string }[];
  expect(all.filter(({ subject }) => subject === 'logged')).toEqual([
    expect.objectContaining({
      seq: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      actor: 'anonymous',
      action: 'register',
      version: 1,
    }),
    expect.objectContaining({ actor: 'anonymous', action: 'set-config', config: { compatibilityLevel: 'FULL' } }),
  ]);
  expect((await get(`/vyarna/changes?after=${all.length}`)).body).toEqual([]);
});

test('a store that fails is 50001, and the registry goes on when it is back', async () => {
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('alter schema registry rename to away');
  expect(await get('/subjects')).toEqual(failed(500, 50001, 'Error in the backend data store.'));
  await admin.query('alter schema away rename to registry');
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'registry'`);
  await admin.end();
  // A connection that ended may be the one that is asked first.
  await expect.poll(async () => (await get('/subjects')).status).toBe(200);
});
