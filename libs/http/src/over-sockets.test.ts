import { request } from 'node:http';
import { connect } from 'node:net';
import { serveHttp } from '@vyarna/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR_ID, testGateway, token } from './testing/gateway.ts';
import { answerUnreadable } from './unreadable-request.ts';

const gateway = testGateway({ kind: 'result', payload: { operatorId: OPERATOR_ID } });
const chunk = Buffer.alloc(64 * 1024, ' ');
let server: Awaited<ReturnType<typeof serveHttp>>;

beforeAll(async () => {
  const onClientError = answerUnreadable(gateway.contracts, gateway.logger);
  server = await serveHttp({ fetch: gateway.app.fetch, host: '127.0.0.1', port: 0, onClientError });
});

afterAll(() => server.close(0));

/** Sends the chunks and resolves to the answer, whether or not all of them were taken. */
const post = async (headers: Record<string, string>, chunks: readonly (Buffer | string)[]): Promise<{ status: number | undefined; body: string }> => {
  const authorization = `Bearer ${await token({ demo: true })}`;
  return new Promise((resolve, reject) => {
    const call = request(`${server.url}/v1/operators`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
    });
    let answered = false;
    call.on('response', (answer) => {
      answered = true;
      let body = '';
      answer.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
      answer.on('error', reject);
    });
    call.on('error', (error) => answered || reject(error));
    for (const part of chunks) call.write(part);
    call.end();
  });
};

test('a body in chunks is read, and its demo token is good from this machine', async () => {
  const { status, body } = await post({}, ['{"email": "a@b.ex', 'ample", "displayName"', ': "Ada"}']);
  expect([status, JSON.parse(body).result]).toEqual([201, { operatorId: OPERATOR_ID }]);
});

test('a body too large is answered with 413, announced or in chunks', async () => {
  const sent = gateway.sent.length;
  const chunks = Array.from({ length: 32 }, () => chunk);
  const announced = await post({ 'content-length': String(32 * chunk.length) }, chunks);
  const chunked = await post({ 'transfer-encoding': 'chunked' }, chunks);
  expect([announced.status, JSON.parse(announced.body).code]).toEqual([413, 'BODY_TOO_LARGE']);
  expect([chunked.status, JSON.parse(chunked.body).code]).toEqual([413, 'BODY_TOO_LARGE']);
  expect(gateway.sent.length).toBe(sent);
});

test('a wrong path with a body is answered, and the next call works', async () => {
  const wrong = await fetch(`${server.url}/v1/nowhere`, { method: 'POST', body: chunk });
  expect(wrong.status).toBe(404);
  expect((await post({}, ['{"email": "a@b.example", "displayName": "Ada"}'])).status).toBe(201);
});

/** Sends bytes as they are and resolves to all that comes back. */
const sendRaw = (text: string, { hangUp = false } = {}): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(text);
      if (hangUp) setTimeout(() => socket.resetAndDestroy(), 50);
    });
    let answer = '';
    socket.setEncoding('utf8').on('data', (part) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });

test.each([
  ['an unknown method', 'FOO /v1/operators HTTP/1.1\r\nhost: a\r\n\r\n', 405, 'METHOD_NOT_ALLOWED'],
  ['headers too large', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ['no HTTP at all', 'GET /v1/operators HTP/9\r\n\r\n', 400, 'MALFORMED_HTTP'],
])('%s is answered with a problem too', async (_, text, status, code) => {
  const [head = '', body = ''] = (await sendRaw(text)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*content-type: application/problem\\+json`, 's'));
  expect(JSON.parse(body)).toMatchObject({ status, code, traceId: expect.stringMatching(/^unrouted-/) });
});

test('a caller who hangs up in the middle of a body is no fault of ours', async () => {
  const lines = gateway.lines.length;
  const authorization = `Bearer ${await token({ demo: true })}`;
  const head = `POST /v1/operators HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n`;
  await sendRaw(`${head}{"e`, { hangUp: true });
  await expect.poll(() => gateway.lines.length).toBeGreaterThan(lines);
  expect(gateway.lines.slice(lines).map(({ level }) => level)).toEqual(['info']);
});
