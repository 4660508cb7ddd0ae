import { createContracts } from '@vyarna/contract';
import { PayloadInvalid } from '@vyarna/messaging';
import { expect, test } from 'vitest';
import type { SentRequest } from './exchange.ts';
import { OPERATOR_ID, problemIn, testGateway, token, UNIT_ID } from './testing/gateway.ts';
import { operatorBundle } from './testing/operator-bundle.ts';
import { UnservableBundle } from './unservable-bundle.ts';

const TRACE = /^createOperator-[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NEW = { email: 'a@b.example', displayName: 'Ada' };
const OPERATOR = { operatorId: OPERATOR_ID, email: 'a@b.example' };
const without = <Entry>(entries: { readonly [name: string]: Entry }, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name)));
const never: SentRequest = { reply: () => Promise.reject(new Error('nothing was to be waited for')) };

test('a write sends the payload with minted ids and answers with the traceId and the result', async () => {
  const gateway = testGateway({ kind: 'result', payload: OPERATOR });
  const answer = await gateway.call('POST', '/v1/operators', { body: NEW });
  const [request] = gateway.sent;
  const traceId = request?.traceId ?? '';
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({ traceId, result: OPERATOR });
  expect(Object.fromEntries(answer.headers)).toEqual({
    'cache-control': 'no-store',
    'content-type': 'application/json',
    location: `/v1/operators/${OPERATOR_ID}`,
    'trace-id': traceId,
    'x-content-type-options': 'nosniff',
  });
  expect(traceId).toMatch(TRACE);
  expect(request).toMatchObject({
    payload: { ...NEW, operatorId: expect.stringMatching(/^[0-9a-f-]{14}7/), level: 1, manager: null },
    context: { businessUnitId: UNIT_ID, operatorId: OPERATOR_ID },
    flowType: 'create-operator',
  });
  expect(gateway.waits).toEqual([5_000]);
});

