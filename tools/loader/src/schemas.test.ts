import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FACTS, LIFECYCLES } from './channel-facts.ts';
import { KINDS } from './kinds.ts';
import { loadContracts } from './load.ts';
import { METHODS } from './routes.ts';
import { smallContract, writeRepository } from './testing/index.ts';

const repository = resolve(import.meta.dirname, '../../..');
const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const folder = join(repository, 'tools/loader/schemas');
const channelSchema = read(join(folder, 'x-vyarna.schema.json')) as { readonly properties: Record<string, Member> };

interface Member {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Record<string, Member>;
}

/** A schema file with those that it refers to by path, as an editor resolves them. */
const compile = (file: string): ValidateFunction => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  formats.default(ajv);
  const add = (path: string): void => {
    const id = `file://${path}`;
    if (ajv.getSchema(id) !== undefined) return;
    const schema = read(path);
    ajv.addSchema({ ...schema, $id: id });
    for (const [, reference = ''] of JSON.stringify(schema).matchAll(/"\$ref":"([^"#]+\.json)"/g)) {
      if (!path.includes('/node_modules/')) add(join(dirname(path), reference));
    }
  };
  add(file);
  return ajv.getSchema(`file://${file}`) as ValidateFunction;
};

const ofChannel = compile(join(folder, 'x-vyarna.schema.json'));

const { root, remove } = writeRepository(smallContract);
afterAll(remove);

/** What the loader says of the grammar of a channel's `x-vyarna`; what its values mean elsewhere is another matter. */
const grammarFindings = (facts: object): readonly string[] => {
  const file = 'contracts/shop/asyncapi.yaml';
  const own = /( {2}getOrderEntity:[\s\S]*?x-vyarna: ).*/;
  writeFileSync(join(root, file), (smallContract[file] ?? '').replace(own, `$1${JSON.stringify(facts)}`));
  const grammar = ['UNKNOWN_FACT', 'INVALID_FACT', 'INVALID_ROUTE', 'UNKNOWN_ORDERING_KEY'];
  const { findings } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
  return findings.filter(({ rule }) => grammar.includes(rule)).map(({ rule, message }) => `${rule}: ${message}`);
};

const duration = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('ms', 's', 'm', 'h', 'd')).map(([count, unit]) => `${count}${unit}`);
const text = fc.stringMatching(/^[a-z][a-z-]{0,10}$/);
const noText = fc.constantFrom<unknown>(1, true, ['a'], { a: 1 });
const noDuration = fc.constantFrom<unknown>('5', '5 m', '0s', '1w', 'm', '', 5, true);
const noCount = fc.constantFrom<unknown>(0, -1, 1.5, '3', true);

/** Of each member that the loader reads: values that it may have, and values that it may not. */
const members: Readonly<Record<string, readonly [good: fc.Arbitrary<unknown>, bad: fc.Arbitrary<unknown>]>> = {
  kind: [fc.constant('request'), fc.constantFrom<unknown>('requests', '', 1, ['request'])],
  lifecycle: [fc.constantFrom(...LIFECYCLES), fc.constantFrom<unknown>('live', '', 0)],
  orderingKey: [fc.constantFrom('traceId', 'payload.orderId'), fc.constantFrom<unknown>('orderId', 'payload.', 'payload.a.b', '', 1)],
  permission: [text, noText],
  quota: [text, noText],
  timeout: [duration, noDuration],
  mutating: [fc.boolean(), fc.constantFrom<unknown>('true', 1, [])],
  compensatedBy: [fc.constant('placeOrder'), noText],
  retry: [
    fc.record({ attempts: fc.integer({ min: 1, max: 9 }), backoff: duration }, { requiredKeys: [] }),
    fc.oneof(
      noCount.map((attempts) => ({ attempts })),
      noDuration.map((backoff) => ({ backoff })),
    ),
  ],
  http: [
    fc.tuple(fc.constantFrom(...METHODS), fc.option(fc.constant(200), { nil: undefined })).map(([method, success]) => ({
      [method]: '/v1/x/{orderId}',
      ...(success === undefined ? {} : { success }),
    })),
    fc.constantFrom<unknown>(
      {},
      { post: 'v1' },
      { get: '/a', post: '/b' },
      { get: 1 },
      { fetch: '/v1' },
      { get: '/v1/x/{orderId}', success: 'ok' },
      { get: '/v1', path: '/v2' },
    ),
  ],
};

const withGood = fc.record(Object.fromEntries(Object.entries(members).map(([name, [good]]) => [name, good])), { requiredKeys: [] });

