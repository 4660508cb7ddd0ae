import { describe, expect, test } from 'vitest';
import type { FieldFault } from './problem.ts';
import { OPERATOR_ID, problemIn, testGateway, token } from './testing/gateway.ts';

const NEW = { email: 'a@b.example', displayName: 'Ada' };
const ONE = `/v1/operators/${OPERATOR_ID}`;

interface Call {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly peer?: string;
}

/** Calls, checks what holds for each refusal (nothing is sent, the traceId is told), and gives the rest of the problem. */
const refusal = async (method: string, path: string, call: Call = {}, listensOnLoopback = true) => {
  const gateway = testGateway(() => Promise.reject(new Error('something was sent')), { listensOnLoopback });
  const answer = await gateway.call(method, path, call);
  const { traceId, type, title, instance, status, ...rest } = await problemIn(answer);
  expect(gateway.sent).toEqual([]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('trace-id')).toBe(traceId);
  expect({ type, title, instance, status }).toEqual({
    type: `urn:vyarna:error:${rest.code}`,
    title: `Title of ${rest.code}.`,
    instance: path.replace(/\?.*/, ''),
    status: answer.status,
  });
  return { status, ...rest, headers: answer.headers };
};

const invalid = (...errors: FieldFault[]) => ({ status: 400, code: 'VALIDATION_FAILED', errors });

