import { afterEach, expect, test } from 'vitest';
import { keyOfWork, type SchemaWork, WorkMissing, type WorkOutcome } from '../registry/schema-work.ts';
import { LargeWork } from './large-work.ts';

const large = new LargeWork();
afterEach(() => large.close());

const formOf = (text: string): SchemaWork => ({ type: 'avro-form', schema: { text, referred: [], referredHashes: [] } });

async function outcomes(...works: readonly SchemaWork[]): Promise<readonly WorkOutcome[]> {
  const found = new Map<string, WorkOutcome>();
  await large.finish(new WorkMissing(new Map(works.map((work) => [keyOfWork(work), work]))), (key, outcome) => found.set(key, outcome));
  return works.map((work) => found.get(keyOfWork(work)) as WorkOutcome);
}

test('a thread does the work, and says why it is not done', async () => {
  expect(await outcomes(formOf('"int"'), formOf('"strnig"'))).toEqual([
    { result: { form: expect.stringMatching(/^[\da-f]{64}$/), badDefault: undefined } },
    { refusal: { code: 42_201, message: expect.stringContaining('strnig') } },
  ]);
});

test('what the thread cannot do rejects, and a new one goes on', async () => {
  await expect(outcomes({ type: 'avro-form' } as unknown as SchemaWork)).rejects.toThrow();
  const broken = { type: 'avro-form', schema: { text: 5, referred: [], referredHashes: [], hash: 'x' } } as unknown as SchemaWork;
  await expect(outcomes(broken)).rejects.toThrow('The thread for large schemas failed: ');
  expect(await outcomes(formOf('"long"'))).toMatchObject([{ result: {} }]);
});

test('more than can wait is refused, to be tried again', async () => {
  const first = outcomes(formOf('"int"'));
  await expect(outcomes(...Array.from({ length: 200 }, (_, n) => formOf(`{"type":"fixed","name":"F${n}","size":1}`)))).rejects.toMatchObject({
    code: 429,
  });
  expect(await first).toMatchObject([{ result: {} }]);
});

test('what waits when the registry stops is told', async () => {
  const waiting = expect(outcomes(formOf('"int"'))).rejects.toThrow('it ended without an answer');
  await large.close();
  await waiting;
});
