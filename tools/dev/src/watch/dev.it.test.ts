import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, until } from '../e2e/http-call.ts';
import { freePorts } from '../free-port.ts';
import { leftOf } from '../testing/parent-process.ts';
import { copyRepository, type RepositoryCopy } from '../testing/repository-copy.ts';

const PROGRAMS = ['business-unit', 'flow-manager', 'gateway', 'operator', 'registry'];
const ENTRIES: Readonly<Record<string, string>> = {
  'schema-registry/src/main.ts': 'registry',
  'services/operator/src/main.ts': 'operator',
  'services/business-unit/src/main.ts': 'business-unit',
  'flow-manager/src/main.ts': 'flow-manager',
  'gateway/src/main.ts': 'gateway',
};
const CREATE = 'contracts/operator/schemas/create-operator.avsc';
const OPERATOR = 'contracts/operator/schemas/operator.avsc';
const DOCUMENT = 'contracts/operator/asyncapi.yaml';
const FLOW = 'flow-manager/flows/operator/create-operator.yaml';
const UNIT_CODE = 'services/business-unit/src/get-business-unit.ts';

let copy: RepositoryCopy;
let dev: ChildProcess;
let gatewayUrl: string;
let token: string;
let ended: Promise<number | null>;
const said: string[] = [];

