import { startMemoryRegistry } from '@vyarna/schema-registry/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RegistryClient } from './client.ts';
import { dumpLines } from './dump.ts';
import { exportRegistry } from './export.ts';
import { importVersions } from './import.ts';
import { planImport } from './plan-import.ts';

type Call = readonly [method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object];

const SUBJECTS = ['orders', 'odd/name %', 'Bestellung ü/日本', ':.test:orders', ':.test:a/b', ':.other:x', 'z'];
const WHOLES = ['', ':.test:', ':.empty:', ':.__GLOBAL:'];

const subject = fc.constantFrom(...SUBJECTS);
const place = fc.constantFrom(...SUBJECTS, 'never registered/at all', ...WHOLES);
const level = fc.constantFrom('NONE', 'BACKWARD', 'FULL_TRANSITIVE');
const record = (name: string, type: unknown): string => JSON.stringify({ type: 'record', name, fields: [{ name: 'a', type }] });
const at = (kind: string, name: string): string => (name === '' ? `/${kind}` : `/${kind}/${encodeURIComponent(name)}`);
const versionsOf = (name: string): string => `/subjects/${encodeURIComponent(name)}/versions`;

const register = fc
  .record({
    name: subject,
    type: fc.constantFrom('int', 'long', 'string', 'bytes'),
    metadata: fc.option(fc.constantFrom({ properties: { z: '1', a: '2' } }, { tags: { 'Order.a': ['PII'] } }), { nil: undefined }),
    refersTo: fc.option(fc.record({ name: subject, version: fc.integer({ min: 1, max: 3 }) }), { nil: undefined }),
  })
  .map(({ name, type, metadata, refersTo }): Call => {
    const others = metadata === undefined ? {} : { metadata };
    if (refersTo === undefined) return ['POST', `${versionsOf(name)}?force=true`, { schema: record('Order', type), ...others }];
    const references = [{ name: 'Order', subject: refersTo.name, version: refersTo.version }];
    return ['POST', `${versionsOf(name)}?force=true`, { schema: record('Refers', ['null', 'Order']), references, ...others }];
  });

const config = fc.record(
  {
    compatibility: level,
    normalize: fc.boolean(),
    alias: fc.constantFrom('aim', 'orders'),
    defaultMetadata: fc.constant({ properties: { owner: 'shop' } }),
    validateFields: fc.boolean(),
  },
  { requiredKeys: [] },
);

const deletion: fc.Arbitrary<Call> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(subject, fc.integer({ min: 1, max: 3 })).map(([name, n]): Call => ['DELETE', `${versionsOf(name)}/${n}`]) },
  { weight: 1, arbitrary: subject.map((name): Call => ['DELETE', `/subjects/${encodeURIComponent(name)}`]) },
  { weight: 1, arbitrary: subject.map((name): Call => ['DELETE', `/subjects/${encodeURIComponent(name)}?permanent=true`]) },
);
const setting: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(place, config).map(([name, body]): Call => ['PUT', at('config', name), body]),
  fc
    .tuple(place, fc.constantFrom('READWRITE', 'READONLY', 'IMPORT'))
    .map(([name, mode]): Call => ['PUT', `${at('mode', name)}?force=true`, { mode }]),
  fc.tuple(place, fc.constantFrom('config', 'mode')).map(([name, kind]): Call => ['DELETE', at(kind, name)]),
);
/** Settings mostly come last: an alias, or a mode, keeps registrations away from a subject. */
const calls = fc
  .tuple(
    fc.array(register, { minLength: 8, maxLength: 25 }),
    fc.array(fc.oneof(register, deletion), { minLength: 5, maxLength: 15 }),
    fc.array(setting, { maxLength: 8 }),
    fc.array(fc.oneof(register, deletion, setting), { maxLength: 8 }),
  )
  .map((phases) => phases.flat());

const ignore = (): void => undefined;
const dumped = async (registry: RegistryClient) => {
  const dump = await exportRegistry(registry, ignore);
  return { dump, text: [...dumpLines(dump)].join('\n') };
};

/** A registry in which all that was taken of these calls happened. */
const filled = async (calls: readonly Call[]) => {
  const { url, close } = await startMemoryRegistry();
  const registry = new RegistryClient(url);
  for (const [method, path, body] of calls) await registry.ask(method, path, body);
  return { registry, close };
};

const aborted = Symbol('aborted');
const bring = async (dump: Awaited<ReturnType<typeof dumped>>['dump'], registry: RegistryClient, stopAfter = Number.POSITIVE_INFINITY) => {
  const plan = await planImport(registry, dump, ignore);
  expect(plan.conflicts).toEqual([]);
  const controller = new AbortController();
  const progress = (done: number): void => {
    if (done >= stopAfter) controller.abort(aborted);
  };
  await importVersions(plan, { registry, settings: dump.settings, progress, signal: controller.signal }).catch((error) => {
    if (error !== aborted) throw error;
  });
  return plan;
};

test('whatever a registry has, its export brought into an empty one is exported as the same bytes, also when the import was stopped, and is brought once', async () => {
  await fc.assert(
    fc.asyncProperty(calls, fc.integer({ min: 1, max: 12 }), async (made, stopAfter) => {
      const source = await filled(made);
      const target = await filled([]);
      try {
        const { dump, text } = await dumped(source.registry);
        await bring(dump, target.registry, stopAfter);
        await bring(dump, target.registry);
        expect((await dumped(target.registry)).text).toBe(text);
        const again = await planImport(target.registry, dump, ignore);
        expect(again).toEqual({ register: [], remove: [], settings: [], conflicts: [] });
      } finally {
        await source.close();
        await target.close();
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('settings of another registry give way to those of the export, and what only that one has stays', async () => {
  await fc.assert(
    fc.asyncProperty(calls, fc.array(fc.tuple(place, config), { maxLength: 6 }), async (made, settings) => {
      const source = await filled(made);
      const { dump, text } = await dumped(source.registry);
      const said = new Set(dump.settings.map(({ subject: name }) => name));
      const others = settings.filter(([name]) => said.has(name)).map(([name, { alias: _, ...body }]): Call => ['PUT', at('config', name), body]);
      const readOnly: Call = ['PUT', '/mode', { mode: 'READONLY' }];
      const target = await filled([...others, readOnly]);
      try {
        await bring(dump, target.registry);
        expect((await dumped(target.registry)).text).toBe(text);
      } finally {
        await source.close();
        await target.close();
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);
