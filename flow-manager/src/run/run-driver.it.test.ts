import { readFlow } from '@vyarna/contract/flow';
import { Rejection } from '@vyarna/messaging';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Definition } from '../definition/load-flows.ts';
import type { RunState } from '../engine/run-state.ts';
import { purgeRuns } from '../store/purge.ts';
import { findRequest } from '../store/request-state.ts';
import { type ExampleStore, flows, openExampleStore, reply, type Sent, trigger, unitId } from '../testing/example-manager.ts';
import type { RunDriver } from './run-driver.ts';

const UNIT = 'business-unit.business-unit.reply.v1';
const OPERATOR = 'operator.operator.reply.v1';
const ERROR = 'types.error.reply.v1';
const active = { businessUnitId: unitId, status: 'ACTIVE' };
const ann = { operatorId: '01990a5d-0000-7000-8000-0000000000b0', email: 'ann@example.org' };

let store: ExampleStore;
let manager: RunDriver;

beforeAll(async () => {
  store = await openExampleStore();
});
beforeEach(async () => {
  await sql`truncate flow_run, flow_history, flow_definition, inbox, outbox`.execute(store.database.kysely);
  manager = await store.startManager();
});
afterAll(() => store.close());

const sentOne = async (): Promise<Sent> => {
  const sent = await store.takeSent();
  expect(sent).toHaveLength(1);
  return sent[0] as Sent;
};

const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(store.database.kysely);
  return rows[0]?.n ?? -1;
};

const start = async (given = trigger()): Promise<{ readonly lookUp: Sent; readonly given: typeof given }> => {
  expect(await manager.onTrigger('create-operator', given)).toBe('handled');
  return { lookUp: await sentOne(), given };
};

describe('a run', () => {
  test('calls each step in turn, answers the gateway and keeps the result', async () => {
    const { lookUp, given } = await start();
    const { id, traceId, deadline } = given.envelope;
    expect(lookUp).toMatchObject({
      topic: 'get-business-unit-entity',
      payload: { businessUnitId: unitId },
      headers: {
        ce_type: 'business-unit.business-unit.get.v1',
        ce_source: '/apps/waveflow',
        ce_traceid: traceId,
        ce_correlationid: 'business-1',
        ce_causationid: id,
        ce_replyto: 'workflow.replies',
        ce_flowtype: 'create-operator',
        ce_expirytime: deadline,
        ce_businessunitid: unitId,
      },
    });
    expect(await findRequest(store.database.kysely, traceId, unitId)).toMatchObject({
      state: 'running',
      result: null,
      problem: null,
      finishedAt: null,
    });

    const found = reply(lookUp, UNIT, active);
    expect(await manager.onReply(found)).toBe('handled');
    const create = await sentOne();
    expect(create).toMatchObject({
      topic: 'create-operator-entity',
      payload: { ...ann, displayName: 'Ann' },
      headers: { ce_causationid: found.envelope.id },
    });

    expect(await manager.onReply(reply(create, OPERATOR, ann))).toBe('handled');
    expect(await sentOne()).toMatchObject({
      topic: 'gateway.replies.1',
      key: id,
      payload: ann,
      headers: { ce_type: OPERATOR, ce_causationid: id, ce_traceid: traceId, ce_flowtype: 'create-operator' },
    });
    expect(await findRequest(store.database.kysely, traceId, unitId)).toEqual({
      flowType: 'create-operator',
      state: 'succeeded',
      result: JSON.stringify(ann),
      problem: null,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      finishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    });
    expect(await findRequest(store.database.kysely, traceId, '01990a5d-0000-7000-8000-000000000002')).toBeNull();
    const { rows } = await sql<{ line: string }>`select concat_ws(' ', kind, task, detail) as line from flow_history order by id`.execute(
      store.database.kysely,
    );
    expect(rows.map(({ line }) => line)).toEqual([
      'started  create-operator',
      'called lookUp/findUnit getBusinessUnit',
      'replied lookUp/findUnit',
      'done lookUp',
      'done checkUnit active',
      'called create createOperator',
      'replied create',
      'succeeded ',
    ]);
  });

  test('starts once, however often its trigger is delivered, also after it was purged', async () => {
    const { given, lookUp } = await start();
    expect(await manager.onTrigger('create-operator', given)).toBe('duplicate');
    await manager.onReply(reply(lookUp, UNIT, { ...active, status: 'SUSPENDED' }));
    expect(await purgeRuns(store.database.kysely)).toBe(0);
    await sql`update flow_run set finished_at = now() - interval '25 hours'`.execute(store.database.kysely);
    expect(await purgeRuns(store.database.kysely)).toBe(1);
    expect(await count('flow_history')).toBe(0);
    await store.takeSent();
    expect(await manager.onTrigger('create-operator', given)).toBe('duplicate');
    expect(await count('flow_run')).toBe(0);
    expect(await store.takeSent()).toEqual([]);
  });

  test('takes the error path: an unknown unit is refused in words of the flow, a suspended one too, and nothing is created', async () => {
    const { lookUp, given } = await start();
    await manager.onReply(reply(lookUp, ERROR, { code: 'BUSINESS_UNIT_NOT_FOUND', message: 'no', details: {} }));
    const refusal = {
      code: 'BUSINESS_UNIT_NOT_FOUND',
      message: `No operator can be created, because business unit ${unitId} does not exist.`,
      details: {},
    };
    expect(await sentOne()).toMatchObject({
      topic: 'gateway.replies.1',
      payload: refusal,
      headers: { ce_type: ERROR, ce_causationid: given.envelope.id },
    });
    expect(await findRequest(store.database.kysely, given.envelope.traceId, unitId)).toMatchObject({
      state: 'failed',
      result: null,
      problem: refusal,
    });

    const other = await start();
    await manager.onReply(reply(other.lookUp, UNIT, { ...active, status: 'SUSPENDED' }));
    expect(await sentOne()).toMatchObject({ topic: 'gateway.replies.1', payload: { code: 'BUSINESS_UNIT_SUSPENDED' } });

    const failing = await start();
    await manager.onReply(reply(failing.lookUp, ERROR, { code: 'INTERNAL', message: 'broken', details: { a: 'b' } }));
    expect(await sentOne()).toMatchObject({ payload: { code: 'INTERNAL', message: 'broken', details: { a: 'b' } } });
  });

  test('without a replyto answers nobody, and its result is there to be asked for', async () => {
    const { replyTo: _, ...silent } = trigger().envelope;
    const { lookUp } = await start({ ...trigger(), envelope: silent });
    await manager.onReply(reply(lookUp, UNIT, active));
    await manager.onReply(reply(await sentOne(), OPERATOR, ann));
    expect(await store.takeSent()).toEqual([]);
    expect(await findRequest(store.database.kysely, silent.traceId, unitId)).toMatchObject({ state: 'succeeded' });
  });
});

