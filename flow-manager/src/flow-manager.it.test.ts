import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createContracts } from '@vyarna/contract';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { createSerde, type Draft, outgoingRecord, replyRecord, type Sender } from '@vyarna/messaging';
import { createTransport, type IncomingRecord, type Transport } from '@vyarna/messaging/transport';
import { migrate } from '@vyarna/process';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waveflowMigrations } from './store/migrations.ts';
import { exampleBundle } from './testing/example-bundle.ts';
import { type RegistryStandIn, startRegistryStandIn } from './testing/registry-stand-in.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const FLOW = new URL('../flows/operator/create-operator.yaml', import.meta.url);
const UNIT_REPLY = 'business-unit.business-unit.reply.v1';
const UNIT = '01990a5d-0000-7000-8000-000000000001';

const contracts = createContracts(exampleBundle);
const logger = createLogger({ service: 'test', level: 'silent' });

let server: Awaited<ReturnType<typeof testDatabase>>;
let registry: RegistryStandIn;
let transport: Transport;
let folder: string;
let gateway: Sender;
let operators: Sender;
let units: Sender;
let lookUps: readonly IncomingRecord[];
let creations: readonly IncomingRecord[];
let answers: readonly IncomingRecord[];
let deadLetters: readonly IncomingRecord[];
const readers: { close(): Promise<void> }[] = [];
const processes: ChildProcess[] = [];

const senderOf = async (app: string): Promise<Sender> => {
  const serde = createSerde({ contracts, registryUrl: registry.url, app, logger });
  await serde.prepare();
  return { contracts, serde, app };
};

const recordsOf = async (topic: string): Promise<readonly IncomingRecord[]> => {
  const records: IncomingRecord[] = [];
  const reader = transport.read({ topic, reader: `test.${topic}`, handle: (record) => void records.push(record) });
  readers.push(reader);
  await reader.caughtUp;
  return records;
};

beforeAll(async () => {
  server = await testDatabase();
  registry = await startRegistryStandIn();
  folder = await mkdtemp(join(tmpdir(), 'waveflow-test-'));
  await writeFile(join(folder, 'bundle.json'), JSON.stringify(exampleBundle));
  await migrate({ url: server.url, schema: 'waveflow', migrations: waveflowMigrations, logger });
  transport = await createTransport({ bus: 'embedded', busDatabaseUrl: server.url, clientId: 'test', logger });
  await transport.ensureTopics(contracts.topicsOf());
  gateway = await senderOf('ez-waveflow-api');
  operators = await senderOf('ez-operator');
  units = await senderOf('ez-business-unit');
  lookUps = await recordsOf('get-business-unit-entity');
  creations = await recordsOf('create-operator-entity');
  answers = await recordsOf('gateway.replies.1');
  deadLetters = await recordsOf('waveflow.create-operator-flow.dlq');
});

afterEach(async () => {
  for (const running of processes.splice(0)) {
    if (running.exitCode !== null || running.signalCode !== null) continue;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }
});

