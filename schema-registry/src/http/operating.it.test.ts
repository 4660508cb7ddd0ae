import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { testDatabase } from '@vyarna/dev/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call, sent } from '../testing/instance.ts';
import { ensureRole, type RunningProgram, startProgram } from '../testing/program.ts';

let database: { url: string; close(): Promise<void> };
const programs: RunningProgram[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await ensureRole(database.url);
});

afterEach(async () => {
  for (const { child, exit } of programs.splice(0)) {
    child.kill('SIGKILL');
    await exit;
  }
});

afterAll(() => database.close());

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

async function start(environment: Record<string, string> = {}): Promise<{ program: RunningProgram; url: string }> {
  const program = startProgram(database.url, environment);
  programs.push(program);
  return { program, url: await program.listening };
}

test('a request that is under way when the registry is told to stop is answered, and what it did is kept', async () => {
  const { program, url } = await start();
  const body = JSON.stringify(sent('string'));
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  const said = text(socket);
  socket.write(
    `POST /subjects/late/versions HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  );
  await call({ url }, 'GET', '/subjects');
  program.child.kill('SIGTERM');
  await expect.poll(() => program.lines.map(({ message }) => message)).toContain('stopping');
  socket.write(body.slice(5));
  expect(await said).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*"version":1/);
  expect(await program.exit).toBe(0);
  const again = await start();
  expect((await call(again, 'GET', '/subjects/late/versions')).body).toEqual([1]);
});

test('each caller has a rate, and what was answered and refused is counted', async () => {
  const healthPort = await freePort();
  const { url } = await start({ RATE_LIMIT: '20', HEALTH_PORT: String(healthPort) });
  const { body } = await call({ url }, 'POST', '/subjects/counted/versions', sent('long'));
  const { id } = body as { id: number };
  for (let n = 0; n < 5; n += 1) expect((await call({ url }, 'GET', `/schemas/ids/${id}`)).status).toBe(200);
  expect((await call({ url }, 'GET', '/subjects/nowhere/versions')).status).toBe(404);

  const many = await Promise.all(Array.from({ length: 60 }, () => fetch(`${url}/schemas/types`)));
  const refused = many.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(20);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  expect(await refused[0]?.json()).toEqual({ error_code: 429, message: 'HTTP 429 Too Many Requests: try again in 1 s.' });

  const metrics = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
  const count = (labels: string): number => Number(metrics.match(new RegExp(`^registry_http_requests_total\\{${labels}\\} (\\d+)$`, 'm'))?.[1]);
  expect(count('method="POST",route="/subjects/{subject}/versions",status="200"')).toBe(1);
  expect(count('method="GET",route="/schemas/ids/{id}",status="200"') + count('method="GET",route="kept",status="200"')).toBe(5);
  expect(count('method="GET",route="/subjects/{subject}/versions",status="404"')).toBe(1);
  expect(metrics).toContain(`registry_http_refused_total{reason="rate-limited"} ${refused.length}`);
  expect((await fetch(`http://127.0.0.1:${healthPort}/ready`)).status).toBe(200);
});

test('a limit of bodies of its own holds', async () => {
  const { url } = await start({ MAX_BODY_BYTES: '100' });
  expect((await call({ url }, 'POST', '/subjects/small/versions', sent('int'))).status).toBe(200);
  expect(await call({ url }, 'POST', '/subjects/small/versions', sent('x'.repeat(100)))).toMatchObject({
    status: 413,
    body: { error_code: 413, message: expect.stringContaining('a body may have 100 bytes at most; this one has 1') },
  });
});

test('a caller that hangs up in the middle of a request is no failure of the registry', async () => {
  const { program, url } = await start({ LOG_LEVEL: 'debug' });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /subjects/gone/versions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{');
  await call({ url }, 'GET', '/subjects');
  socket.resetAndDestroy();
  await expect.poll(() => program.lines.filter(({ message }) => message === 'answered').map(({ status }) => status)).toContain(400);
  expect(program.lines.map(({ level }) => level)).not.toContain('error');
});
