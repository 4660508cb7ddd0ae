import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { RegistryClient } from './client.ts';
import { exportRegistry } from './export.ts';

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

type Answers = { readonly [path: string]: readonly [status: number, body: unknown] };

/** A registry that answers so; anything else is not found. */
const registryOf = async (answers: Answers): Promise<RegistryClient> => {
  server = createServer((request, response) => {
    const [status, body] = answers[request.url ?? ''] ?? [404, { error_code: 404, message: 'HTTP 404 Not Found' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new RegistryClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

const one: Answers = {
  '/subjects?deleted=true': [200, ['a']],
  '/subjects/a/versions': [200, [2]],
  '/subjects/a/versions?deleted=true': [200, [1, 2]],
  '/subjects/a/versions/1?deleted=true': [200, { subject: 'a', version: 1, id: 4, schema: '"int"', schemaType: 'AVRO', references: [], guid: 'g' }],
  '/subjects/a/versions/2?deleted=true': [200, { subject: 'a', version: 2, id: 5, schema: '{}', schemaType: 'JSON' }],
  '/config': [200, { compatibilityLevel: 'BACKWARD' }],
};
const versions = [
  { kind: 'version', subject: 'a', version: 1, id: 4, schema: '"int"', deleted: true },
  { kind: 'version', subject: 'a', version: 2, id: 5, schemaType: 'JSON', schema: '{}' },
];
const registry = { kind: 'settings', subject: '', config: { compatibilityLevel: 'BACKWARD' } };

describe('what registries of other makers tell', () => {
  test('the mode of the registry for each subject, where subjects have none', async () => {
    const mode = [200, { mode: 'READWRITE' }] as const;
    const fallingBack = { ...one, '/mode': mode, '/mode/a': mode, '/mode/a%20subject%20that%20nobody%20has': mode };
    expect(await exportRegistry(await registryOf(fallingBack), () => {})).toEqual({
      isComplete: true,
      settings: [{ ...registry, mode: 'READWRITE' }],
      versions,
    });
  });

  test('nothing of modes or contexts', async () => {
    const without = { ...one, '/mode': [501, { message: 'not implemented' }] as const };
    expect(await exportRegistry(await registryOf(without), () => {})).toEqual({
      isComplete: true,
      settings: [{ ...registry, mode: null }],
      versions,
    });
  });

  test('null for no subjects at all', async () => {
    expect(await exportRegistry(await registryOf({ ...one, '/subjects?deleted=true': [200, null] }), () => {})).toEqual({
      isComplete: true,
      settings: [{ ...registry, mode: null }],
      versions: [],
    });
  });

  test('subjects of every context, asked for all of them', async () => {
    const { '/subjects?deleted=true': _, ...others } = one;
    const several: Answers = {
      ...others,
      '/contexts': [200, ['.', '.x']],
      '/subjects?deleted=true&subjectPrefix=%3A*%3A': [200, ['a']],
      '/config/%3A.x%3A': [200, { compatibilityLevel: 'NONE' }],
    };
    expect(await exportRegistry(await registryOf(several), () => {})).toEqual({
      isComplete: true,
      settings: [
        { ...registry, mode: null },
        { kind: 'settings', subject: ':.x:', config: { compatibilityLevel: 'NONE' }, mode: null },
      ],
      versions,
    });
  });

  test('a refusal of the route that is ours alone', async () => {
    const guarded: Answers = { ...one, '/vyarna/settings': [403, { error_code: 403, message: 'no' }] };
    expect(await exportRegistry(await registryOf(guarded), () => {})).toEqual({
      isComplete: true,
      settings: [{ ...registry, mode: null }],
      versions,
    });
  });

  test('a version that was deleted for good since it was listed', async () => {
    const { '/subjects/a/versions/1?deleted=true': _, ...others } = one;
    expect(await exportRegistry(await registryOf(others), () => {})).toMatchObject({ versions: versions.slice(1) });
  });
});