afterAll(async () => {
  for (const reader of readers) await reader.close();
  await transport?.close();
  await registry?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Line {
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

interface Running {
  readonly process: ChildProcess;
  readonly lines: readonly Line[];
}

/** The program as the platform starts it, in a process of its own. */
const spawnManager = (env: { readonly [name: string]: string } = {}): Running => {
  const lines: Line[] = [];
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      BUNDLE: join(folder, 'bundle.json'),
      BUS: 'embedded',
      BUS_DATABASE_URL: server.url,
      DATABASE_URL: server.url,
      SCHEMA_REGISTRY_URL: registry.url,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let rest = '';
  const read = (chunk: Buffer): void => {
    const texts = (rest + String(chunk)).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) lines.push(JSON.parse(text) as Line);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  processes.push(child);
  return { process: child, lines };
};

const eventually = async <Value>(what: string, check: () => Value | undefined | Promise<Value | undefined>): Promise<Value> => {
  const until = Date.now() + 25_000;
  for (;;) {
    const value = await check();
    if (value !== undefined) return value;
    if (Date.now() > until) throw new Error(`${what} did not come within 25 s`);
    await pause(20);
  }
};

const startManager = async (env?: { readonly [name: string]: string }): Promise<Running> => {
  const running = spawnManager(env);
  await eventually('ready', () => {
    if (running.process.exitCode !== null) throw new Error(JSON.stringify(running.lines));
    return running.lines.find(({ message }) => message === 'ready');
  });
  return running;
};

const of = (records: readonly IncomingRecord[], traceId: string): Promise<IncomingRecord> =>
  eventually(`a message of ${traceId}`, () => records.find(({ headers }) => headers['ce_traceid'] === traceId));

const trigger = async (): Promise<{ readonly traceId: string; readonly id: string }> => {
  const traceId = `createOperator-${uuidV7()}`;
  const draft: Draft = {
    channel: 'operator/createOperatorFlow',
    message: 'operator.operator.create.v1',
    payload: { operatorId: UNIT, email: 'ann@example.org', displayName: 'Ann' },
    traceId,
    context: { businessUnitId: UNIT },
    replyTo: 'gateway.replies.1',
    flowType: 'create-operator',
  };
  const { record, envelope } = outgoingRecord(gateway, draft);
  await transport.publish([record]);
  return { traceId, id: envelope.id };
};

/** Answers a request as a service does. */
const answer = async (request: IncomingRecord, message: string, payload: unknown): Promise<void> => {
  const { ce_id: id = '', ce_traceid: traceId = '', ce_type: type = '', ce_replyto: replyTo = '' } = request.headers;
  const head = { id, type, traceId, replyTo, source: '/apps/test', occurredAt: '', correlationId: traceId, context: {} };
  const made = replyRecord(message === UNIT_REPLY ? units : operators, head, { message, payload });
  if (made !== null) await transport.publish([made.record]);
};

const decoded = async (record: IncomingRecord, type: string): Promise<unknown> =>
  (await gateway.serde.decode(record.value ?? Buffer.alloc(0), type)).payload;

test('a run whose flow manager is killed between request and reply goes on in another', async () => {
  const first = await startManager();
  const { traceId, id } = await trigger();
  const lookUp = await of(lookUps, traceId);
  const second = await startManager();
  first.process.kill('SIGKILL');
  await answer(lookUp, UNIT_REPLY, { status: 'ACTIVE' });
  const creation = await of(creations, traceId);
  expect(creation.headers['ce_replyto']).toBe('workflow.replies');
  await answer(creation, 'operator.operator.reply.v1', { operatorId: UNIT, email: 'ann@example.org' });
  // Delivered twice, as at least once allows.
  await answer(creation, 'operator.operator.reply.v1', { operatorId: UNIT, email: 'ann@example.org' });
  const result = await of(answers, traceId);
  expect(result.headers).toMatchObject({ ce_causationid: id, ce_type: 'operator.operator.reply.v1' });
  expect(await decoded(result, 'vyarna.operator.Operator')).toEqual({ operatorId: UNIT, email: 'ann@example.org' });
  await eventually('the second reply', () => second.lines.find(({ message }) => message === 'message duplicate'));
  expect(answers.filter(({ headers }) => headers['ce_traceid'] === traceId)).toHaveLength(1);
  expect(second.lines.filter(({ message }) => message === 'flow succeeded')).toMatchObject([
    { traceId, service: 'waveflow', flowType: 'create-operator' },
  ]);

  const question = outgoingRecord(gateway, {
    channel: 'waveflow/getRequestResult',
    message: 'waveflow.request.get-result.v1',
    payload: { traceId },
    traceId: `getRequestResult-${uuidV7()}`,
    context: { businessUnitId: UNIT },
    replyTo: 'gateway.replies.1',
  });
  await transport.publish([question.record]);
  const told = await of(answers, question.envelope.traceId);
  expect(await decoded(told, 'vyarna.waveflow.RequestResult')).toMatchObject({ traceId, state: 'succeeded', problem: null });
});

test('what a changed flow says is done, and a stopped manager leaves in order', async () => {
  const changed = (await readFile(FLOW, 'utf8')).replace("context.unit.status == 'ACTIVE'", "context.unit.status == 'SUSPENDED'");
  await writeFile(join(folder, 'create-operator.yaml'), changed);
  const manager = await startManager({ FLOWS: folder });
  const { traceId } = await trigger();
  await answer(await of(lookUps, traceId), UNIT_REPLY, { status: 'ACTIVE' });
  const refusal = await of(answers, traceId);
  expect(await decoded(refusal, 'vyarna.types.ErrorReply')).toMatchObject({ code: 'BUSINESS_UNIT_SUSPENDED' });
  manager.process.kill('SIGTERM');
  await once(manager.process, 'exit');
  expect(manager.process.exitCode).toBe(0);
  expect(manager.lines.filter(({ level }) => ['warn', 'error', 'fatal'].includes(level))).toEqual([]);
  expect(manager.lines.at(-1)?.message).toBe('stopped');
});

test('a trigger of a flow that the manager does not have becomes a dead letter, and its caller is told', async () => {
  const empty = await mkdtemp(join(folder, 'none-'));
  await startManager({ FLOWS: empty });
  const { traceId } = await trigger();
  const letter = await of(deadLetters, traceId);
  expect(await decoded(letter, 'vyarna.types.DeadLetter')).toMatchObject({
    reason: 'this flow manager has no definition of the flow create-operator',
  });
  expect(await decoded(await of(answers, traceId), 'vyarna.types.ErrorReply')).toMatchObject({ code: 'MESSAGE_REJECTED' });
});

test('a flow with a slip ends the start with one line that says where', async () => {
  const slip = await mkdtemp(join(folder, 'slip-'));
  await writeFile(join(slip, 'a.yaml'), (await readFile(FLOW, 'utf8')).replace('call: createOperator', 'call: createOperatr'));
  const { process: refused, lines } = spawnManager({ FLOWS: slip });
  await once(refused, 'exit');
  expect(refused.exitCode).toBe(1);
  expect(lines).toMatchObject([{ level: 'fatal', code: 'FLOW_INVALID', hint: 'Correct the flow and start again.' }]);
  expect(lines[0]?.message).toMatch(
    /^a flow cannot run: .*a\.yaml:46:13: There is no operation createOperatr in the contracts\. Did you mean "createOperator"\?$/,
  );
});
