import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type Instance, startAlone } from '../testing/instance.ts';
import { allRoutes } from './routes/index.ts';

let registry: Instance;

beforeAll(async () => {
  registry = await startAlone();
});

afterAll(() => registry.close());

const filled = (path: string): string =>
  path
    .replace('{id}', '1')
    .replace('{version}', '1')
    .replace(/\{\w+\}/g, 'a');
const placed = allRoutes.flatMap((route) =>
  ['', '/contexts/.c'].map((context) => ({ ...route, target: `${context}${route.path === '/' && context !== '' ? '' : filled(route.path)}` })),
);
const within = placed.filter(({ target }) => !/^\/contexts\/[^/]+(\/contexts.*)?$/.test(target) || target === '/contexts/a');

describe('a query parameter that nobody knows', () => {
  test.each(within)('is refused by $method $target', async ({ method, target, parameters = [], members }) => {
    const answer = await call(registry, method, `${target}?parameters=1`, members === undefined ? undefined : {});
    expect(answer).toMatchObject({
      status: 422,
      body: {
        error_code: 422,
        message: expect.stringMatching(/^The parameter "parameters" is unknown: .* takes .*\. Correct it, or leave it out\.$/),
      },
    });
    for (const name of parameters) expect((answer.body as { message: string }).message).toContain(name);
  });

  test.each(within.filter(({ parameters = [], repeated = [] }) => parameters.some((name) => !repeated.includes(name))))(
    'nor is one overlooked that is given twice to $method $target',
    async ({ method, target, parameters = [], repeated = [], members }) => {
      const name = parameters.find((each) => !repeated.includes(each));
      const answer = await call(registry, method, `${target}?${name}=1&${name}=2`, members === undefined ? undefined : {});
      expect(answer).toMatchObject({ status: 422, body: { message: `The parameter ${name} is given more than once: send it once.` } });
    },
  );
});

describe('a member that nobody knows', () => {
  test.each(within.filter(({ members }) => members !== undefined))('is refused by $method $target', async ({ method, target, members = [] }) => {
    for (const name of ['compat', '__proto__', 'constructor', 'Schema']) {
      const answer = await call(registry, method, target, `{${JSON.stringify(name)}: "FULL"}`);
      expect(answer).toMatchObject({
        status: 422,
        body: { error_code: 422, message: expect.stringMatching(new RegExp(`^Unrecognized field: ${name}; .*\\. Correct it, or leave it out\\.$`)) },
      });
      for (const known of members) expect((answer.body as { message: string }).message).toContain(known);
    }
  });
});

test('an empty parameter that is refused otherwise, and names of objects’ own, do no harm', async () => {
  expect((await call(registry, 'GET', '/schemas?resourceType=')).status).toBe(200);
  expect((await call(registry, 'GET', '/schemas?constructor=1')).status).toBe(422);
  expect((await call(registry, 'GET', '/subjects/a/versions/1?find_tags=x')).body).toMatchObject({
    message: expect.stringContaining('The parameter find_tags is not taken'),
  });
});
