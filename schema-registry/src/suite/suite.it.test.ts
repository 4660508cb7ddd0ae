import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instance, startAlone } from '../testing/instance.ts';
import { groups } from './cases/index.ts';
import { runCase } from './run-case.ts';
import { newPrefix } from './run-suite.ts';

let registry: Instance;

beforeAll(async () => {
  registry = await startAlone();
});

afterAll(() => registry.close());

describe.each(groups)('$name', ({ cases }) => {
  test.each(cases)('$name', async (one) => {
    expect(await runCase(one, newPrefix(), registry)).toEqual([]);
  });
});
