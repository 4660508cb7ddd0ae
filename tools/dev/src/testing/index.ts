import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { JAVA_HINT, JAVA_NEEDED } from '../kafka/java.ts';
import type { ServersAnswer } from './global-setup.ts';

export interface TestDatabase {
  /** As superuser; the database is empty and nobody else's. */
  readonly url: string;
  /** Drops it, closing what is still connected. */
  close(): Promise<void>;
}

/** A new database on the run's PostgreSQL 18 (real, not durable), which starts at the first call. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await ask('/postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, close: () => execute(server, `drop database if exists ${name} with (force)`) };
}

/** Whether Java 17 is here. Without it Kafka's tests are skipped, and the run says so; with REQUIRE_KAFKA=1 this throws. */
export function kafkaIsHere(): boolean {
  const kafka = inject('kafka');
  if (kafka === 'required') throw new Error(`REQUIRE_KAFKA is set, and there is no Java ${JAVA_NEEDED}. ${JAVA_HINT}`);
  return kafka === 'here';
}

/**
 * Address of the run's Apache Kafka, which starts at the first call and is shared: take topic and group names of your own.
 * Null where `kafkaIsHere` is false: skip those tests (`describe.skipIf`).
 */
export async function testKafka(): Promise<string | null> {
  return kafkaIsHere() ? ask('/kafka') : null;
}

async function ask(path: string): Promise<string> {
  const response = await fetch(`${inject('vyarnaServers')}${path}`);
  const answer = (await response.json()) as ServersAnswer;
  if ('fail' in answer) throw new Error(answer.fail);
  return answer.use;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