describe('faults of a flow fail its run', () => {
  test('a step that sends what its contract refuses', async () => {
    const { lookUp } = await start(trigger({ payload: { ...ann, email: 'much-too-long-for-this@example.org', displayName: 'Ann' } }));
    await manager.onReply(reply(lookUp, UNIT, active));
    expect(await sentOne()).toMatchObject({
      topic: 'gateway.replies.1',
      payload: { code: 'FLOW_STEP_INVALID', message: expect.stringContaining('$.email must be at most 20 characters'), details: { task: 'create' } },
    });
  });

  test('a result that is not of the declared type', async () => {
    const { lookUp } = await start();
    await manager.onReply(reply(lookUp, UNIT, active));
    await manager.onReply(reply(await sentOne(), OPERATOR, { operatorId: 'nonsense' }));
    expect(await sentOne()).toMatchObject({ topic: 'gateway.replies.1', payload: { code: 'FLOW_OUTPUT_INVALID' } });
  });

  test('a payload too large for the bus', async () => {
    const { lookUp } = await start(trigger({ payload: { ...ann, displayName: 'x'.repeat(1_100_000) } }));
    await manager.onReply(reply(lookUp, UNIT, active));
    expect(await sentOne()).toMatchObject({ topic: 'gateway.replies.1', payload: { code: 'FLOW_STEP_INVALID' } });
  });

  test('a trigger of a flow that is not here is rejected, and so is a reply of another kind than the operation gives', async () => {
    await expect(manager.onTrigger('delete-operator', trigger())).rejects.toThrow(Rejection);
    await expect(manager.onTrigger('update-operator', trigger())).rejects.toThrow(Rejection);
    const { lookUp } = await start();
    await expect(manager.onReply(reply(lookUp, OPERATOR, ann))).rejects.toThrow(
      'the operation getBusinessUnit does not answer with operator.operator.reply.v1',
    );
  });
});

