import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { ServersAnswer } from './global-setup.ts';

export interface TestDatabase {
  /** As superuser; the database is empty and nobody else's. */
  readonly url: string;
  /** Drops it, closing what is still connected. */
  close(): Promise<void>;
}

/** A new database on the run's PostgreSQL 18 (real, not durable), which starts at the first call. */
export async function testDatabase(): Promise<TestDatabase> {
  const answer = await ask('/postgres');
  if (!('use' in answer)) throw new Error('fail' in answer ? answer.fail : answer.skip);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(answer.use, `create database ${name}`);
  const url = new URL(answer.use);
  url.pathname = `/${name}`;
  return { url: url.href, close: () => execute(answer.use, `drop database if exists ${name} with (force)`) };
}

/**
 * Address of the run's Apache Kafka, which starts at the first call and is shared: take topic and group names of your own.
 * Null without Java 17: skip those tests (`describe.skipIf`). With REQUIRE_KAFKA=1 it rejects instead.
 */
export async function testKafka(): Promise<string | null> {
  const answer = await ask('/kafka');
  if ('fail' in answer) throw new Error(answer.fail);
  return 'use' in answer ? answer.use : null;
}

async function ask(path: string): Promise<ServersAnswer> {
  const response = await fetch(`${inject('vyarnaServers')}${path}`);
  return (await response.json()) as ServersAnswer;
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
