import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEnvironment } from '@vyarna/process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareSerde } from './messaging.ts';
import { registryOf } from './registry-of.ts';
import { createSchemaSource, RegistryUnavailable } from './schema-source.ts';
import { createSerde } from './serde.ts';
import { testProgram } from './testing/test-program.ts';
import { thingContracts } from './testing/thing-contracts.ts';

const URL_ONLY = { SCHEMA_REGISTRY_URL: 'http://registry' };

test.each([
  [{}, undefined],
  [{ SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO: 'ci:se:cret' }, `Basic ${Buffer.from('ci:se:cret').toString('base64')}`],
  [{ SCHEMA_REGISTRY_BEARER_TOKEN: 'abc' }, 'Bearer abc'],
])('with %j a program shows the registry %j, at every look-up', async (variables, expected) => {
  const shown: unknown[] = [];
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization);
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error_code":40403,"message":"Schema not found"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = createSchemaSource({ app: 'ez-thing', ...registryOf(createEnvironment({ SCHEMA_REGISTRY_URL: url, ...variables })) });
  expect([await source.idOf('thing-value', 'int'), await source.schemaOf(1)]).toEqual([null, null]);
  expect(shown).toEqual([expected, expected]);
  server.close();
  server.closeAllConnections();
});

test('a user and a token together are refused at the start', () => {
  const variables = { ...URL_ONLY, SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO: 'a:b', SCHEMA_REGISTRY_BEARER_TOKEN: 'c' };
  expect(() => registryOf(createEnvironment(variables))).toThrow(expect.objectContaining({ code: 'VARIABLE_INVALID' }));
});

describe.each([
  [401, 'Say who you are: send the header Authorization.'],
  [403, "ez-thing has no right to read the subject 'thing-value'."],
])('a registry that refuses with %i', (status, message) => {
  let server: Server;
  let registryUrl: string;
  const hint = 'Set SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO to user:password, or SCHEMA_REGISTRY_BEARER_TOKEN, for somebody who may read there.';
  const reason = () => `The schema registry at ${registryUrl} refuses this program (${status}): ${message}`;

  beforeEach(async () => {
    server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error_code: status, message }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    registryUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  test('ends a start with what to set', async () => {
    const program = testProgram('ez-thing');
    const serde = createSerde({ contracts: thingContracts(), registryUrl, app: 'ez-thing', logger: program.logger });
    await expect(prepareSerde(program, serde)).rejects.toMatchObject({ name: 'StartError', code: 'REGISTRY_REFUSED', message: reason(), hint });
  });

  test('later is a loss that may pass, and says what to set', async () => {
    const asked = createSchemaSource({ app: 'ez-thing', registryUrl }).schemaOf(1);
    await expect(asked).rejects.toThrow(`${reason()} ${hint}`);
    await expect(asked).rejects.toBeInstanceOf(RegistryUnavailable);
  });
});
