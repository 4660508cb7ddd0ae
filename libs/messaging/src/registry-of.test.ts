import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEnvironment } from '@vyarna/process';
import { expect, test } from 'vitest';
import { registryOf } from './registry-of.ts';
import { createSchemaSource } from './schema-source.ts';

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
