import type { OutgoingRecord } from '@vyarna/messaging/transport';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExampleStore, openExampleStore, received, reply, sender, trigger, unitId } from '../testing/example-manager.ts';
import { answerQuestion } from './answer-question.ts';

let store: ExampleStore;
const published: OutgoingRecord[] = [];

beforeAll(async () => {
  store = await openExampleStore();
});
afterAll(() => store.close());

const ask = async (traceId: string, context: { readonly businessUnitId?: string }): Promise<unknown> => {
  const question = received('getRequestResult', {
    type: 'waveflow.request.get-result.v1',
    replyTo: 'gateway.replies.0',
    payload: { traceId },
    context,
  });
  const transport = { publish: async (records: readonly OutgoingRecord[]) => void published.push(...records) };
  await answerQuestion({ ...sender, database: store.database, transport, resultMessage: 'waveflow.request.result.v1' }, question);
  const [record] = published.splice(0);
  expect(record).toMatchObject({ topic: 'gateway.replies.0', key: question.envelope.id });
  return JSON.parse(String(record?.value)) as unknown;
};

test('a request is answered about while it runs and after its end, to its own business unit alone', async () => {
  const manager = await store.startManager();
  const given = trigger();
  const { traceId } = given.envelope;
  const missing = { code: 'REQUEST_NOT_FOUND', message: 'There is no such request, or it ended more than 24 hours ago.', details: {} };
  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(await ask(traceId, { businessUnitId: unitId })).toEqual(missing);

  await manager.onTrigger('create-operator', given);
  const running = { traceId, flowType: 'create-operator', state: 'running', result: null, problem: null, startedAt: moment, finishedAt: null };
  expect(await ask(traceId, { businessUnitId: unitId })).toEqual(running);
  expect(await ask(traceId, { businessUnitId: '01990a5d-0000-7000-8000-000000000002' })).toEqual(missing);
  expect(await ask(traceId, {})).toEqual(missing);

  const [lookUp] = await store.takeSent();
  await manager.onReply(reply(lookUp, 'types.error.reply.v1', { code: 'INTERNAL', message: 'broken', details: {} }));
  const problem = { code: 'INTERNAL', message: 'broken', details: {} };
  expect(await ask(traceId, { businessUnitId: unitId })).toEqual({ ...running, state: 'failed', problem, finishedAt: moment });
  await sql`delete from flow_run`.execute(store.database.kysely);
});
