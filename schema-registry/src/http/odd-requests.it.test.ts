import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startAlone } from '../testing/instance.ts';
import { allRoutes } from './routes/index.ts';

let registry: Instance;

beforeAll(async () => {
  registry = await startAlone();
});

afterAll(() => registry.close());

const odd = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '1',
    '2',
    'latest',
    '-1',
    '0',
    ':.c:a',
    ':.c:',
    ':.',
    ':',
    ':*:',
    '.',
    '__GLOBAL',
    ':.__GLOBAL:',
    'x'.repeat(2_000),
    '\u0000',
    '%',
  ),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);

/** A route's path with odd values in its places, or any other path. */
const path = fc.oneof(
  fc
    .tuple(fc.constantFrom(...allRoutes.map((route) => route.path)), fc.array(odd, { minLength: 3, maxLength: 3 }), fc.boolean())
    .map(([template, values, within]) => {
      let at = 0;
      const filled = template.replace(/\{\w+\}/g, () => encodeURIComponent(values[at++] ?? 'a'));
      return within ? `/contexts/${encodeURIComponent(values[2] ?? 'c')}${filled}` : filled;
    }),
  fc.array(odd, { maxLength: 4 }).map((parts) => `/${parts.map(encodeURIComponent).join('/')}`),
);
const names = [...new Set(allRoutes.flatMap(({ parameters = [], refused = {} }) => [...parameters, ...Object.keys(refused)]))];
const query = fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom('true', '1', '-1', ''), odd)), { maxLength: 3 });

const member = fc.oneof(
  odd,
  fc.constantFrom('"int"', '"long"', '{"type":"fixed","name":"F","size":1}', 'FULL', 'READONLY', 'JSON', 'AVRO'),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
);
const body = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .dictionary(
        fc.constantFrom('schema', 'schemaType', 'references', 'metadata', 'ruleSet', 'id', 'version', 'compatibility', 'mode', 'alias', 'normalize'),
        member,
        { noNullPrototype: true },
      )
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: fc.constantFrom('', 'null', '[]', '{', '"', '\ud800') },
);

test('whatever is asked, the answer is one of the API, and never that the registry failed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'), path, query, body, async (method, target, parameters, sent) => {
      const url = `${registry.url}${target}?${new URLSearchParams(parameters)}`;
      const withBody = method === 'GET' ? {} : { body: sent, headers: { 'content-type': 'application/json' } };
      const response = await fetch(url, { method, ...withBody });
      const said = await response.text();
      expect(response.status, `${method} ${url} ${sent}: ${said}`).toBeLessThan(500);
      if (response.status >= 400) {
        const { error_code: code, message } = JSON.parse(said) as { error_code: number; message: string };
        expect(String(code).slice(0, 3)).toBe(String(response.status));
        expect(message).not.toBe('');
      } else if (response.status !== 204 && !target.startsWith('/ui')) JSON.parse(said);
    }),
    { numRuns: 1_500 },
  );
  expect((await fetch(`${registry.url}/subjects`)).status).toBe(200);
});