test('trace ids of the client are not looked at', async () => {
  const gateway = testGateway({ kind: 'result', payload: OPERATOR });
  const theirs = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const headers = { 'trace-id': 'createOperator-x', 'x-request-id': 'x', traceparent: theirs };
  const answer = await gateway.call('POST', '/v1/operators', { body: NEW, headers });
  expect(answer.headers.get('trace-id')).toMatch(TRACE);
  expect(gateway.sent[0]?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(gateway.sent[0]?.traceparent.slice(3, 35)).not.toBe(theirs.slice(3, 35));
});

test('a read answers with the payload itself', async () => {
  const gateway = testGateway({ kind: 'result', payload: OPERATOR });
  const answer = await gateway.call('GET', `/v1/operators/${OPERATOR_ID}`);
  expect([answer.status, await answer.json()]).toEqual([200, OPERATOR]);
  expect(answer.headers.get('trace-id')).toMatch(/^getOperator-/);
  expect(gateway.sent[0]?.payload).toEqual({ operatorId: OPERATOR_ID });
  expect(gateway.sent[0]).not.toHaveProperty('flowType');
});

test('path, query and body make one payload, and the query is read by type', async () => {
  const gateway = testGateway({ kind: 'result', payload: OPERATOR });
  await gateway.call('PATCH', `/v1/operators/${OPERATOR_ID}?notify=false`, { body: { email: null } });
  await gateway.call('GET', '/v1/operators?limit=7&status=ACTIVE&archived=true&cursor=12');
  await gateway.call('GET', '/v1/operators');
  await gateway.call('GET', '/v1/operators/me?verbose=true');
  expect(gateway.sent.map(({ payload }) => payload)).toEqual([
    { operatorId: OPERATOR_ID, email: null, notify: false },
    { limit: 7, status: 'ACTIVE', archived: true, cursor: '12' },
    { limit: 20, status: null, archived: null, cursor: null },
    { verbose: true },
  ]);
});

test('a write without a body in its answer', async () => {
  const gateway = testGateway({ kind: 'result', payload: {} });
  const answer = await gateway.call('DELETE', `/v1/operators/${OPERATOR_ID}`);
  expect([answer.status, await answer.text()]).toEqual([204, '']);
  expect(answer.headers.get('trace-id')).toMatch(/^deleteOperator-/);
});

test('HEAD is a read without its body, and OPTIONS needs no token', async () => {
  const gateway = testGateway({ kind: 'result', payload: OPERATOR });
  const head = await gateway.call('HEAD', `/v1/operators/${OPERATOR_ID}`);
  expect([head.status, await head.text()]).toEqual([200, '']);
  const options = await gateway.app.request('/v1/operators', { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow'), await options.text()]).toEqual([204, 'GET, HEAD, OPTIONS, POST', '']);
});

test('an error reply becomes a problem with its code, status and facts', async () => {
  const gateway = testGateway({ kind: 'error', code: 'EMAIL_TAKEN', message: 'Another operator has this address.', details: { field: 'email' } });
  const answer = await gateway.call('POST', '/v1/operators', { body: NEW });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect([answer.status, await answer.json()]).toEqual([
    409,
    {
      type: 'urn:vyarna:error:EMAIL_TAKEN',
      title: 'Title of EMAIL_TAKEN.',
      status: 409,
      detail: 'Another operator has this address.',
      instance: '/v1/operators',
      code: 'EMAIL_TAKEN',
      traceId: gateway.sent[0]?.traceId,
      details: { field: 'email' },
    },
  ]);
});

test('an error code that this bundle does not know is a 500 with the code', async () => {
  const gateway = testGateway({ kind: 'error', code: 'BRAND_NEW', message: 'New.', details: {} });
  const answer = await gateway.call('GET', '/v1/operators');
  expect([answer.status, (await problemIn(answer)).code]).toEqual([500, 'BRAND_NEW']);
});

test('a late write is accepted with a status URL, noted for its unit', async () => {
  const gateway = testGateway({ kind: 'timeout' });
  const answer = await gateway.call('POST', '/v1/operators', { body: NEW, headers: { prefer: 'wait=0' } });
  const traceId = gateway.sent[0]?.traceId;
  expect(gateway.waits).toEqual([0]);
  expect([answer.status, await answer.json()]).toEqual([202, { traceId, state: 'running' }]);
  expect(answer.headers.get('location')).toBe(`/v1/requests/${traceId}`);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(gateway.accepted).toEqual([
    { traceId, businessUnitId: UNIT_ID, flowType: 'create-operator', acceptedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) },
  ]);
});

test('a late write is accepted though it cannot be noted', async () => {
  const away = { remember: () => Promise.reject(new Error('away')), find: async () => undefined };
  const gateway = testGateway({ kind: 'timeout' }, { accepted: away });
  expect((await gateway.call('POST', '/v1/operators', { body: NEW })).status).toBe(202);
  expect(gateway.lines[0]).toMatchObject({ level: 'warn', message: 'an accepted request could not be noted', traceId: gateway.sent[0]?.traceId });
});

test('a wait is no longer than the deadline of the contract', async () => {
  const gateway = testGateway({ kind: 'timeout' });
  await gateway.call('GET', '/v1/operators', { headers: { prefer: 'wait=30' } });
  expect(gateway.waits).toEqual([10_000]);
});

test('a late read is a 504 with the traceId', async () => {
  const gateway = testGateway({ kind: 'timeout' });
  const answer = await gateway.call('GET', '/v1/operators');
  expect([answer.status, await answer.json()]).toMatchObject([504, { code: 'REQUEST_TIMEOUT', traceId: gateway.sent[0]?.traceId }]);
});

test('a bus that is away is a 503 at once, with the reason in the log alone', async () => {
  const gateway = testGateway(() => Promise.reject(Object.assign(new Error('broker 10.0.0.1 refused'), { code: 'BUS_UNAVAILABLE' })));
  const answer = await gateway.call('POST', '/v1/operators', { body: NEW });
  const body = await problemIn(answer);
  expect([answer.status, answer.headers.get('retry-after'), body.code]).toEqual([503, '2', 'BUS_UNAVAILABLE']);
  // It may have been taken all the same, so a write is told where to look before it is tried again.
  const statusPath = `/v1/requests/${body.traceId}`;
  expect([answer.headers.get('location'), body.detail.includes(statusPath)]).toEqual([statusPath, true]);
  expect(JSON.stringify(body)).not.toContain('10.0.0.1');
  expect(gateway.lines[0]).toMatchObject({ level: 'warn', error: { message: 'broker 10.0.0.1 refused' }, traceId: body.traceId });
});

test('a message too large for the bus is a 413', async () => {
  const gateway = testGateway(() => Promise.reject(Object.assign(new Error('too large'), { code: 'MESSAGE_TOO_LARGE' })));
  expect((await gateway.call('POST', '/v1/operators', { body: NEW })).status).toBe(413);
});

test('a value that fits its contract and cannot be encoded is a 400', async () => {
  const violations = [{ path: '$.level', keyword: 'avro', message: 'must be a whole number of 64 bits' }];
  const gateway = testGateway(() => Promise.reject(new PayloadInvalid('test.create.v1', violations)));
  const answer = await gateway.call('POST', '/v1/operators', { body: NEW });
  expect([answer.status, await problemIn(answer)]).toMatchObject([
    400,
    { code: 'VALIDATION_FAILED', errors: [{ path: '$.level', message: 'must be a whole number of 64 bits' }] },
  ]);
});

test('an unexpected fault is logged whole and told to nobody', async () => {
  const gateway = testGateway(() => Promise.resolve(never));
  const answer = await gateway.call('POST', '/v1/operators', { body: NEW });
  const traceId = gateway.sent[0]?.traceId;
  expect([answer.status, await answer.json()]).toEqual([
    500,
    {
      type: 'urn:vyarna:error:INTERNAL',
      title: 'Title of INTERNAL.',
      status: 500,
      detail: 'Something went wrong on our side; the traceId helps to find out what.',
      instance: '/v1/operators',
      code: 'INTERNAL',
      traceId,
    },
  ]);
  expect(gateway.lines[0]).toMatchObject({ level: 'error', traceId, error: { message: 'nothing was to be waited for', stack: expect.any(String) } });
});

const STORED = {
  traceId: 'createOperator-0197a6e0-0000-7000-8000-000000000002',
  flowType: 'create-operator',
  startedAt: '2026-11-21T10:15:30.123456Z',
};

test('a stored result is shown as JSON and not as text', async () => {
  const gateway = testGateway({ kind: 'result', payload: { ...STORED, state: 'succeeded', result: JSON.stringify(OPERATOR), problem: null } });
  const answer = await gateway.call('GET', `/v1/requests/${STORED.traceId}`);
  expect([answer.status, await answer.json()]).toEqual([200, { ...STORED, state: 'succeeded', result: OPERATOR, problem: null }]);
});

test('an accepted request that the flow manager does not know yet is running, for its own unit only', async () => {
  const gateway = testGateway({ kind: 'error', code: 'REQUEST_NOT_FOUND', message: 'There is no such request.', details: {} });
  const acceptedAt = new Date().toISOString().replace('Z', '000Z');
  gateway.accepted.push({ traceId: STORED.traceId, flowType: STORED.flowType, acceptedAt, businessUnitId: UNIT_ID });
  const own = await gateway.call('GET', `/v1/requests/${STORED.traceId}`);
  expect([own.status, await own.json()]).toEqual([200, { ...STORED, startedAt: acceptedAt, state: 'running', result: null, problem: null }]);
  const other = await token({ bu: OPERATOR_ID });
  const foreign = await gateway.call('GET', `/v1/requests/${STORED.traceId}`, { headers: { authorization: `Bearer ${other}` } });
  expect([foreign.status, (await problemIn(foreign)).code]).toEqual([404, 'REQUEST_NOT_FOUND']);
});

test('an accepted request that no flow manager took up before its deadline has failed', async () => {
  const gateway = testGateway({ kind: 'error', code: 'REQUEST_NOT_FOUND', message: 'There is no such request.', details: {} });
  const acceptedAt = new Date(Date.now() - 60 * 60 * 1000).toISOString().replace('Z', '000Z');
  gateway.accepted.push({ traceId: STORED.traceId, flowType: STORED.flowType, acceptedAt, businessUnitId: UNIT_ID });
  const answer = await gateway.call('GET', `/v1/requests/${STORED.traceId}`);
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { state: 'failed', result: null, problem: { code: 'FLOW_TIMEOUT', details: {} } },
  ]);
});

