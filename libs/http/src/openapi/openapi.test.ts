import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../exchange.ts';
import { OPERATOR_ID, testGateway, token } from '../testing/gateway.ts';
import { operatorBundle } from '../testing/operator-bundle.ts';
import { selfContainedOpenApi } from './document.ts';

type Part = { readonly [key: string]: unknown };

const document = selfContainedOpenApi(operatorBundle) as { readonly paths: Record<string, Record<string, Part>>; readonly components: Part };

/** Follows a `$ref` within the document. */
const resolved = (part: unknown): Part => {
  const { $ref } = part as { readonly $ref?: string };
  if ($ref === undefined) return part as Part;
  const keys = $ref.slice(2).split('/');
  return resolved(keys.reduce<unknown>((at, key) => (at as Part)[key], document));
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'https://openapi.test/document', ...document });

/** What is wrong with a value, by the schema of the document: its references lead to the document. */
const faultsOf = (schema: unknown, value: unknown): readonly string[] => {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"https://openapi.test/document#/');
  const check = ajv.compile(JSON.parse(text) as object);
  return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

interface Answer {
  readonly status: string;
  readonly faults: readonly string[];
}

/** Makes the call and holds the answer against what the document says of its status. */
const answered = async (
  reply: Reply,
  [method, template, path]: readonly [string, string, string],
  init: Parameters<ReturnType<typeof testGateway>['call']>[2] = {},
  options: Parameters<typeof testGateway>[1] = {},
): Promise<Answer> => {
  const answer = await testGateway(reply, options).call(method, path, init);
  const responses = document.paths[template]?.[method.toLowerCase()]?.['responses'] as Part;
  const stated = String(answer.status) in responses;
  const { headers, content } = resolved(responses[stated ? String(answer.status) : 'default']) as {
    readonly headers?: Part;
    readonly content?: Part;
  };
  const missing = Object.keys(headers ?? {}).filter((name) => !answer.headers.has(name));
  const text = await answer.text();
  const media = answer.headers.get('content-type');
  const described = media === null ? undefined : (content?.[media] as Part | undefined);
  const faults = [
    ...missing.map((name) => `no header ${name}`),
    ...(text === '' && content === undefined
      ? []
      : described === undefined
        ? [`${media} is not described`]
        : faultsOf(described['schema'], JSON.parse(text))),
  ];
  return { status: stated ? String(answer.status) : `default (${answer.status})`, faults };
};

const OPERATOR = { operatorId: OPERATOR_ID, email: 'a@b.example' };
const RESULT: Reply = { kind: 'result', payload: OPERATOR };
const NEW = { email: 'a@b.example', displayName: 'Ada' };
const CREATE = ['POST', '/v1/operators', '/v1/operators'] as const;
const READ = ['GET', '/v1/operators/{operatorId}', `/v1/operators/${OPERATOR_ID}`] as const;
const TRACE_ID = `createOperator-${OPERATOR_ID}`;

describe('each answer is as the document says', () => {
  const away = (): never => {
    throw Object.assign(new Error('away'), { code: 'BUS_UNAVAILABLE' });
  };
  const stored = {
    traceId: TRACE_ID,
    flowType: 'create-operator',
    state: 'succeeded',
    result: '{"a":[1]}',
    problem: null,
    startedAt: '2026-11-21T10:15:30.123456Z',
  };

  test.each<readonly [string, string, () => Promise<Answer>]>([
    ['a created entity', '201', () => answered(RESULT, CREATE, { body: NEW })],
    ['a write that is not answered in time', '202', () => answered({ kind: 'timeout' }, CREATE, { body: NEW })],
    ['a write without a result', '204', async () => answered(RESULT, ['DELETE', '/v1/operators/{operatorId}', `/v1/operators/${OPERATOR_ID}`])],
    [
      'a change',
      '200',
      () => answered(RESULT, ['PATCH', '/v1/operators/{operatorId}', `/v1/operators/${OPERATOR_ID}?notify=false`], { body: { email: null } }),
    ],
    ['a read', '200', () => answered(RESULT, READ)],
    ['a list', '200', () => answered({ kind: 'result', payload: { items: [OPERATOR] } }, ['GET', '/v1/operators', '/v1/operators?limit=2'])],
    [
      'a stored result, its JSON shown as such',
      '200',
      () => answered({ kind: 'result', payload: stored }, ['GET', '/v1/requests/{traceId}', `/v1/requests/${TRACE_ID}`]),
    ],
    ['a body that is no JSON', '400', () => answered(RESULT, CREATE, { body: '{' })],
    ['a body that does not fit', '400', () => answered(RESULT, CREATE, { body: {} })],
    ['no token', '401', () => answered(RESULT, READ, { headers: { authorization: '' } })],
    ['a token that is over', '401', async () => answered(RESULT, READ, { headers: { authorization: `Bearer ${await token({ exp: 1 })}` } })],
    [
      'a token without the mechanism',
      '403',
      async () => answered(RESULT, READ, { headers: { authorization: `Bearer ${await token({ permissions: [] })}` } }),
    ],
    ['a body that is too large', '413', () => answered(RESULT, CREATE, { body: { ...NEW, displayName: 'x'.repeat(300_000) } })],
    ['a body of another type', '415', () => answered(RESULT, CREATE, { body: NEW, headers: { 'content-type': 'text/plain' } })],
    ['a fault of ours', '500', () => answered(RESULT, READ, {}, { exchange: async () => Promise.reject(new Error('a fault')) })],
    ['a bus that is away', '503', () => answered(RESULT, READ, {}, { exchange: async () => away() })],
    ['a read that is not answered in time', '504', () => answered({ kind: 'timeout' }, READ)],
    [
      'a refusal of a service',
      'default (409)',
      () => answered({ kind: 'error', code: 'EMAIL_TAKEN', message: 'Taken.', details: { field: 'email' } }, CREATE, { body: NEW }),
    ],
    [
      'a refusal that this catalogue does not know',
      '500',
      () => answered({ kind: 'error', code: 'BRAND_NEW', message: 'New.', details: {} }, CREATE, { body: NEW }),
    ],
  ])('%s: %s', async (_, status, call) => {
    expect(await call()).toEqual({ status, faults: [] });
  });

  test('and one that is not so is seen', () => {
    const { schema } = (resolved(document.paths['/v1/operators']?.['post']?.['responses'] as Part)['201'] as { content: Record<string, Part> })
      .content['application/json'] as Part;
    expect(faultsOf(schema, { result: { ...OPERATOR, email: 1 } })).toEqual([
      " must have required property 'traceId'",
      '/result/email must be string',
    ]);
  });
});

describe('each request is as the document says', () => {
  const body = (value: unknown): readonly string[] => {
    const { content } = resolved(document.paths['/v1/operators']?.['post']?.['requestBody']) as { readonly content?: Record<string, Part> };
    return faultsOf(content?.['application/json']?.['schema'], value);
  };

  test('a body that fits is taken, one that does not is refused, and what the gateway makes is no part of it', async () => {
    const cases = [
      NEW,
      { ...NEW, level: 9 },
      { ...NEW, level: 10 },
      { email: 'a@b.example' },
      { ...NEW, operatorId: OPERATOR_ID },
      { ...NEW, more: 1 },
    ];
    const taken = await Promise.all(
      cases.map(async (value) => (await testGateway(RESULT).call('POST', '/v1/operators', { body: value })).status === 201),
    );
    expect(cases.map((value) => body(value).length === 0)).toEqual(taken);
    expect(taken).toEqual([true, true, false, false, false, false]);
  });

  test('the paths, methods, path fields and query fields are those of the routes', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const parameters = (operation['parameters'] as readonly Part[]).map(resolved);
        const named = (place: string): readonly unknown[] => parameters.filter((parameter) => parameter['in'] === place).map(({ name }) => name);
        return [`${method.toUpperCase()} ${path}`, named('path'), named('query'), named('header')];
      }),
    );
    const routes = operatorBundle.routes.map(({ method, path, pathFields, queryFields }) => [
      `${method} ${path}`,
      pathFields,
      queryFields,
      ['Prefer'],
    ]);
    expect(described.sort()).toEqual(routes.sort());
  });

  test('an operation says which mechanism it takes, and has an id of its own', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(document.paths['/v1/operators']?.['post']?.['x-vyarna']).toEqual({ permission: 'can-create-operator' });
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operatorBundle.routes.length);
  });

  test('routes of one action get ids by their methods', () => {
    const [first] = operatorBundle.routes;
    if (first === undefined) throw new Error('no route');
    const twins = { ...operatorBundle, routes: [first, { ...first, method: 'PUT' as const }] };
    const { paths } = selfContainedOpenApi(twins) as typeof document;
    expect(Object.values(paths[first.path] ?? {}).map(({ operationId }) => operationId)).toEqual([`${first.action}-post-1`, `${first.action}-put-2`]);
  });
});

describe('GET /openapi.json', () => {
  test('is the document, without a token', async () => {
    const answer = await testGateway(RESULT).call('GET', '/openapi.json', { headers: { authorization: '' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
    expect(answer.headers.get('trace-id')).toMatch(/^unrouted-/);
  });

  test('is not sent again to who has it', async () => {
    const gateway = testGateway(RESULT);
    const etag = (await gateway.call('GET', '/openapi.json')).headers.get('etag') ?? '';
    const answer = await gateway.call('GET', '/openapi.json', { headers: { 'if-none-match': `"other", W/${etag}` } });
    expect([answer.status, await answer.text()]).toEqual([304, '']);
  });
});
