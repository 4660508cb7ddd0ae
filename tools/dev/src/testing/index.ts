import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import pg from 'pg';
import { inject } from 'vitest';
import { findChromium } from '../browser/chromium.ts';
import type { PackageSet } from '../npm/packages-of.ts';
import type { PythonPackage } from '../python/python-with.ts';
import type { ServersAnswer } from './global-setup.ts';
import type { OptionalPart } from './optional-parts.ts';

export { createLineProgram, type LineProgram } from '../python/line-program.ts';

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
export const kafkaIsHere = (): boolean => isHere('Kafka');

/** Whether Python is here. Without it the tests against other implementations are skipped, likewise; with REQUIRE_PYTHON=1 this throws. */
export const pythonIsHere = (): boolean => isHere('Python');

/** Whether Chromium is here. Without it the tests in a browser are skipped, likewise; with REQUIRE_BROWSER=1 this throws. */
export const browserIsHere = (): boolean => isHere('Browser');

/** The program to start. Only where `browserIsHere`. */
export async function testBrowser(): Promise<string> {
  const found = await findChromium();
  if (found === null) throw new Error('There is no Chromium: ask browserIsHere first.');
  return found;
}

const isHere = (part: OptionalPart): boolean => {
  const { lacks, isRequired } = inject('optionalParts')[part];
  if (lacks !== null && isRequired) throw new Error(`REQUIRE_${part.toUpperCase()} is set: ${lacks}`);
  return lacks === null;
};

/**
 * Address of the run's Apache Kafka, which starts at the first call and is shared: take topic and group names of your own.
 * Null where `kafkaIsHere` is false: skip those tests (`describe.skipIf`).
 */
export async function testKafka(): Promise<string | null> {
  return kafkaIsHere() ? ask('/kafka') : null;
}

/** The command of a Python that has these packages, installed at the first call. Only where `pythonIsHere`. */
export function testPython(...packages: readonly PythonPackage[]): Promise<string> {
  return ask(`/python?${new URLSearchParams(packages.map((name): [string, string] => ['package', name]))}`);
}

/** A `require` that finds the packages of a set, installed at the first call. */
export async function testPackages(set: PackageSet): Promise<NodeJS.Require> {
  return createRequire(`${await ask(`/packages?${new URLSearchParams({ set })}`)}/package.json`);
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
