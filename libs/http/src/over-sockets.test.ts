import { request } from 'node:http';
import { serveHttp } from '@vyarna/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR_ID, testGateway, token } from './testing/gateway.ts';

const gateway = testGateway({ kind: 'result', payload: { operatorId: OPERATOR_ID } });
const chunk = Buffer.alloc(64 * 1024, ' ');
let server: Awaited<ReturnType<typeof serveHttp>>;

beforeAll(async () => {
  server = await serveHttp({ fetch: gateway.app.fetch, host: '127.0.0.1', port: 0 });
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