describe('several flow managers', () => {
  test('race on the same reply: one applies it, and one request follows', async () => {
    const others = [manager, await store.startManager(), await store.startManager()];
    for (let round = 0; round < 15; round += 1) {
      const { lookUp } = await start();
      const same = reply(lookUp, UNIT, active);
      const outcomes = await Promise.all(others.map((one) => one.onReply(same)));
      expect(outcomes.sort()).toEqual(['duplicate', 'duplicate', 'handled']);
      await sentOne();
    }
    expect(await count('flow_run')).toBe(15);
  });

  test('race on the same trigger: one run starts', async () => {
    const other = await store.startManager();
    for (let round = 1; round <= 15; round += 1) {
      const same = trigger();
      const outcomes = await Promise.all([manager.onTrigger('create-operator', same), other.onTrigger('create-operator', same)]);
      expect(outcomes.sort()).toEqual(['duplicate', 'handled']);
      await sentOne();
      expect(await count('flow_run')).toBe(round);
    }
  });

  test('a reply and its deadline race: the run ends once, with one answer', async () => {
    const other = await store.startManager();
    for (let round = 0; round < 15; round += 1) {
      const { lookUp } = await start(trigger({ deadline: new Date(Date.now() - 1_000).toISOString() }));
      const refused = reply(lookUp, ERROR, { code: 'INTERNAL', message: 'broken', details: {} });
      await Promise.all([manager.onReply(refused), other.expireOverdue(10)]);
      await other.expireOverdue(10);
      const answer = await sentOne();
      expect(['INTERNAL', 'FLOW_TIMEOUT']).toContain((answer.payload as { code: string }).code);
    }
  });

  test('a run goes on after a restart, on the definition that it started on', async () => {
    const { lookUp } = await start();
    const document = structuredClone(flows.get('create-operator')?.document) as { do: unknown[] };
    document.do = [{ other: { call: 'updateOperator' } }];
    const { flow } = readFlow(document);
    if (flow === null) throw new Error('the changed flow cannot be read');
    const changed: Definition = { flow, hash: 'sha256:changed', document };
    const restarted = await store.startManager(new Map([['create-operator', changed]]));
    await restarted.onReply(reply(lookUp, UNIT, active));
    expect(await sentOne()).toMatchObject({ topic: 'create-operator-entity' });
    expect(await count('flow_definition')).toBe(3);
  });
});

describe('deadlines', () => {
  test('an overdue run fails with FLOW_TIMEOUT, once, and later replies mean nothing', async () => {
    const counted: string[] = [];
    const metrics = { started: (flow: string) => counted.push(flow), stepped: (_: string, state: RunState) => counted.push(state.status) };
    manager = await store.startManager(flows, metrics);
    const { lookUp, given } = await start(trigger({ deadline: new Date(Date.now() - 1).toISOString() }));
    const other = await store.startManager(flows, metrics);
    const expired = await Promise.all([manager.expireOverdue(10), other.expireOverdue(10)]);
    expect(expired.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await sentOne()).toMatchObject({
      topic: 'gateway.replies.1',
      payload: { code: 'FLOW_TIMEOUT', message: 'The flow create-operator did not end in its time; it was waiting in findUnit.' },
    });
    expect(await manager.onReply(reply(lookUp, UNIT, active))).toBe('duplicate');
    expect(await store.takeSent()).toEqual([]);
    expect(await findRequest(store.database.kysely, given.envelope.traceId, unitId)).toMatchObject({ state: 'failed' });
    expect(counted).toEqual(['create-operator', 'running', 'failed']);
  });

  test('a reply topic that the contracts have given up keeps nothing from ending', async () => {
    await start(trigger({ deadline: new Date(Date.now() - 1).toISOString(), replyTo: 'gateway.replies.7' }));
    await start(trigger({ deadline: new Date(Date.now() - 1).toISOString() }));
    expect(await manager.expireOverdue(10)).toBe(2);
    expect(await sentOne()).toMatchObject({ topic: 'gateway.replies.1', payload: { code: 'FLOW_TIMEOUT' } });
  });

  test('a trigger without a deadline gets the timeout of its contract', async () => {
    const { deadline: _, ...open } = trigger().envelope;
    const { lookUp } = await start({ ...trigger(), envelope: open });
    const left = Date.parse(lookUp.headers['ce_expirytime'] ?? '') - Date.now();
    expect(left).toBeGreaterThan(290_000);
    expect(left).toBeLessThanOrEqual(300_000);
    expect(await manager.expireOverdue(10)).toBe(0);
  });

  test('replies of other traces, to nothing, or without a cause mean nothing', async () => {
    const { lookUp } = await start();
    const right = reply(lookUp, UNIT, active);
    const { causationId: _, ...causeless } = right.envelope;
    expect(await manager.onReply({ ...right, envelope: { ...right.envelope, traceId: 'createOperator-01990a5d-0000-7000-8000-0000000000ff' } })).toBe(
      'duplicate',
    );
    expect(await manager.onReply({ ...right, envelope: causeless })).toBe('duplicate');
    expect(await manager.onReply(right)).toBe('handled');
    expect(await manager.onReply(right)).toBe('duplicate');
    await sentOne();
  });
});
