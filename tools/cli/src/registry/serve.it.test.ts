import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@vyarna/dev/testing';
import { afterEach, expect, test } from 'vitest';
import { freePort } from './testing/registries.ts';
import { runVyarna, type Served, serveRegistry } from './testing/run-vyarna.ts';

const running: Served[] = [];
const serve = async (words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Served> => {
  const served = await serveRegistry(words, env);
  running.push(served);
  return served;
};
afterEach(async () => {
  for (const served of running.splice(0)) await served.stop();
});

const subjects = async (url: string): Promise<unknown> => (await fetch(`${url}/subjects`)).json();
const register = (url: string) =>
  fetch(`${url}/subjects/kept/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ schema: '"string"' }),
  });

test('it serves on an empty database that goes with it, says where, and ends at Ctrl-C', async () => {
  const port = Number(await freePort());
  const served = await serve(['--temporary', '--port', String(port)]);
  expect(served.said()).toEqual([
    `The schema registry listens at http://127.0.0.1:${port}, on an empty database that goes with it. Ctrl-C stops it.`,
  ]);
  expect(await subjects(served.url)).toEqual([]);
  const taken = await runVyarna(process.cwd(), ['registry', 'serve', '--temporary', '--port', String(port)]);
  expect(taken).toEqual({
    code: 1,
    out: [],
    error: [`vyarna registry serve: Port ${port} is taken. Stop what uses it, or choose another: --port ${port + 10}. [PORT_TAKEN]`],
  });
  expect(await served.stop()).toBe(0);
  await expect(fetch(served.url)).rejects.toThrow('fetch failed');
});

test('on a folder of its own it goes on with what it had', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vyarna-serve-'));
  try {
    const port = await freePort();
    const first = await serve(['--data', folder, '--port', port]);
    expect((await register(first.url)).status).toBe(200);
    expect(await first.stop()).toBe(0);
    const again = await serve(['--data', folder, '--port', port]);
    expect(await subjects(again.url)).toEqual(['kept']);
    await again.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('on the database of the environment it makes its tables there', async () => {
  const database = await testDatabase();
  try {
    const served = await serve(['--port', await freePort()], { DATABASE_URL: database.url });
    expect(served.said()[0]).toContain('on the database of DATABASE_URL');
    expect((await register(served.url)).status).toBe(200);
    await served.stop();
  } finally {
    await database.close();
  }
});

test('where it does not start it says why, and ends at once', async () => {
  const database = await testDatabase();
  try {
    const begun = performance.now();
    const { code, error } = await runVyarna(process.cwd(), ['registry', 'serve', '--host', '0.0.0.0', '--port', await freePort()], {
      DATABASE_URL: database.url,
    });
    expect([code, error]).toEqual([1, [expect.stringMatching(/HOST is 0\.0\.0\.0, where other machines .* Set ACCESS_FILE .* \[ACCESS_MISSING\]/)]]);
    expect(performance.now() - begun).toBeLessThan(20_000);
  } finally {
    await database.close();
  }
});

test.each([
  [['--port', 'http'], "'http' is no port: --port takes a number from 1 to 65535"],
  [['--temporary', '--data', 'x'], '--temporary keeps nothing, so there is no --data'],
  [['--dry-run'], 'registry serve knows no --dry-run'],
])('asked wrongly by %j it says how', async (words, reason) => {
  const { code, error } = await runVyarna(process.cwd(), ['registry', 'serve', ...words]);
  expect([code, error]).toEqual([2, [`vyarna registry: ${reason}. vyarna registry --help tells more.`]]);
});

test.each([
  ['abc', "HEALTH_PORT is 'abc', which is not a whole number from 0 to 65535"],
  ['-1', "HEALTH_PORT is '-1', which is not a whole number from 0 to 65535"],
])('with HEALTH_PORT=%s it says what is wrong before it starts anything', async (port, reason) => {
  const { code, error } = await runVyarna(process.cwd(), ['registry', 'serve', '--temporary', '--port', await freePort()], { HEALTH_PORT: port });
  expect([code, error]).toEqual([1, [expect.stringContaining(reason)]]);
  expect(error[0]).toContain('Set HEALTH_PORT to a whole number from 0 to 65535.');
});

test('with HEALTH_PORT=0 it asks for a free one', async () => {
  const served = await serve(['--temporary', '--port', await freePort()], { HEALTH_PORT: '0' });
  expect(await subjects(served.url)).toEqual([]);
});

test('on a folder that cannot be made it says what to do', async () => {
  const { code, error } = await runVyarna(process.cwd(), ['registry', 'serve', '--data', '/dev/null', '--port', await freePort()]);
  expect([code, error]).toEqual([1, [expect.stringContaining('The folder /dev/null cannot be made or used')]]);
});
