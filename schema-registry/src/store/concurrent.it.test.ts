import { testDatabase } from '@vyarna/dev/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Instance, sent, startInstance } from '../testing/instance.ts';

let server: { url: string; close(): Promise<void> };
let instances: Instance[];

beforeAll(async () => {
  server = await testDatabase();
  // Together: two registries that start at once share one migration.
  instances = await Promise.all([startInstance(server.url), startInstance(server.url), startInstance(server.url)]);
  await call(instances[0] as Instance, 'PUT', '/config', { compatibility: 'NONE' });
});

afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.close()));
  await server.close();
});

interface Registered {
  readonly id: number;
  readonly version: number;
}

let run = 0;

test('whoever registers what, where and when: one id for one schema, versions without gap or double, nothing lost', async () => {
  const registration = fc.record({ instance: fc.nat(2), subject: fc.nat(2), schema: fc.nat(5) });
  await fc.assert(
    fc.asyncProperty(fc.array(registration, { minLength: 2, maxLength: 40 }), async (registrations) => {
      run += 1;
      const prefix = `run${run}`;
      const schemaOf = (n: number) => ({ type: 'fixed', name: `${prefix}.F${n}`, size: n + 1 });
      const register = async ({ instance, subject, schema }: (typeof registrations)[number]) => {
        const { status, body } = await call(
          instances[instance] as Instance,
          'POST',
          `/subjects/${prefix}-${subject}/versions`,
          sent(schemaOf(schema)),
        );
        expect(status).toBe(200);
        const { id, version } = body as Registered;
        return { subject, schema, id, version };
      };
      const answers = await Promise.all(registrations.map(register));

      const idsBySchema = Map.groupBy(answers, ({ schema }) => schema);
      for (const of of idsBySchema.values()) expect(new Set(of.map(({ id }) => id)).size).toBe(1);
      expect(new Set(answers.map(({ id }) => id)).size).toBe(idsBySchema.size);

      for (const [subject, ofSubject] of Map.groupBy(answers, (answer) => answer.subject)) {
        const schemas = new Set(ofSubject.map(({ schema }) => schema));
        const expected = Array.from(schemas, (_, n) => n + 1);
        for (const instance of instances) {
          expect((await call(instance, 'GET', `/subjects/${prefix}-${subject}/versions`)).body).toEqual(expected);
        }
        for (const { id, version, schema } of ofSubject) {
          const stored = await call(instances[version % 3] as Instance, 'GET', `/subjects/${prefix}-${subject}/versions/${version}`);
          expect(stored.body).toMatchObject({ id, version, schema: JSON.stringify(schemaOf(schema)) });
        }
      }
    }),
    { numRuns: 25 },
  );
});
