import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { avscOptions } from '@vyarna/avro/avsc';
import { createContracts, readBundle } from '@vyarna/contract';
import { type Platform, startPlatform } from '@vyarna/dev';
import { kafkaIsHere } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { createTransport, type IncomingRecord } from '@vyarna/messaging/transport';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../house/sources.ts';
import { type Answer, call, until } from './http-call.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const trace = (action: string): RegExp => new RegExp(`^${action}-[0-9a-f-]{36}$`);

const buses = [
  { bus: 'embedded' as const, here: true },
  { bus: 'kafka' as const, here: kafkaIsHere() },
];

describe.each(buses)('one contract, one HTTP call, on the $bus bus', ({ bus, here }) => {
  let dataDir: string;
  let platform: Platform;
  let token: string;
  const get = (path: string, use = token): Promise<Answer> => call(platform.gatewayUrl, 'GET', path, { token: use });
  const post = (body: unknown, use = token): Promise<Answer> => call(platform.gatewayUrl, 'POST', '/v1/operators', { token: use, body });
  let mails = 0;
  const email = (): string => `person-${++mails}@example.org`;
  const expectProblem = (answer: Answer, status: number, code: string): void => {
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body.traceId).toMatch(/^[a-zA-Z]+-[0-9a-f-]{36}$/);
    expect(answer.headers.get('trace-id')).toBe(answer.body.traceId);
  };

  beforeAll(async () => {
    if (!here) return;
    dataDir = mkdtempSync(join(tmpdir(), 'vyarna-e2e-'));
    platform = await startPlatform({ dataDir, bus });
    token = await platform.token();
  });

  afterAll(async () => {
    await platform?.stop();
    if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
  });

  test.skipIf(!here)('an operator is created, read, changed and listed, and its history tells before and after', async () => {
    const mail = email();
    const created = await post({ email: mail, displayName: 'Ada' });
    expect(created.status).toBe(201);
    expect(created.body.traceId).toMatch(trace('createOperator'));
    const operator = created.body.result;
    expect(operator).toMatchObject({ email: mail, displayName: 'Ada', status: 'ACTIVE', businessUnitId: platform.businessUnitId });
    expect(operator.operatorId).toMatch(uuid);
    expect(created.headers.get('location')).toBe(`/v1/operators/${operator.operatorId}`);

    expect((await get(`/v1/operators/${operator.operatorId}`)).body).toEqual(operator);

    const changed = await call(platform.gatewayUrl, 'PATCH', `/v1/operators/${operator.operatorId}`, { token, body: { displayName: 'Ada L.' } });
    expect(changed.status).toBe(200);
    const updated = changed.body.result;
    expect(updated).toEqual({ ...operator, displayName: 'Ada L.', updatedAt: updated.updatedAt });

    const history = await get(`/v1/operators/${operator.operatorId}/history`);
    expect(history.status).toBe(200);
    expect(history.body.items).toMatchObject([
      { changeType: 'UPDATE', traceId: changed.body.traceId, before: operator, after: updated },
      { changeType: 'CREATE', traceId: created.body.traceId, before: null, after: operator },
    ]);

    const second = (await post({ email: email(), displayName: 'Grace' })).body.result;
    const firstPage = await get('/v1/operators?limit=1');
    expect(firstPage.body.items).toEqual([updated]);
    const secondPage = await get(`/v1/operators?limit=1&cursor=${encodeURIComponent(firstPage.body.nextCursor)}`);
    expect(secondPage.body).toEqual({ items: [second], nextCursor: null });
  });

  test.skipIf(!here)('bad input is answered with a problem that says where and why, and starts nothing', async () => {
    const send = (text: string, headers = {}): Promise<Answer> => call(platform.gatewayUrl, 'POST', '/v1/operators', { token, text, headers });
    const before = (await get('/v1/operators?limit=100')).body.items.length;

    expectProblem(await send('{"email": '), 400, 'MALFORMED_JSON');
    const missing = await post({ email: email() });
    expectProblem(missing, 400, 'VALIDATION_FAILED');
    expect(missing.body.errors).toMatchObject([{ path: '$.displayName' }]);
    const wrongType = await post({ email: email(), displayName: 7 });
    expectProblem(wrongType, 400, 'VALIDATION_FAILED');
    expect(wrongType.body.errors).toMatchObject([{ path: '$.displayName' }]);
    const tooLong = await post({ email: email(), displayName: 'x'.repeat(121) });
    expectProblem(tooLong, 400, 'VALIDATION_FAILED');
    expect(tooLong.body.errors).toMatchObject([{ path: '$.displayName' }]);
    const unknown = await post({ email: email(), displayName: 'Ada', role: 'admin' });
    expectProblem(unknown, 400, 'VALIDATION_FAILED');
    expect(unknown.body.errors).toMatchObject([{ path: '$.role' }]);
    expectProblem(await post({ email: email(), displayName: 'Ada', operatorId: '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11' }), 400, 'VALIDATION_FAILED');
    expectProblem(await get('/v1/operators?limit=1000'), 400, 'VALIDATION_FAILED');
    expectProblem(await get('/v1/operators?color=red'), 400, 'VALIDATION_FAILED');
    expectProblem(await get('/v1/operators/not-an-id'), 400, 'VALIDATION_FAILED');
    expectProblem(await send(JSON.stringify({ email: email(), displayName: 'x'.repeat(300_000) })), 413, 'BODY_TOO_LARGE');
    expectProblem(await get('/v1/nothing'), 404, 'UNKNOWN_ROUTE');
    const method = await call(platform.gatewayUrl, 'DELETE', '/v1/operators', { token });
    expectProblem(method, 405, 'METHOD_NOT_ALLOWED');
    expect(method.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');

    expect((await get('/v1/operators?limit=100')).body.items).toHaveLength(before);
  });

  test.skipIf(!here)('a unit that is not known, and an address already taken, are refused by the flow', async () => {
    const stranger = await platform.token({ bu: '01980c2e-0000-7000-8000-00000000dead' });
    expectProblem(await post({ email: email(), displayName: 'Ada' }, stranger), 404, 'BUSINESS_UNIT_NOT_FOUND');
    const mail = email();
    expect((await post({ email: mail, displayName: 'First' })).status).toBe(201);
    expectProblem(await post({ email: mail, displayName: 'Second' }), 409, 'EMAIL_TAKEN');
  });

  test.skipIf(!here)('what is no Avro, or breaks its contract, is set aside byte for byte, and the consumer goes on', async () => {
    const logger = createLogger({ service: 'e2e', level: 'silent' });
    const where = platform.kafkaBrokers === null ? { busDatabaseUrl: platform.databaseUrl } : { kafkaBrokers: platform.kafkaBrokers };
    const transport = await createTransport({ bus, ...where, clientId: 'e2e', logger });
    const contracts = createContracts(readBundle(join(repository, 'generated/bundle.json')));
    const registry = new SchemaRegistry({ host: platform.registryUrl }, { [SchemaType.AVRO]: avscOptions() });
    const letters: IncomingRecord[] = [];
    const reader = transport.read({
      topic: 'ez-operator.create-operator-entity.dlq',
      reader: 'e2e.dlq',
      handle: (record) => void letters.push(record),
    });
    await reader.caughtUp;

    const operatorId = '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11';
    const schema = JSON.stringify(contracts.schemaOf('vyarna.operator.CreateOperator'));
    const schemaId = await registry.getRegistryIdBySchema('create-operator-entity-value', { type: SchemaType.AVRO, schema });
    const tooLong = await registry.encode(schemaId, { operatorId, email: email(), displayName: 'x'.repeat(121) });
    const headers = (id: string): Record<string, string> => ({
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: 'operator.operator.create.v1',
      ce_source: '/apps/e2e',
      ce_time: '2026-01-01T00:00:00.000Z',
      ce_traceid: `createOperator-${id}`,
      ce_correlationid: `createOperator-${id}`,
      ce_businessunitid: platform.businessUnitId,
      'content-type': 'application/vnd.vyarna.framed-avro',
    });
    const bad = [
      { id: '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7b01', value: Buffer.from('no frame at all'), schemaId: null },
      { id: '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7b02', value: tooLong, schemaId },
    ];
    await transport.publish(bad.map(({ id, value }) => ({ topic: 'create-operator-entity', key: operatorId, value, headers: headers(id) })));
    await until('two dead letters', async () => letters.length >= 2 || undefined);
    const kept = await Promise.all(letters.map(async ({ value }) => (await registry.decode(value as Buffer)) as Record<string, unknown>));
    for (const { id, value, schemaId: named } of bad) {
      expect(kept.find((letter) => letter['traceId'] === `createOperator-${id}`)).toMatchObject({
        group: 'ez-operator',
        topic: 'create-operator-entity',
        key: operatorId,
        value: value.toString('base64'),
        headers: headers(id),
        schemaId: named,
        attempts: 1,
        errorCode: expect.stringMatching(/^[A-Z][A-Z0-9_]+$/),
        reason: expect.stringMatching(/./),
      });
    }
    expect((await post({ email: email(), displayName: 'Goes on' })).status).toBe(201);
    await reader.close();
    await transport.close();
  });

  test.skipIf(!here)(
    'ez-operator killed twice under load: every operator is there once, with one history row, and every caller has an answer',
    async () => {
      const mails = Array.from({ length: 24 }, email);
      const waiting = [...mails];
      const answers: Answer[] = [];
      const callers = Array.from({ length: 6 }, async () => {
        for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) {
          const body = { email: mail, displayName: 'Under load' };
          answers.push(await call(platform.gatewayUrl, 'POST', '/v1/operators', { token, body, headers: { prefer: 'wait=2' } }));
        }
      });
      for (const killed of [1, 2]) {
        await until(`answers before kill ${killed}`, async () => answers.length >= killed * 4 || undefined);
        const { pid } = platform.process('operator');
        process.kill(pid, 'SIGKILL');
        await until('the next ez-operator', async () => platform.process('operator').pid !== pid || undefined);
      }
      await Promise.all(callers);
      expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual(answers.some(({ status }) => status === 202) ? [201, 202] : [201]);
      for (const { status, headers } of answers.filter((answer) => answer.status === 202)) {
        const done = await until(`the result of a ${status}`, async () => {
          const answer = await get(headers.get('location') ?? '');
          return answer.body.state === 'succeeded' ? answer : undefined;
        });
        expect(done.body.result.displayName).toBe('Under load');
      }
      const sql = new pg.Client({ connectionString: platform.databaseUrl });
      await sql.connect();
      const { rows } = await sql.query(
        `select count(distinct o.operator_id)::int as operators, count(*)::int as changes
       from operator.operator o join operator.ztracking_operator z on z.entity_id = o.operator_id::text where o.email = any($1)`,
        [mails],
      );
      await sql.end();
      expect(rows).toEqual([{ operators: 24, changes: 24 }]);
    },
  );

  test.skipIf(!here)('every log line of every program is JSON, and a request can be followed through all of them by its traceId', async () => {
    const { traceId } = (await post({ email: email(), displayName: 'Followed' })).body;
    const lines = platform.processes.map(({ name, logFile }) => ({ name, lines: readFileSync(logFile, 'utf8').trim().split('\n') }));
    for (const line of lines.flatMap((program) => program.lines)) {
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), time: expect.any(String), service: expect.any(String) });
    }
    for (const name of readdirSync(join(dataDir, 'logs'))) expect(readFileSync(join(dataDir, 'logs', name), 'utf8')).not.toContain('@example.org');
    const followed = lines.filter((program) => program.lines.some((line) => JSON.parse(line).traceId === traceId)).map(({ name }) => name);
    expect(followed.sort()).toEqual(['business-unit', 'flow-manager', 'gateway', 'operator']);
  });

  test.skipIf(!here)('a token decides what may be done and what may be seen', async () => {
    const operator = (await post({ email: email(), displayName: 'Ada' })).body;
    const path = `/v1/operators/${operator.result.operatorId}`;

    expectProblem(await call(platform.gatewayUrl, 'GET', path), 401, 'UNAUTHENTICATED');
    expectProblem(await get(path, await platform.token({ exp: Math.floor(Date.now() / 1000) - 60 })), 401, 'TOKEN_EXPIRED');
    expectProblem(await get(path, 'not.a.token'), 401, 'TOKEN_REFUSED');
    expectProblem(await get(path, await platform.token({ permissions: ['can-create-operator'] })), 403, 'PERMISSION_DENIED');

    const other = await platform.token({ bu: '01980c2e-0000-7000-8000-0000000000bb' });
    expectProblem(await get(path, other), 404, 'OPERATOR_NOT_FOUND');
    expectProblem(await get(`${path}/history`, other), 404, 'OPERATOR_NOT_FOUND');
    expectProblem(await call(platform.gatewayUrl, 'PATCH', path, { token: other, body: { displayName: 'Eve' } }), 404, 'OPERATOR_NOT_FOUND');
    expect((await get('/v1/operators', other)).body).toEqual({ items: [], nextCursor: null });

    expect((await get(`/v1/requests/${operator.traceId}`)).body).toMatchObject({ state: 'succeeded', result: operator.result });
    expectProblem(await get(`/v1/requests/${operator.traceId}`, other), 404, 'REQUEST_NOT_FOUND');
  });
});
