import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Bundle, hashOfBundle, readBundle } from '@vyarna/contract';
import { type Platform, startPlatform } from '@vyarna/dev';
import { testKafka } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { createTransport } from '@vyarna/messaging/transport';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const bin = join(root, 'tools/cli/bin/vyarna.js');
const brokers = await testKafka();

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

const ended = (child: ChildProcess, input = ''): Promise<Ended> => {
  let [out, error] = ['', ''];
  child.stdout?.on('data', (bytes) => {
    out += bytes;
  });
  child.stderr?.on('data', (bytes) => {
    error += bytes;
  });
  child.stdin?.end(input);
  return new Promise((done) => child.once('close', (code) => done({ code, out, error })));
};

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe.each([
  ['the embedded bus', 'embedded', null],
  ['Kafka', 'kafka', brokers],
] as const)('vyarna produce and consume on %s', (_, bus, kafkaBrokers) => {
  const here = bus === 'embedded' || kafkaBrokers !== null;
  const dataDir = mkdtempSync(join(tmpdir(), 'vyarna-cli-'));
  let platform: Platform;
  let number = 0;

  const start = (...words: readonly string[]) =>
    spawn(process.execPath, [bin, ...words, '--data', dataDir], { cwd: root, env: { PATH: process.env['PATH'] }, stdio: 'pipe' });
  const vyarna = (words: readonly string[], input = '') => ended(start(...words), input);
  const operator = () => {
    number += 1;
    return { operatorId: crypto.randomUUID(), email: `cli-${number}@example.org`, displayName: `Number ${number}` };
  };

  beforeAll(async () => {
    if (!here) return;
    const processes = ['registry', 'business-unit', 'operator'];
    platform = await startPlatform({ dataDir, bus, processes, ...(kafkaBrokers === null ? {} : { kafkaBrokers }) });
  });

  afterAll(async () => {
    await platform?.stop();
    rmSync(dataDir, { recursive: true });
  });

  test.skipIf(!here)('a program carries out what was produced, and its event is consumed with envelope, key and schema', async () => {
    const wanted = operator();
    const produced = await vyarna(['produce', 'create-operator-entity', '--value', JSON.stringify(wanted)]);
    expect(produced).toMatchObject({ code: 0, error: '' });
    const [sent] = lines(produced.out);
    expect(sent).toEqual({ topic: 'create-operator-entity', key: wanted.operatorId, id: expect.any(String), traceId: sent.traceId });
    expect(sent.traceId).toMatch(/^produce-[0-9a-f-]{36}$/);

    // Others may have sent to a Kafka that is shared: what is looked for has this trace.
    const find = async (topic: string) => {
      for (;;) {
        const { code, out, error } = await vyarna(['consume', topic, '--from-beginning']);
        expect([code, error]).toEqual([0, '']);
        const found = out === '' ? undefined : lines(out).find(({ envelope }) => envelope.traceId === sent.traceId);
        if (found !== undefined) return found;
      }
    };
    expect(await find('operator/operatorCreated')).toEqual({
      topic: 'operator.operator.created.v1',
      partition: expect.any(Number),
      offset: expect.stringMatching(/^\d+$/),
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      key: wanted.operatorId,
      schemaId: expect.any(Number),
      type: 'vyarna.operator.Operator',
      envelope: expect.objectContaining({
        type: 'operator.operator.created.v1',
        source: '/apps/ez-operator',
        subject: wanted.operatorId,
        causationId: sent.id,
        context: { businessUnitId: platform.businessUnitId, operatorId: platform.operatorId },
      }),
      headers: {},
      payload: expect.objectContaining({ ...wanted, businessUnitId: platform.businessUnitId, status: 'ACTIVE' }),
      faults: [],
    });
    expect(await find('create-operator-entity')).toMatchObject({
      envelope: { source: '/apps/vyarna', correlationId: sent.traceId, deadline: expect.any(String) },
    });
  });

  test.skipIf(!here)('new messages are followed until Ctrl-C, and options become the envelope', async () => {
    const consumer = start('consume', 'update-operator-flow');
    const consumed = ended(consumer);
    await new Promise<void>((done) => consumer.stderr.on('data', (bytes) => String(bytes).includes('following') && done()));
    const trace = `test-${crypto.randomUUID()}`;
    const [correlation, causation, session] = ['a business transaction', crypto.randomUUID(), crypto.randomUUID()];
    const { code, error } = await vyarna([
      ...['produce', 'update-operator-flow', '--example', 'deactivate', '--trace-id', trace, '--correlation-id', correlation],
      ...['--causation-id', causation, '--device-session', session, '--reply-to', 'gateway.replies.0', '--header', 'colour=red', '--app', 'ez-test'],
    ]);
    expect([code, error]).toEqual([0, '']);
    await new Promise<void>((done) => consumer.stdout.once('data', () => done()));
    consumer.kill('SIGINT');
    const { out, ...rest } = await consumed;
    expect(rest).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^vyarna consume: following update-operator-flow on .*; Ctrl-C ends it\.\n$/),
    });
    expect(lines(out)).toMatchObject([
      {
        type: 'vyarna.operator.UpdateOperator',
        payload: { status: 'DEACTIVATED' },
        headers: { colour: 'red' },
        envelope: {
          source: '/apps/ez-test',
          traceId: trace,
          correlationId: correlation,
          causationId: causation,
          replyTo: 'gateway.replies.0',
          flowType: 'update-operator',
          context: { deviceSessionId: session, businessUnitId: platform.businessUnitId },
        },
        faults: [],
      },
    ]);
  });

  test.skipIf(!here)('lines are sent in order up to the first that does not fit, which is told with its path', async () => {
    const [first, second] = [operator(), operator()];
    const input = [first, '', { ...second, displayName: '', extra: 1 }, operator()]
      .map((value) => (value === '' ? '' : JSON.stringify(value)))
      .join('\n');
    const { code, out, error } = await vyarna(['produce', 'create-operator-entity'], input);
    expect([code, lines(out)]).toEqual([100, [expect.objectContaining({ key: first.operatorId })]]);
    expect(error.split('\n')).toEqual([
      'vyarna produce: the payload does not fit its contract.',
      expect.stringMatching(/^line 3: \$\.(displayName|extra) /),
      expect.stringMatching(/^line 3: \$\.(displayName|extra) /),
      'The one before went out, none behind.',
      '',
    ]);
    expect(await vyarna(['produce', 'create-operator-entity'], '{"operatorId":')).toMatchObject({
      code: 100,
      error: expect.stringMatching(/^vyarna produce: line 1 is not JSON: .*\nNothing was sent\.\n$/),
    });
    const header = await vyarna(['produce', 'create-operator-entity', '--value', JSON.stringify(first), '--trace-id', 'x']);
    expect([header.code, header.error]).toEqual([
      100,
      expect.stringMatching(/^vyarna produce: --value: the headers do not fit their contract: .*traceid/),
    ]);
  });

  test.skipIf(!here)("a group of one's own remembers what was printed; a program's is refused", async () => {
    const group = `cli-${crypto.randomUUID()}`;
    const values = [operator(), operator(), operator()];
    const topic = 'create-operator-flow';
    const sent = await vyarna(['produce', topic], values.map((value) => JSON.stringify(value)).join('\n'));
    expect(sent).toMatchObject({ code: 0, error: '' });
    const first = await vyarna(['consume', topic, '--group', group, '-n', '2', '--timeout', '30']);
    const second = await vyarna(['consume', topic, '--group', group, '-n', '5', '--timeout', '5']);
    expect([first.code, second.code]).toEqual([0, 1]);
    expect(second.error).toContain('of 5 messages came; none for 5 s.');
    const printed = [...lines(first.out), ...lines(second.out)].map(({ partition, offset }) => `${partition}:${offset}`);
    expect(new Set(printed).size).toBe(printed.length);
    expect(lines(first.out)).toHaveLength(2);
    const keys = [...lines(first.out), ...lines(second.out)].map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(values.map(({ operatorId }) => operatorId)));

    expect(await vyarna(['consume', 'create-operator-entity', '--group', 'ez-operator'])).toMatchObject({
      code: 2,
      error: expect.stringMatching(/^vyarna consume: ez-operator is the group of ez-operator, which would miss what is printed here\./),
    });
  });

  test.skipIf(!here)('null is a tombstone, on a topic that keeps state, with the key it removes', async () => {
    const bundle = readBundle(join(root, 'generated/bundle.json'));
    const topic = 'operator.operator.updated.v1';
    const channels = Object.entries(bundle.channels).map(([key, channel]) => [
      key,
      channel.address === topic ? { ...channel, kind: 'state' } : channel,
    ]);
    const changed = { ...bundle, channels: Object.fromEntries(channels) as Bundle['channels'] };
    const file = join(dataDir, 'bundle.json');
    writeFileSync(file, JSON.stringify({ ...changed, hash: hashOfBundle(changed) }));
    const key = crypto.randomUUID();
    const sent = await vyarna(['produce', topic, '--value', 'null', '--key', key, '--bundle', file]);
    expect([sent.code, lines(sent.out)]).toEqual([0, [expect.objectContaining({ topic, key })]]);
    const { out } = await vyarna(['consume', topic, '--from-beginning', '--bundle', file]);
    expect(lines(out)).toContainEqual(
      expect.objectContaining({ key, payload: null, faults: [], envelope: expect.objectContaining({ subject: key }) }),
    );

    expect(await vyarna(['produce', topic, '--value', 'null', '--bundle', file])).toMatchObject({
      code: 100,
      error: expect.stringContaining('a tombstone needs --key: the operatorId it removes'),
    });
    expect(await vyarna(['produce', topic, '--value', 'null', '--key', key])).toMatchObject({
      code: 100,
      error: expect.stringContaining(`null is a tombstone, and ${topic} keeps no state`),
    });
    expect(await vyarna(['produce', topic, '--value', '{}', '--key', key])).toMatchObject({
      code: 100,
      error: expect.stringContaining('--key is for a tombstone; the key of this one is its operatorId'),
    });
  });

  test.skipIf(!here)('what nobody can read is printed, in its topic and in the dead letters', async () => {
    const { BUS_DATABASE_URL, KAFKA_BROKERS } = parseEnv(readFileSync(join(dataDir, 'env'), 'utf8'));
    const logger = createLogger({ service: 'test', level: 'silent' });
    const transport = await createTransport({ bus, busDatabaseUrl: BUS_DATABASE_URL, kafkaBrokers: KAFKA_BROKERS, clientId: 'test', logger });
    const key = crypto.randomUUID();
    await transport.publish([{ topic: 'update-operator-entity', key, value: Buffer.from('junk'), headers: {} }]);
    await transport.close();
    const mine = async (topic: string) => {
      for (;;) {
        const { out } = await vyarna(['consume', topic, '--from-beginning']);
        const found = out === '' ? undefined : lines(out).find((line) => line.key === key);
        if (found !== undefined) return found;
      }
    };
    const unreadable = {
      envelope: null,
      schemaId: null,
      payload: null,
      value: Buffer.from('junk').toString('base64'),
      faults: [{ code: 'HEADERS_INVALID' }, { code: 'FRAME_INVALID' }],
    };
    expect(await mine('update-operator-entity')).toMatchObject(unreadable);
    expect(await mine('ez-operator.update-operator-entity.dlq')).toMatchObject({
      type: 'vyarna.types.DeadLetter',
      payload: { group: 'ez-operator', errorCode: 'HEADERS_INVALID' },
      faults: [],
      deadLetter: unreadable,
    });
  });
});

