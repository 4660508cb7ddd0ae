import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, startPlatform } from '@vyarna/dev';
import { kafkaIsHere } from '@vyarna/dev/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, call } from './http-call.ts';

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