const edit = (file: string, change: (text: string) => string): void => {
  const path = join(copy.root, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
};

/** By program, the processes that run its entry in the copy. */
const pids = (): Readonly<Record<string, number>> => {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const running = lines.flatMap((line) => {
    const [, pid, entry] = new RegExp(`^\\s*(\\d+) .* ${copy.root}/(\\S+)$`).exec(line) ?? [];
    const name = ENTRIES[entry ?? ''];
    return name === undefined ? [] : [[name, Number(pid)] as const];
  });
  return Object.fromEntries(running.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** What is said from now on until a line that fits, inclusive. */
const linesUntil = async (pattern: RegExp, change: () => void): Promise<readonly string[]> => {
  const from = said.length;
  change();
  const at = await until(
    String(pattern),
    async () => {
      const found = said.findIndex((line, index) => index >= from && pattern.test(line));
      return found < 0 ? undefined : found;
    },
    30_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; said was ${said.slice(from).join('\n')}`);
  });
  return said.slice(from, at + 1);
};

const replaced = (before: Readonly<Record<string, number>>): readonly string[] => {
  const after = pids();
  expect(Object.keys(after)).toEqual(PROGRAMS);
  return PROGRAMS.filter((name) => before[name] !== after[name]);
};

const vyarna = (...words: readonly string[]): string =>
  execFileSync(process.execPath, ['tools/cli/bin/vyarna.js', ...words], { cwd: copy.root, encoding: 'utf8' });

let number = 0;
const operator = (more: object = {}) => {
  number += 1;
  return { email: `dev-${number}@example.org`, displayName: 'Ada Lovelace', ...more };
};
const post = (body: object) => call(gatewayUrl, 'POST', '/v1/operators', { token, body, headers: { prefer: 'wait=20' } });

const nickname = '{ "name": "nickname", "type": ["null", "string"], "default": null, "doc": "How friends call the operator.", "maxLength": 40 }';
/** Behind the last field. */
const withNickname = (text: string): string => text.replace(/\n {2}\]\n\}\s*$/, `,\n    ${nickname}\n  ]\n}\n`);

beforeAll(async () => {
  copy = copyRepository();
  const [port = 0, registryPort = 0] = await freePorts(2);
  gatewayUrl = `http://127.0.0.1:${port}`;
  dev = spawn(process.execPath, ['tools/dev/src/main.ts', 'dev'], {
    cwd: copy.root,
    env: { PATH: process.env['PATH'], PORT: String(port), REGISTRY_PORT: String(registryPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ended = new Promise((resolve) => dev.once('close', resolve));
  for (const stream of [dev.stdout, dev.stderr]) {
    stream?.on('data', (bytes) =>
      said.push(
        ...String(bytes)
          .split('\n')
          .filter((line) => line !== ''),
      ),
    );
  }
  await linesUntil(/^Watching contracts, flows and code/, () => undefined);
  token = /^\s+token\s+(\S+)/m.exec(said.join('\n'))?.[1] ?? '';
});

afterAll(async () => {
  dev?.kill('SIGKILL');
  await ended;
  copy?.remove();
});

test('saving without a change of content does nothing', async () => {
  const before = pids();
  expect(Object.keys(before)).toEqual(PROGRAMS);
  const heard = said.length;
  edit(CREATE, (text) => text);
  edit(UNIT_CODE, (text) => text);
  await sleep(1_500);
  expect(said.slice(heard)).toEqual([]);
  expect(replaced(before)).toEqual([]);
});

test('a new field is served over HTTP by the programs it affects, which alone are restarted', async () => {
  expect((await post(operator({ nickname: 'Countess' }))).status).toBe(400);
  const before = pids();
  const lines = await linesUntil(/changed:/, () => {
    edit(CREATE, withNickname);
    edit(OPERATOR, withNickname);
  });
  expect(lines).toEqual([
    expect.stringMatching(
      /^contracts\/operator\/schemas\/create-operator\.avsc, contracts\/operator\/schemas\/operator\.avsc changed: \d+ files generated; restarted flow-manager, gateway, operator \(\d+\.\d s\)\.$/,
    ),
  ]);
  expect(replaced(before)).toEqual(['flow-manager', 'gateway', 'operator']);
  const created = await post(operator({ nickname: 'Countess' }));
  expect([created.status, created.body.result]).toEqual([201, expect.objectContaining({ displayName: 'Ada Lovelace', nickname: null })]);
});

test('a contract with an error leaves everything running, is told with its place, and goes on once it is right', async () => {
  const before = pids();
  const good = readFileSync(join(copy.root, CREATE), 'utf8');
  const bad = await linesUntil(/goes on as it was/, () =>
    edit(CREATE, (text) => text.replace('"int"', '"string"').replace('"displayName", "type": "string"', '"displayName", "type": "strung"')),
  );
  expect(bad).toEqual([
    expect.stringMatching(/^contracts\/operator\/schemas\/create-operator\.avsc:6:\d+: .*strung/),
    `${CREATE} changed: nothing is generated, and all goes on as it was, until this is put right.`,
  ]);
  expect(replaced(before)).toEqual([]);
  expect((await post(operator({ nickname: 'Countess' }))).status).toBe(201);
  expect(await linesUntil(/changed:/, () => edit(CREATE, () => good))).toEqual([
    expect.stringMatching(/^contracts\/operator\/schemas\/create-operator\.avsc changed: 0 files generated; no program is affected \(/),
  ]);
  expect(replaced(before)).toEqual([]);
});

test('a flow takes effect in the flow manager alone', async () => {
  const before = pids();
  await linesUntil(/create-operator\.yaml changed: .*; restarted flow-manager \(/, () =>
    edit(FLOW, (text) => text.replace("== 'ACTIVE'", "== 'SUSPENDED'")),
  );
  expect(replaced(before)).toEqual(['flow-manager']);
  expect(await post(operator())).toMatchObject({ status: 409, body: { code: 'BUSINESS_UNIT_SUSPENDED' } });
  await linesUntil(/create-operator\.yaml changed: .*; restarted flow-manager \(/, () =>
    edit(FLOW, (text) => text.replace("== 'SUSPENDED'", "== 'ACTIVE'")),
  );
  expect((await post(operator())).status).toBe(201);
});

test('code takes effect in its own program, and code that does not run leaves the program that does', async () => {
  const before = pids();
  await linesUntil(/get-business-unit\.ts changed: restarted business-unit \(/, () => edit(UNIT_CODE, (text) => `${text}// A remark.\n`));
  expect(replaced(before)).toEqual(['business-unit']);
  const between = pids();
  const lines = await linesUntil(/changed:/, () => edit(UNIT_CODE, (text) => `${text}export const = 1;\n`));
  expect(lines.at(-1)).toMatch(
    /get-business-unit\.ts changed: business-unit goes on as it was, since its new start failed: The business-unit did not start: /,
  );
  expect(replaced(between)).toEqual([]);
  expect((await post(operator())).status).toBe(201);
  await linesUntil(/changed: no program is affected \(/, () => edit(UNIT_CODE, (text) => text.replace('export const = 1;\n', '')));
});

test('a new topic is there before its programs are, and its schema too', async () => {
  const before = pids();
  await linesUntil(/asyncapi\.yaml changed: .*restarted operator \(/, () =>
    edit(DOCUMENT, (text) =>
      text
        .replace(
          /\n {2}operatorSnapshots:\n/,
          `
  operatorRenamed:
    address: operator.operator.renamed.v1
    summary: An operator has another name.
    servers: [{ $ref: '#/servers/kafka' }]
    messages:
      OperatorRenamed: { $ref: '#/components/messages/OperatorRenamed' }
    bindings: { kafka: { partitions: 3, replicas: 3, topicConfiguration: { retention.ms: 2592000000 }, bindingVersion: '0.5.0' } }
    x-vyarna: { kind: event, lifecycle: active }
  operatorSnapshots:
`,
        )
        .replace(
          /\n {4}OperatorSnapshot:\n/,
          `
    OperatorRenamed:
      name: operator.operator.renamed.v1
      summary: The operator with its new name.
      traits: [{ $ref: '../types/envelope.yaml#/message' }]
      examples: [{ name: renamed, payload: { operatorId: 01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11 } }]
      payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/get-operator.avsc' } }
      bindings: { kafka: { key: { type: string, format: uuid }, schemaIdLocation: payload, schemaIdPayloadEncoding: confluent, schemaLookupStrategy: TopicNameStrategy, bindingVersion: '0.5.0' } }
    OperatorSnapshot:
`,
        ),
    ),
  );
  expect(replaced(before)).toEqual(['operator']);
  expect(JSON.parse(vyarna('produce', 'operator.operator.renamed.v1', '--example', 'renamed'))).toMatchObject({
    topic: 'operator.operator.renamed.v1',
    key: '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11',
  });
});

test('an application and a request that vyarna new adds are served over HTTP without a start by hand', async () => {
  const before = pids();
  await linesUntil(/changed: .*started invoice/, () => vyarna('new', 'app', 'ez-invoice'));
  const request = ['new', 'request', 'create-invoice', '--app', 'ez-invoice', '--post', '/v1/invoices'];
  const lines = await linesUntil(/changed: .*restarted .*gateway/, () => vyarna(...request, '--field', 'number:string The number printed on it.'));
  expect(lines).toContain('A new token in .vyarna/env has can-create-invoice too.');
  const mine = /^TOKEN='(.*)'$/m.exec(readFileSync(join(copy.root, '.vyarna/env'), 'utf8'))?.[1] ?? '';
  const created = await call(gatewayUrl, 'POST', '/v1/invoices', { token: mine, body: { number: 'A-1' }, headers: { prefer: 'wait=20' } });
  expect([created.status, created.body.result]).toEqual([201, expect.objectContaining({ number: 'A-1' })]);
  expect(pids()).toMatchObject({ operator: before['operator'], 'business-unit': before['business-unit'], registry: before['registry'] });
});

test('Ctrl-C ends everything', async () => {
  const running = Object.values(pids());
  dev.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said.slice(-2)).toEqual(['Stopping.', 'Stopped.']);
  expect(await leftOf(running, 0)).toEqual([]);
});
