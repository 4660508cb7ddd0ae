import { expect, test } from 'vitest';
import type { LoggedChange } from '../registry/registry.ts';
import { SchemaEngine } from '../registry/schema-engine.ts';
import { SchemaReader } from '../registry/schema-reader.ts';
import { outcomeOfWork, type SchemaWork, type WorkMissing } from '../registry/schema-work.ts';
import type { ChangeLog } from './change-log.ts';
import { Replica } from './replica.ts';
import { TextStore } from './text-store.ts';
import { Writer } from './writer.ts';

/** A writer whose log is in memory, and for which every schema is large. */
function writerWith(onWork: (work: SchemaWork) => void, failure?: Error) {
  const texts = new Map<string, string>();
  const log: ChangeLog = {
    after: async () => [],
    append: async (_: readonly LoggedChange[], added: readonly (readonly [hash: string, text: string])[]) => {
      for (const [hash, text] of added) texts.set(hash, text);
    },
    texts: async () => texts,
  } as unknown as ChangeLog;
  const reader = new SchemaReader(0);
  const engine = new SchemaEngine();
  const finish = async ({ works }: WorkMissing): Promise<void> => {
    for (const [key, work] of works) {
      await new Promise((resolve) => setImmediate(resolve));
      onWork(work);
      if (failure !== undefined && work.type === 'comparison') throw failure;
      reader.keep(
        key,
        outcomeOfWork(() => engine.do(work)),
      );
    }
  };
  const replica: Replica = new Replica(log, (changes) => writer.follow(changes));
  const writer: Writer = new Writer(log, replica, reader, new TextStore(log), finish);
  const register = (subject: string, schema: string) => writer.execute({ type: 'register', subject, schema: { schema } }, 'test');
  return { register };
}

const record = (count: number): string =>
  JSON.stringify({ type: 'record', name: 'R', fields: Array.from({ length: count }, (_, n) => ({ name: `f${n}`, type: 'int', default: 0 })) });

test('large registrations of one subject are compared each once, and wait for none of another subject', async () => {
  const works: string[] = [];
  const { register } = writerWith(({ type }) => works.push(type));
  const order: string[] = [];
  const made = await Promise.all([
    ...Array.from({ length: 20 }, (_, n) => register('one', record(n))),
    register('two', '"int"').then((version) => {
      order.push('two');
      return version;
    }),
  ]);
  order.push('all');
  expect(made.map(({ version }) => version)).toEqual([...Array.from({ length: 20 }, (_, n) => n + 1), 1]);
  expect(works.filter((type) => type === 'comparison')).toHaveLength(19);
  expect(works.filter((type) => type === 'avro-form')).toHaveLength(21);
  expect(order).toEqual(['two', 'all']);
});

test('where one is refused or fails, those of its subject that waited for it go on', async () => {
  const { register } = writerWith(() => undefined);
  const outcomes = await Promise.allSettled([register('a', '"int"'), register('a', '"strnig"'), register('a', '"bytes"'), register('a', '"long"')]);
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.version : outcome.reason.code))).toEqual([1, 42_201, 409, 2]);

  const failing = writerWith(() => undefined, new Error('the thread failed'));
  const failed = await Promise.allSettled([failing.register('a', '"int"'), failing.register('a', '"long"'), failing.register('a', '"double"')]);
  expect(failed.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.version : outcome.reason.message))).toEqual([
    1,
    'the thread failed',
    'the thread failed',
  ]);
  expect(await failing.register('a', '"int"')).toMatchObject({ version: 1 });
});