describe('the schema of x-vyarna', () => {
  test('has the members and the words of the loader, each with its meaning and its default', () => {
    const { properties } = channelSchema;
    expect(Object.keys(properties).sort()).toEqual([...FACTS].sort());
    expect(properties['kind']?.enum).toEqual(Object.keys(KINDS));
    expect(properties['lifecycle']?.enum).toEqual(LIFECYCLES);
    expect(Object.keys(properties['http']?.properties ?? {})).toEqual([...METHODS, 'body', 'success']);
    const silent = Object.entries(properties).filter(([name, member]) => {
      const isComplete = member.default !== undefined || /default/i.test(member.description ?? '') || ['retry', 'deadLetter'].includes(name);
      return (member.description ?? '') === '' || !isComplete;
    });
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  test('accepts what the loader accepts', () => {
    fc.assert(
      fc.property(withGood, (facts) => {
        expect(ofChannel(facts)).toBe(true);
        expect(grammarFindings(facts)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 30_000);

  test('refuses what the loader refuses, in whatever company', () => {
    const oneBad = fc.constantFrom(...Object.entries(members)).chain(([name, [, bad]]) => fc.tuple(withGood, fc.constant(name), bad));
    fc.assert(
      fc.property(oneBad, ([facts, name, bad]) => {
        const given = { ...facts, [name]: bad };
        expect(ofChannel(given)).toBe(false);
        expect(grammarFindings(given)).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  test('refuses a member that there is not, as the loader does', () => {
    expect(ofChannel({ permision: 'can-read' })).toBe(false);
    expect(grammarFindings({ permision: 'can-read' })).toEqual(['UNKNOWN_FACT: x-vyarna has no "permision".']);
  });

  test('knows the forms of what is not read yet', () => {
    expect(ofChannel({ level: 'BACKWARD', reason: 'Old writers.', deadLetter: { retention: '90d' }, supersedes: 'a.b.c.v1', feed: 'dual' })).toBe(
      true,
    );
    expect(ofChannel({ lifecycle: 'deprecated', sunset: '2027-06-30', successor: 'a.b.c.v2' })).toBe(true);
    for (const bad of [{ level: 'FORWARDS' }, { deadLetter: { retention: 90 } }, { feed: 'both' }, { sunset: 'next year' }, { retentionMonths: 0 }]) {
      expect(ofChannel(bad)).toBe(false);
    }
  });
});

describe('the schema of a whole document', () => {
  const ofDocument = compile(join(folder, 'asyncapi-vyarna.schema.json'));
  const documents = globSync('contracts/*/asyncapi.yaml', { cwd: repository }).sort();
  const document = (path: string): object => parse(readFileSync(join(repository, path), 'utf8')) as object;
  const complaints = (value: unknown): readonly string[] =>
    ofDocument(value) ? [] : (ofDocument.errors ?? []).map(({ instancePath }) => instancePath);

  test.each(documents)('accepts %s', (path) => {
    expect(complaints(document(path))).toEqual([]);
  });

  test('is what the editor settings and the lines in documents refer to', () => {
    const settings = read(join(repository, '.vscode/settings.json')) as { readonly 'yaml.schemas': Readonly<Record<string, readonly string[]>> };
    for (const [schema, patterns] of Object.entries(settings['yaml.schemas'])) {
      expect(existsSync(join(repository, schema))).toBe(true);
      expect(globSync([...patterns], { cwd: repository })).not.toEqual([]);
    }
    expect(settings['yaml.schemas']['./tools/loader/schemas/asyncapi-vyarna.schema.json']).toContain('contracts/**/asyncapi.yaml');
    for (const path of documents) {
      const [, named = ''] = /^# yaml-language-server: \$schema=(.*)$/m.exec(readFileSync(join(repository, path), 'utf8')) ?? [];
      expect([path, resolve(repository, dirname(path), named)]).toEqual([path, join(folder, 'asyncapi-vyarna.schema.json')]);
    }
  });

  test('refers to the schemas of the specification where npm puts them', () => {
    const found = fileURLToPath(import.meta.resolve('@asyncapi/specs/package.json'));
    expect(dirname(found)).toBe(join(repository, 'node_modules/@asyncapi/specs'));
  });

  test('sees what is wrong in AsyncAPI and in x-vyarna', () => {
    const channel = { address: 'a', 'x-vyarna': { kind: 'request' } };
    const small = { asyncapi: '3.1.0', info: { title: 'a', version: '1.0.0' }, channels: { a: channel } };
    expect(complaints(small)).toEqual([]);
    expect(complaints({ ...small, asyncapi: '3.0.0' })).toEqual([]);
    expect(complaints({ ...small, asyncapi: '2.6.0' })).toContain('/asyncapi');
    expect(complaints({ ...small, channels: { a: { ...channel, adress: 'b' } } })).toContain('/channels/a');
    expect(complaints({ ...small, channels: { a: { ...channel, 'x-vyarna': { kind: 'requst' } } } })).toContain('/channels/a/x-vyarna/kind');
    expect(complaints({ ...small, operations: { a: { action: 'publish', channel: { $ref: '#/channels/a' } } } })).not.toEqual([]);
  });
});
