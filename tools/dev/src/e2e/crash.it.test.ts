import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, startPlatform } from '@vyarna/dev';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { repository } from '../house/sources.ts';
import { type HeldLock, holdAppends, holdCommits } from './bus-locks.ts';
import { type Answer, call, until } from './http-call.ts';

describe('the platform under real signals', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vyarna-crash-'));
  let platform: Platform;
  let token: string;
  let sql: pg.Client;
  let mails = 0;

  beforeAll(async () => {
    platform = await startPlatform({ dataDir, bus: 'embedded' });
    token = await platform.token();
    sql = new pg.Client({ connectionString: platform.databaseUrl });
    await sql.connect();
  });

  afterAll(async () => {
    await sql?.end();
    await platform?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const newEmail = (): string => `survivor-${++mails}@example.org`;
  const create = (email: string, waitSeconds: number, gatewayUrl = platform.gatewayUrl): Promise<Answer> =>
    call(gatewayUrl, 'POST', '/v1/operators', { token, body: { email, displayName: 'Survivor' }, headers: { prefer: `wait=${waitSeconds}` } });
  const count = async (statement: string, ...parameters: unknown[]): Promise<number> =>
    Number((await sql.query<{ n: string }>(`select count(*) as n from ${statement}`, parameters)).rows[0]?.n);
  const seen = (what: string, statement: string, ...parameters: unknown[]): Promise<number> =>
    until(what, async () => (await count(statement, ...parameters)) || undefined);
  const signal = (name: Parameters<Platform['process']>[0], which: NodeJS.Signals): boolean => process.kill(platform.process(name).pid, which);
  const records = 'bus.record r join bus.partition p on p.id = r.partition_id where p.topic = $1';

  /** One operator, one history row, and however often it was sent, one event by its id. */
  const expectOnce = async (email: string, answer: Answer): Promise<void> => {
    expect({ status: answer.status, email: answer.body.result?.email }).toEqual({ status: 201, email });
    const { operatorId } = answer.body.result;
    expect(await count('operator.operator where email = $1', email)).toBe(1);
    expect(await count('operator.ztracking_operator where entity_id = $1', operatorId)).toBe(1);
    const events = `(select distinct headers->>'ce_id' from ${records} and convert_from(r.key, 'UTF8') = $2) e`;
    await seen('the event', events, 'operator.operator.created.v1', operatorId);
    expect(await count(events, 'operator.operator.created.v1', operatorId)).toBe(1);
    await emptyOutbox();
  };
  const emptyOutbox = (): Promise<true> => until('the empty outbox', async () => (await count('operator.outbox')) === 0 || undefined);

  const running = (name: Parameters<Platform['process']>[0]): Promise<true> =>
    until(`${name} to run`, async () => {
      const { healthUrl, pid } = platform.process(name);
      const ready = await fetch(`${healthUrl}/ready`).catch(() => null);
      // One that was just started again may be ready before its pid is known here.
      return (ready?.ok === true && isAlive(pid)) || undefined;
    });

  /** Posts while ez-operator stands still, so that what it does next can be held up. */
  const createWhileStopped = async (email: string): Promise<{ readonly answer: Promise<Answer> }> => {
    await running('operator');
    const before = await count(records, 'create-operator-entity');
    signal('operator', 'SIGSTOP');
    const answer = create(email, 30);
    await until('the request to ez-operator', async () => (await count(records, 'create-operator-entity')) > before || undefined);
    return { answer };
  };

  /** Lets ez-operator go on to the lock, looks at what it did until there, and kills it. */
  const killWhereItWaits = async (lock: HeldLock, look: () => Promise<void>): Promise<void> => {
    try {
      signal('operator', 'SIGCONT');
      await lock.waited();
      await look();
      signal('operator', 'SIGKILL');
      await lock.endWaiting();
    } finally {
      await lock.release();
    }
  };

  test('ez-operator killed after its commit and before the publish: one operator, one history row, one answer', async () => {
    const email = newEmail();
    const { answer } = await createWhileStopped(email);
    const lock = await holdAppends(platform.databaseUrl, ['workflow.replies', 'operator.operator.created.v1']);
    await killWhereItWaits(lock, async () => {
      await seen('the committed operator', 'operator.operator where email = $1', email);
      expect(await count('operator.outbox')).toBeGreaterThan(0);
    });
    await expectOnce(email, await answer);
  });

  test('ez-operator killed after the publish and before the offset commit: one operator, one history row, one answer', async () => {
    const email = newEmail();
    const { answer } = await createWhileStopped(email);
    const lock = await holdCommits(platform.databaseUrl, 'ez-operator', 'create-operator-entity');
    await killWhereItWaits(lock, async () => {
      await seen('the committed operator', 'operator.operator where email = $1', email);
      await emptyOutbox();
    });
    await expectOnce(email, await answer);
    // It is given the request again, and says so; nothing is done twice.
    await until('the repeated delivery', async () => readFileSync(platform.process('operator').logFile, 'utf8').includes('duplicate') || undefined);
    expect(await count('operator.operator where email = $1', email)).toBe(1);
  });

  test('one of two flow managers killed between request and reply: the run completes on the other', async () => {
    const other = await platform.startExtra('flow-manager');
    const email = newEmail();
    const { answer } = await createWhileStopped(email);
    signal('flow-manager', 'SIGKILL');
    signal('operator', 'SIGCONT');
    await expectOnce(email, await answer);
    await other.stop();
  });

  test('ez-operator stopped past the wait: the result is read from another gateway', async () => {
    const second = await platform.startExtra('gateway');
    await running('operator');
    const email = newEmail();
    signal('operator', 'SIGSTOP');
    const late = await create(email, 1);
    expect(late.status).toBe(202);
    expect(late.headers.get('retry-after')).toMatch(/^\d+$/);
    const location = late.headers.get('location') ?? '';
    expect(location).toBe(`/v1/requests/${late.body.traceId}`);
    expect((await call(second.url ?? '', 'GET', location, { token })).body).toMatchObject({ state: 'running', result: null });

    const read = await call(second.url ?? '', 'GET', '/v1/operators?limit=1', { token, headers: { prefer: 'wait=1' } });
    expect({ status: read.status, code: read.body.code }).toEqual({ status: 504, code: 'REQUEST_TIMEOUT' });

    signal('operator', 'SIGCONT');
    const done = await until('the result', async () => {
      const answer = await call(second.url ?? '', 'GET', location, { token });
      return answer.body.state === 'running' ? undefined : answer;
    });
    expect(done.body).toMatchObject({ state: 'succeeded', result: { email } });
    const stranger = await platform.token({ bu: '01980c2e-0000-7000-8000-0000000000bb' });
    expect((await call(second.url ?? '', 'GET', location, { token: stranger })).status).toBe(404);
    await second.stop();
  });

  test('the registry stopped: a fresh consumer does not decode and is not ready, those that know the schemas go on', async () => {
    await running('operator');
    await running('flow-manager');
    await platform.process('registry').stop();
    await expect(platform.startExtra('operator')).rejects.toThrow();
    await expectOnce('still@example.org', await create('still@example.org', 10));
    await platform.process('registry').start();
    await platform.process('registry').ready();
  });

  test('two steps swapped and a switch added in YAML alone: the flow behaves as it says', async () => {
    const flows = join(dataDir, 'flows');
    cpSync(join(repository, 'flow-manager/flows'), flows, { recursive: true });
    const file = join(flows, 'operator/create-operator.yaml');
    const original = readFileSync(file, 'utf8');
    writeFileSync(file, changedFlow(original));
    const manager = platform.process('flow-manager');
    await manager.stop();
    const changed = await platform.startExtra('flow-manager', { FLOWS: flows });

    const refused = await create('blocked@example.com', 10);
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 409, code: 'CONFLICT' });
    const accepted = await create('welcome@example.org', 10);
    expect(accepted.status).toBe(201);
    const tasks = await sql.query<{ task: string }>(
      `select task from waveflow.flow_history h join waveflow.flow_run r on r.id = h.run_id where r.trace_id = $1 and h.kind = 'called' order by h.id`,
      [accepted.body.traceId],
    );
    expect(tasks.rows.map(({ task }) => task.split('/').at(-1))).toEqual(['create', 'findUnit']);

    await changed.stop();
    await manager.start();
    await manager.ready();
  });

  test('everything stopped in the middle of a run: the next start goes on with it, and with the data', async () => {
    await running('operator');
    const email = newEmail();
    signal('operator', 'SIGSTOP');
    const late = await create(email, 1);
    expect(late.status).toBe(202);
    await sql.end();
    await platform.stop();

    platform = await startPlatform({ dataDir, bus: 'embedded' });
    sql = new pg.Client({ connectionString: platform.databaseUrl });
    await sql.connect();
    token = await platform.token();
    const done = await until('the result', async () => {
      const answer = await call(platform.gatewayUrl, 'GET', late.headers.get('location') ?? '', { token });
      return answer.body.state === 'running' ? undefined : answer;
    });
    expect(done.body).toMatchObject({ state: 'succeeded', result: { email } });
    expect(await count('operator.operator where email = $1', email)).toBe(1);
  });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

interface Task {
  export?: unknown;
  output?: unknown;
  then?: string;
  try?: { findUnit: Task }[];
}

/** The operator is now created before the unit is looked up, and a new switch in front refuses one mail domain. */
function changedFlow(text: string): string {
  const flow = parse(text) as { do: Record<string, Task>[] };
  const task = (name: string): Task => flow.do.find((step) => name in step)?.[name] as Task;
  const create = task('create');
  const lookUp = task('lookUp');
  delete create.then;
  create.export = { as: { operator: '${ output }' } };
  delete lookUp.try?.[0]?.findUnit.export;
  lookUp.output = { as: '${ context.operator }' };
  lookUp.then = 'end';
  const blocked = { when: "${ workflow.input.email.endsWith('@example.com') }", then: 'refuseDomain' };
  flow.do = [
    { screen: { switch: [{ blocked }, { otherwise: { then: 'create' } }] } as Task },
    { create },
    { lookUp },
    { refuseDomain: { raise: { error: { type: 'vyarna://errors/CONFLICT', status: 409, detail: 'This mail domain is blocked.' } } } as Task },
  ];
  return stringify(flow);
}