test('each request is one log line, without values', async () => {
  const gateway = testGateway({ kind: 'result', payload: OPERATOR });
  await gateway.call('PATCH', `/v1/operators/${OPERATOR_ID}?notify=true`, { body: { email: 'secret@b.example' } });
  await gateway.call('GET', '/nowhere');
  expect(gateway.lines).toMatchObject([
    {
      level: 'info',
      message: 'request answered',
      method: 'PATCH',
      route: '/v1/operators/{operatorId}',
      status: 200,
      durationMs: expect.any(Number),
      traceId: gateway.sent[0]?.traceId,
      businessUnitId: UNIT_ID,
    },
    { method: 'GET', route: null, status: 404, traceId: expect.stringMatching(/^unrouted-/) },
  ]);
  expect(JSON.stringify(gateway.lines)).not.toMatch(/secret|notify|nowhere/);
});

test.each([
  ['The catalogue of errors has no entry for INTERNAL, REQUEST_TIMEOUT.', { errors: without(operatorBundle.errors, 'INTERNAL', 'REQUEST_TIMEOUT') }],
  ['No flow is started by test/createOperator, which POST /v1/operators sends to.', { flows: {} }],
  ['No GET route with {traceId} reads stored results.', { routes: operatorBundle.routes.filter(({ action }) => action !== 'getRequestResult') }],
])('a bundle that cannot be served is refused at once: %s', (message, part) => {
  expect(() => testGateway({ kind: 'timeout' }, { contracts: createContracts({ ...operatorBundle, ...part }) })).toThrow(
    new UnservableBundle(message),
  );
});
