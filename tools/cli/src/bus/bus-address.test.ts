import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BUS_OPTIONS, busAddress } from './bus-address.ts';

const none = Object.fromEntries(Object.keys(BUS_OPTIONS).map((name) => [name, undefined])) as Parameters<typeof busAddress>[0];

/** A repository, with what a local platform that runs says of itself. */
const repository = (env?: string): string => {
  const root = mkdtempSync(join(tmpdir(), 'vyarna-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'contracts'));
  mkdirSync(join(root, '.vyarna'));
  if (env !== undefined) writeFileSync(join(root, '.vyarna/env'), env);
  return root;
};

const LOCAL =
  "BUS='embedded'\nBUS_DATABASE_URL='postgres://local'\nSCHEMA_REGISTRY_URL='http://local'\nBUSINESS_UNIT_ID='unit'\nOPERATOR_ID='operator'\n";

test('the local platform that runs is found from a folder below, with its demo unit', () => {
  const root = repository(LOCAL);
  expect(busAddress(none, {}, join(root, 'contracts'))).toEqual({
    bus: 'embedded',
    busDatabaseUrl: 'postgres://local',
    kafkaBrokers: undefined,
    registryUrl: 'http://local',
    bundle: join(root, 'generated/bundle.json'),
    demo: { businessUnitId: 'unit', operatorId: 'operator' },
  });
});

test('options win over variables, and those over the local platform; a bus is never put together from two of them', () => {
  const root = repository(LOCAL);
  const env = { KAFKA_BROKERS: 'env:1', SCHEMA_REGISTRY_URL: 'http://env', BUNDLE: '/env.json', BUSINESS_UNIT_ID: 'other unit' };
  expect(busAddress(none, env, root)).toEqual({
    bus: 'kafka',
    busDatabaseUrl: undefined,
    kafkaBrokers: 'env:1',
    registryUrl: 'http://env',
    bundle: '/env.json',
    demo: { businessUnitId: 'other unit', operatorId: undefined },
  });
  const options = { ...none, 'bus-url': 'postgres://option', registry: 'http://option', bundle: '/option.json' };
  expect(busAddress(options, env, root)).toMatchObject({ bus: 'embedded', busDatabaseUrl: 'postgres://option', kafkaBrokers: undefined });
});

test('another data folder is named', () => {
  const other = repository(LOCAL.replace('local', 'other'));
  expect(busAddress({ ...none, data: join(other, '.vyarna') }, {}, repository(LOCAL))).toMatchObject({ busDatabaseUrl: 'postgres://other' });
});

test.each([
  [{}, {}, undefined, 'No local platform runs here. Start it (make up), or say which bus: --brokers HOST:PORT, or --bus-url URL'],
  [{ brokers: 'a:1' }, {}, undefined, 'Say where the schema registry is: --registry URL'],
  [{ bus: 'kafka', registry: 'r' } as const, {}, LOCAL, 'Say where Kafka is: --brokers HOST:PORT'],
  [{ registry: 'r' }, { BUS: 'embedded' }, LOCAL, 'Say where the PostgreSQL of the embedded bus is: --bus-url URL'],
  [{ registry: 'r' }, { BUS: 'rabbit' }, LOCAL, 'BUS is rabbit. There is: embedded, kafka'],
  [{ data: '/nowhere' }, {}, LOCAL, 'No local platform runs on /nowhere: there is no file "env" in it'],
])('%j with %j is refused', (options, env, local, message) => {
  expect(() => busAddress({ ...none, ...options }, env, repository(local))).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});
