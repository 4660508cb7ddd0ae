import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '@vyarna/dev/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifyNobody } from '../access/identify.ts';
import { call, type Instance, startInstance } from '../testing/instance.ts';

let server: { url: string; close(): Promise<void> };
let registry: Instance;

beforeAll(async () => {
  server = await testDatabase();
  registry = await startInstance(server.url, identifyNobody(null), { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 50 });
});

afterAll(async () => {
  await registry.close();
  await server.close();
});

async function opened(): Promise<Socket> {
  const socket = connect(Number(new URL(registry.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

const head = (length: number | string, path = '/subjects/slow/versions') =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${typeof length === 'number' ? `Content-Length: ${length}` : length}\r\n\r\n`;

test('a body that is announced as too large is answered before it comes', async () => {
  const socket = await opened();
  socket.write(head(10 * 1024 * 1024 + 1));
  const [first] = (await once(socket, 'data')) as [Buffer];
  expect(`${first}`).toMatch(
    /^HTTP\/1\.1 413 [\s\S]*connection: close[\s\S]*"error_code":413,"message":"[^"]*10485760 bytes at most; this one has 10485761\."/,
  );
  socket.destroy();
});

test('a client that sends all of it hears the answer too', async () => {
  for (const length of [11, 40].map((megabytes) => megabytes * 1024 * 1024)) {
    const socket = await opened();
    const said = text(socket);
    socket.write(head(length));
    socket.write(Buffer.alloc(length, 'x'));
    expect(await said).toMatch(/^HTTP\/1\.1 413 /);
  }
  expect(await call(registry, 'POST', '/subjects/slow/versions', 'x'.repeat(12_000_000))).toMatchObject({ status: 413, body: { error_code: 413 } });
  expect(await call(registry, 'POST', '/nothing', 'x'.repeat(12_000_000))).toMatchObject({ status: 404 });
});

test('a body in pieces that becomes too large is answered when it does', async () => {
  const socket = await opened();
  const said = text(socket);
  socket.write(head('Transfer-Encoding: chunked'));
  const piece = `${(1024 * 1024).toString(16)}\r\n${'x'.repeat(1024 * 1024)}\r\n`;
  for (let n = 0; n < 11; n += 1) socket.write(piece);
  socket.write('0\r\n\r\n');
  expect(await said).toMatch(/^HTTP\/1\.1 413 [\s\S]*this one has more/);
});

test.each([
  ['half a body', `${head(100)}{"schema":`],
  ['half a head', 'POST /subjects/slow/versions HTTP/1.1\r\nHost: a\r\nContent-'],
])('%s is waited for so long, and others are answered meanwhile', async (_, part) => {
  const socket = await opened();
  const said = text(socket);
  socket.write(part);
  await pause(100);
  expect((await call(registry, 'GET', '/subjects')).status).toBe(200);
  expect(await said).toMatch(/^HTTP\/1\.1 408 Request Timeout[\s\S]*"error_code":408,"message":"HTTP 408 Request Timeout: [^"]+"\}$/);
});

test('a body that drips is not waited for longer than one that stands still', async () => {
  const socket = await opened();
  const said = text(socket);
  socket.write(head(1_000));
  const drip = setInterval(() => socket.write('x'), 50);
  expect(await said).toMatch(/^HTTP\/1\.1 408 /);
  clearInterval(drip);
});

test.each([
  ['no HTTP', 'GET / HTTX/1.1\r\n\r\n', 400, 'Bad Request: the request is no HTTP'],
  ['a method that nobody knows', 'BREW /subjects HTTP/1.1\r\nHost: a\r\n\r\n', 405, 'no route has this method'],
  ['a head of 20,000 bytes', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'the head of a request may have 16384 bytes'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, 'the request is no HTTP'],
])('%s is answered as all else is', async (_, request, status, words) => {
  const socket = await opened();
  const said = text(socket);
  socket.write(request);
  const all = await said;
  expect(all).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(JSON.parse(all.slice(all.indexOf('\r\n\r\n')))).toEqual({ error_code: status, message: expect.stringContaining(words) });
});