describe('vyarna produce and consume, asked wrongly,', () => {
  const asked = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    ended(spawn(process.execPath, [bin, ...words], { cwd: root, env: { PATH: process.env['PATH'], ...env }, stdio: 'pipe' }));
  const bus = ['--bus-url', 'postgres://nobody:secret@127.0.0.1:2/none', '--registry', 'http://127.0.0.1:2'];

  test.each([
    [['consume', 'create-operator-entiti'], 'The contracts have no topic create-operator-entiti. Did you mean "create-operator-entity"?'],
    [['consume', 'ztracking-operator'], 'ztracking-operator is not on the bus but on postgresql.'],
    [['consume', 'gateway.replies.{slot}'], 'gateway.replies.{slot} stands for several topics. Name one, such as gateway.replies.0.'],
    [['consume', 'operator/operatorReplies'], 'operator/operatorReplies has no topic of its own: each message goes where its request says.'],
    [['produce', 'ez-operator.create-operator-entity.dlq'], 'ez-operator.create-operator-entity.dlq is written by the group ez-operator alone.'],
    [['produce', 'workflow.replies', '--message', 'operator.operator.repli.v1'], 'Did you mean "operator.operator.reply.v1"?'],
    [['produce', 'create-operator-entity', '--example', 'minimum'], 'operator.operator.create.v1 has no example minimum. Did you mean "minimal"?'],
    [['produce', 'create-operator-entity', '--header', 'x'], '--header is "x", which is no NAME=VALUE.'],
  ])('%j says what to do', async (words, message) => {
    const { code, error } = await asked([...words, ...bus]);
    expect([code, error.includes(message) ? message : error]).toEqual([2, message]);
  });

  test('say so when the registry or the bus is away, without the password', async () => {
    expect(await asked(['produce', 'create-operator-entity', '--example', 'minimal', ...bus])).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^vyarna produce: The schema registry at http:\/\/127\.0\.0\.1:2 does not answer/),
    });
    const { code, error } = await asked(['consume', 'create-operator-entity', ...bus]);
    expect([code, error]).toEqual([1, expect.stringMatching(/^vyarna consume: The embedded bus does not answer: .*Start it \(make up\)/)]);
    expect(error).not.toContain('secret');
  });
});
