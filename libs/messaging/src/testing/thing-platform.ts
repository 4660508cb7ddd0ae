import { setTimeout as pause } from 'node:timers/promises';
import type { Contracts } from '@vyarna/contract';
import { testDatabase } from '@vyarna/dev/testing';
import { type Database, migrate, openDatabase } from '@vyarna/process';
import { messagingMigrations, replySlotMigrations } from '../migrations.ts';
import type { IncomingRecord, Transport } from '../transport/port.ts';
import { connectPostgresTransport } from '../transport/postgres/postgres-transport.ts';
import { type RegistryStandIn, startRegistryStandIn } from './registry-stand-in.ts';
import { type TestProgram, testProgram } from './test-program.ts';
import { thingContracts } from './thing-contracts.ts';

export interface ThingTables {
  readonly thing: { readonly thing_id: string; readonly name: string };
}

export interface ThingPlatform {
  readonly contracts: Contracts;
  readonly registry: RegistryStandIn;
  readonly transport: Transport;
  readonly database: Database<ThingTables>;
  /** Stopped with the platform. */
  program(name: string): TestProgram;
  /** Reads a topic from its start and keeps what comes. */
  recordsOf(topic: string): Promise<readonly IncomingRecord[]>;
  close(): Promise<void>;
}

const thingMigration = { name: '001-thing', sql: 'create table thing (thing_id uuid primary key, name text not null)' };

/** The embedded bus, a database with messaging's tables and a `thing` table, and a registry that holds all schemas. */
export const startThingPlatform = async (): Promise<ThingPlatform> => {
  const contracts = thingContracts();
  const server = await testDatabase();
  const own = testProgram('platform');
  const { logger } = own;
  const registry = await startRegistryStandIn();
  registry.push(contracts, ['ez-thing', 'ez-edge', 'ez-flow']);
  // The two sets are of different programs, and share a name only by their numbering.
  await migrate({ url: server.url, schema: 'thing', migrations: [...messagingMigrations, ...replySlotMigrations, thingMigration], logger });
  const database = openDatabase<ThingTables>({ url: server.url, schema: 'thing', logger });
  const transport = await connectPostgresTransport({ url: server.url, clientId: 'test', logger });
  const topics = contracts.topicsOf().map(({ name, partitions, replicas, configuration }) => ({ name, partitions, replicas, configuration }));
  await transport.ensureTopics(topics);
  const programs: TestProgram[] = [];
  const readers: { close(): Promise<void> }[] = [];
  return {
    contracts,
    registry,
    transport,
    database,
    program: (name) => {
      const program = testProgram(name);
      programs.push(program);
      return program;
    },
    recordsOf: async (topic) => {
      const records: IncomingRecord[] = [];
      const reader = transport.read({ topic, reader: `test.${topic}.view.${readers.length}`, handle: (record) => void records.push(record) });
      readers.push(reader);
      await reader.caughtUp;
      return records;
    },
    close: async () => {
      for (const program of programs.reverse()) await program.stop();
      for (const reader of readers) await reader.close();
      await transport.close();
      await database.close();
      await registry.close();
      await server.close();
    },
  };
};

/** Waits until the check gives a value that is not undefined or false; fails after 20 s. */
export const eventually = async <Value>(what: string, check: () => Value | Promise<Value>): Promise<NonNullable<Value>> => {
  const until = Date.now() + 20_000;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > until) throw new Error(`${what} did not come true within 20 s`);
    await pause(10);
  }
};