describe('the caller', () => {
  const unauthenticated = { status: 401, code: 'UNAUTHENTICATED', detail: 'Send an access token: Authorization: Bearer <token>.' };

  test.each(['', 'Basic YTpi', 'Bearer', 'Bearer a b'])('without a bearer token (%j) is unknown', async (authorization) => {
    const found = await refusal('GET', ONE, { headers: { authorization } });
    expect(found).toMatchObject(unauthenticated);
    expect(found.headers.get('www-authenticate')).toBe('Bearer realm="vyarna"');
  });

  test('with an expired token is refused before the body is looked at', async () => {
    const authorization = `Bearer ${await token({ exp: 1 })}`;
    const found = await refusal('POST', '/v1/operators', { body: '{', headers: { authorization } });
    expect(found).toMatchObject({ status: 401, code: 'TOKEN_EXPIRED' });
    expect(found.headers.get('www-authenticate')).toBe('Bearer realm="vyarna", error="invalid_token", error_description="the token has expired"');
  });

  test('with a token for another audience is refused', async () => {
    const authorization = `Bearer ${await token({ aud: 'other' })}`;
    expect(await refusal('GET', ONE, { headers: { authorization } })).toMatchObject({ status: 401, code: 'TOKEN_REFUSED' });
  });

  test('without the mechanism of the route is denied', async () => {
    const authorization = `Bearer ${await token({ permissions: ['can-read-operator'] })}`;
    expect(await refusal('POST', '/v1/operators', { body: NEW, headers: { authorization } })).toMatchObject({
      status: 403,
      code: 'PERMISSION_DENIED',
      detail: 'The token does not hold the mechanism can-create-operator.',
    });
  });

  test.each([
    ['from another machine', '10.0.0.9', true, {}],
    ['from another machine that claims to be this one', '10.0.0.9', true, { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' }],
    ['through a proxy on this machine', '127.0.0.1', true, { 'x-forwarded-for': '203.0.113.7' }],
    ['at a gateway that others reach', '127.0.0.1', false, {}],
  ])('with a demo token %s is refused', async (_, peer, listensOnLoopback, headers) => {
    const authorization = `Bearer ${await token({ demo: true })}`;
    expect(await refusal('GET', ONE, { peer, headers: { ...headers, authorization } }, listensOnLoopback)).toMatchObject({
      status: 401,
      code: 'TOKEN_REFUSED',
      detail: 'The access token is a demo token, which is good on this machine only.',
    });
  });

  test('with a demo token on this machine is admitted', async () => {
    const gateway = testGateway({ kind: 'result', payload: {} });
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect((await gateway.call('GET', ONE, { peer, headers: { authorization: `Bearer ${await token({ demo: true })}` } })).status).toBe(200);
    }
  });
});

describe('the route', () => {
  test.each(['/', '/v1', '/v1/operators/', '/v2/operators', '/v1/operators/a/b'])('%s is unknown', async (path) => {
    expect(await refusal('GET', path)).toMatchObject({ status: 404, code: 'UNKNOWN_ROUTE', detail: 'No route has this path.' });
  });

  test('with a method it does not have says which it has', async () => {
    const found = await refusal('PUT', ONE, { body: NEW });
    expect(found).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(found.headers.get('allow')).toBe('DELETE, GET, HEAD, OPTIONS, PATCH');
  });

  test('with fixed segments is not taken for an id', async () => {
    expect(await refusal('DELETE', '/v1/operators/me')).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });
});

describe('the body', () => {
  test.each([
    ['{"email": }', 'line 1, column 11: value expected'],
    ['{\n  "email": "a"\n  "displayName": "b"\n}', 'line 3, column 3: comma expected'],
    ['{"a": 1,}', 'line 1, column 9: property name expected'],
    ['{"a": 1} x', 'line 1, column 10: invalid symbol'],
    ['{"a": 1} {}', 'line 1, column 10: end of file expected'],
    ['{"a": "b', 'line 1, column 7: unexpected end of string'],
    ["{'a': 1}", 'line 1, column 2: invalid symbol'],
    ['{"a": 1 /* c */}', 'line 1, column 9: invalid comment token'],
  ])('%j is not JSON, and the place is told', async (body, message) => {
    const found = await refusal('POST', '/v1/operators', { body });
    expect(found).toMatchObject({ status: 400, code: 'MALFORMED_JSON', errors: [{ path: '$', message }] });
    expect(found.detail).not.toContain(body);
  });

  test('that is empty, or not UTF-8, or nested without end is not JSON', async () => {
    expect(await refusal('POST', '/v1/operators', { body: '' })).toMatchObject({
      status: 400,
      code: 'MALFORMED_JSON',
      detail: 'The body is empty; a JSON object is expected.',
    });
    const gateway = testGateway({ kind: 'timeout' });
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
    const latin = await gateway.app.request('/v1/operators', { method: 'POST', headers, body: Buffer.from([0x7b, 0x22, 0xe4, 0x22]) });
    expect((await problemIn(latin)).detail).toBe('The body is not valid UTF-8.');
    for (const body of [
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      '{"manager":'.repeat(20_000),
      `{"manager":${'{"above":'.repeat(9_000)}null${'}'.repeat(9_001)}`,
    ]) {
      expect(await refusal('POST', '/v1/operators', { body })).toMatchObject({ status: 400, code: 'MALFORMED_JSON' });
    }
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'application/jsonx'])(
    'of type %s is not taken',
    async (type) => {
      expect(await refusal('POST', '/v1/operators', { body: NEW, headers: { 'content-type': type } })).toMatchObject({
        status: 415,
        code: 'UNSUPPORTED_MEDIA_TYPE',
      });
    },
  );

  test('that is compressed is not taken', async () => {
    expect(await refusal('POST', '/v1/operators', { body: NEW, headers: { 'content-encoding': 'gzip' } })).toMatchObject({ status: 415 });
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/merge-patch+json'])(
    'of type %s is taken',
    async (type) => {
      const gateway = testGateway({ kind: 'result', payload: { operatorId: OPERATOR_ID } });
      expect((await gateway.call('POST', '/v1/operators', { body: NEW, headers: { 'content-type': type } })).status).toBe(201);
    },
  );

  test('above the limit is too large, announced or not', async () => {
    const body = { ...NEW, displayName: 'x'.repeat(256 * 1024) };
    const tooLarge = { status: 413, code: 'BODY_TOO_LARGE', detail: 'The body is larger than 262144 bytes.' };
    expect(await refusal('POST', '/v1/operators', { body })).toMatchObject(tooLarge);
    expect(await refusal('POST', '/v1/operators', { body: NEW, headers: { 'content-length': '262145' } })).toMatchObject(tooLarge);
  });

  test.each([[[NEW]], ['"text"'], ['null'], ['7']])('%j is no object', async (body) => {
    expect(await refusal('POST', '/v1/operators', { body })).toMatchObject(invalid({ path: '$', message: 'must be an object' }));
  });

  test.each([
    ['a missing field', { displayName: 'Ada' }, { path: '$.email', message: 'is required' }],
    ['a wrong type', { ...NEW, displayName: 7 }, { path: '$.displayName', message: 'must be a string' }],
    ['a number as text', { ...NEW, level: '3' }, { path: '$.level', message: 'must be an integer' }],
    ['a value out of range', { ...NEW, level: 10 }, { path: '$.level', message: 'must be 9 or less' }],
    ['an empty text', { ...NEW, displayName: '' }, { path: '$.displayName', message: 'must not be empty' }],
    ['a format that does not fit', { ...NEW, email: 'nobody' }, { path: '$.email', message: 'must be an e-mail address' }],
    ['an unknown field', { ...NEW, nickname: 'A' }, { path: '$.nickname', message: 'is not a known field' }],
    ['an unknown field with a strange name', { ...NEW, 'a.b': 1 }, { path: '$["a.b"]', message: 'is not a known field' }],
    ['a prototype', `{"email":"a@b.example","displayName":"Ada","__proto__":{"level":3}}`, { path: '$.__proto__', message: 'is not a known field' }],
    [
      'half a character',
      `{"email":"a@b.example","displayName":"Ada \\ud83d"}`,
      { path: '$.displayName', message: 'must not hold half of a surrogate pair' },
    ],
    [
      'a zero character',
      `{"email":"a@b.example","displayName":"Ada\\u0000"}`,
      { path: '$.displayName', message: 'must not hold the character U+0000' },
    ],
    ['the minted id', { ...NEW, operatorId: OPERATOR_ID }, { path: '$.operatorId', message: 'is made by the platform and must be left out' }],
    [
      'an unknown field further down',
      { ...NEW, manager: { name: 'B', above: { name: 'C', x: 1 } } },
      { path: '$.manager.above.x', message: 'is not a known field' },
    ],
  ])('with %s is told so', async (_, body, fault) => {
    expect(await refusal('POST', '/v1/operators', { body })).toMatchObject({ ...invalid(fault), detail: `${fault.path} ${fault.message}.` });
  });

  test('with several faults is told all of them', async () => {
    expect(await refusal('POST', '/v1/operators', { body: { email: 1, level: 0, extra: true } })).toMatchObject({
      ...invalid(
        { path: '$.extra', message: 'is not a known field' },
        { path: '$.displayName', message: 'is required' },
        { path: '$.email', message: 'must be a string' },
        { path: '$.level', message: 'must be 1 or more' },
      ),
      detail: '$.extra is not a known field; 3 more faults are in errors.',
    });
  });

  test('must not repeat what path or query give', async () => {
    expect(await refusal('PATCH', ONE, { body: { operatorId: OPERATOR_ID, notify: false } })).toMatchObject(
      invalid(
        { path: '$.operatorId', message: 'is taken from the path and must be left out of the body' },
        { path: '$.notify', message: 'is a query parameter and must be left out of the body' },
      ),
    );
  });
});

describe('path and query', () => {
  test.each(['7', '%ff', 'null'])('an id %s in the path is refused', async (id) => {
    const { status, errors } = await refusal('GET', `/v1/operators/${id}`);
    expect([status, errors?.at(-1)]).toEqual([400, { path: '{operatorId}', message: 'must be a uuid' }]);
  });

  test.each([
    ['/v1/operators?limit=0', { path: '?limit', message: 'must be 1 or more' }],
    ['/v1/operators?limit=101', { path: '?limit', message: 'must be 100 or less' }],
    ['/v1/operators?limit=ten', { path: '?limit', message: 'must be an integer' }],
    ['/v1/operators?limit=', { path: '?limit', message: 'must be an integer' }],
    ['/v1/operators?limit=1.5', { path: '?limit', message: 'must be an integer' }],
    ['/v1/operators?limit=5&limit=6', { path: '?limit', message: 'must not be given more than once' }],
    ['/v1/operators?page=2', { path: '?page', message: 'is not a known query parameter' }],
    ['/v1/operators?__proto__=2', { path: '?__proto__', message: 'is not a known query parameter' }],
    ['/v1/operators?cursor=%00', { path: '?cursor', message: 'must not hold the character U+0000' }],
    ['/v1/operators?status=GONE', { path: '?status', message: 'must be one of UNKNOWN, ACTIVE, DEACTIVATED' }],
    [`/v1/operators?cursor=${'x'.repeat(21)}`, { path: '?cursor', message: 'must be at most 20 characters' }],
    ['/v1/operators/me?verbose=yes', { path: '?verbose', message: 'must be a boolean' }],
    [`${ONE}?verbose=true`, { path: '?verbose', message: 'is not a known query parameter' }],
  ])('%s is refused', async (path, fault) => {
    expect(await refusal('GET', path)).toMatchObject(invalid(fault));
  });
});
