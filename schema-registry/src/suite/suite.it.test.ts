import { testDatabase } from '@vyarna/dev/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instance, startInstance } from '../testing/instance.ts';
import { groups } from './cases/index.ts';
import { runCase } from './run-case.ts';
import { newPrefix } from './run-suite.ts';

let server: { url: string; close(): Promise<void> };
let registry: Instance;

beforeAll(async () => {
  server = await testDatabase();
  registry = await startInstance(server.url);
});

afterAll(async () => {
  await registry.close();
  await server.close();
});

describe.each(groups)('$name', ({ cases }) => {
  test.each(cases)('$name', async (one) => {
    expect(await runCase(one, newPrefix(), registry)).toEqual([]);
  });
});
