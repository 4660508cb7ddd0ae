import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RegistryUnreachable, registryAt } from './client.ts';

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
}

let server: Server;
let url: string;
let answers: (readonly [status: number, body: string])[];
let asked: Asked[];
let waits: string | undefined;

beforeEach(async () => {
  [answers, asked, waits] = [[], [], undefined];
  server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    const [status, body] = answers.shift() ?? [200, '[]'];
    response.writeHead(status, { 'content-type': 'application/json', ...(waits === undefined ? {} : { 'retry-after': waits }) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

describe('whom it speaks for', () => {
  const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`;
  test.each([
    ['a user of the environment', {}, { SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO: 'ci:s3cret' }, basic('ci:s3cret')],
    ['a token of the environment', {}, { SCHEMA_REGISTRY_BEARER_TOKEN: 't0ken' }, 'Bearer t0ken'],
    ['a user in the URL', { user: 'ci:s%20t@' }, {}, basic('ci:s t')],
    ['nobody', {}, {}, undefined],
  ])('%s', async (_, { user = '' }: { user?: string }, env, authorization) => {
    const client = registryAt(url.replace('http://', `http://${user}`), env);
    expect(client.url).toBe(url);
    await client.get('/subjects');
    expect(asked).toEqual([{ path: '/subjects', authorization }]);
  });

  test('the variables of another registry are its own, and named where it refuses', async () => {
    answers = [[403, '{"message":"no"}']];
    const env = { SCHEMA_REGISTRY_BEARER_TOKEN: 't0ken', OTHER_BEARER_TOKEN: 'other' };
    await expect(registryAt(url, env, 'OTHER').get('/subjects')).rejects.toThrow(
      'Set OTHER_BASIC_AUTH_USER_INFO to user:password, or OTHER_BEARER_TOKEN',
    );
    expect(asked).toEqual([{ path: '/subjects', authorization: 'Bearer other' }]);
  });

  test('two credentials are one too many', () => {
    const env = { SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO: 'a:b', SCHEMA_REGISTRY_BEARER_TOKEN: 'c' };
    expect(() => registryAt(url, env)).toThrow('are both set: keep one');
  });

  test.each([
    [undefined, 'Say where the schema registry is'],
    ['ftp://x', "'ftp://x' is no http URL of a schema registry"],
  ])('%s is no registry', (given, reason) => {
    expect(() => registryAt(given, {})).toThrow(reason);
  });
});

describe('what it is answered', () => {
  test('is tried again where it may pass', async () => {
    answers = [
      [503, '{}'],
      [429, '{}'],
      [200, '["a"]'],
    ];
    expect((await registryAt(url, {}).get('/subjects')).body).toEqual(['a']);
    expect(asked).toHaveLength(3);
  });

  test('is asked for again when the registry says so', async () => {
    answers = [[429, '{}']];
    waits = '1';
    const begun = performance.now();
    expect((await registryAt(url, {}).get('/subjects')).body).toEqual([]);
    expect(performance.now() - begun).toBeGreaterThan(990);
  });

  test('is a refusal with its code and words', async () => {
    answers = [[404, '{"error_code":40401,"message":"Subject not found"}']];
    expect(await registryAt(url, {}).get('/x')).toMatchObject({ status: 404, code: 40401, message: 'Subject not found' });
  });

  test.each([
    [401, '{"error_code":401,"message":"Unauthorized"}', /refuses \(401\): Unauthorized\. Set SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO to user:password/],
    [500, '{"error_code":50001,"message":"store"}', /failed \(500\): store$/],
    [200, '<html>', /no schema registry: it says "<html>"\. Start one \(vyarna registry serve, or make up/],
  ])('is no answer at %i %s', async (status, body, words) => {
    answers = [0, 1, 2, 3].map(() => [status, body] as const);
    const refused = registryAt(url, {}).get('/subjects');
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toBeInstanceOf(RegistryUnreachable);
  });
});
