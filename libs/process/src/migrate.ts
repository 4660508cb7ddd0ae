import { createHash } from 'node:crypto';
import { describeError, type Logger } from '@vyarna/logger';
import { Client, escapeIdentifier } from 'pg';
import { grantRuntimeRights } from './migration-grants.ts';
import { StartError } from './start-error.ts';

export interface Migration {
  /** Unique within the program and never changed, such as `001-operator`. */
  readonly name: string;
  /** Run with the program's schema as search path. Never edited once released: a change is a new migration. */
  readonly sql: string;
  /** Tables that the runtime role may only read and add to. */
  readonly appendOnly?: readonly string[];
}

export interface MigrateOptions {
  /** The URL of the role that owns the schema. */
  readonly url: string;
  readonly schema: string;
  /** The runtime role that gets its rights on the tables; nobody gets any when it is left out. */
  readonly role?: string;
  readonly migrations: readonly Migration[];
  readonly logger: Logger;
}

const CONNECTION_LIMIT_MS = 5_000;

/**
 * Brings a program's schema up to date: each migration that is not recorded yet runs in its own transaction, in the order given, while
 * an advisory lock keeps other instances waiting. An applied migration whose SQL has changed is the StartError MIGRATION_CHANGED, one that
 * fails is MIGRATION_FAILED; a lost connection rejects as it is, so that the caller may try again.
 */
export async function migrate({ url, schema, role, migrations, logger }: MigrateOptions): Promise<void> {
  refuseDuplicates(migrations);
  const client = new Client({
    connectionString: url,
    application_name: `${schema} migrations`,
    connectionTimeoutMillis: CONNECTION_LIMIT_MS,
    keepAlive: true,
  });
  // The rejected query says the same.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`vyarna.migrate.${schema}`]);
    const applied = await readApplied(client, schema);
    for (const migration of migrations) await apply(client, schema, migration, applied.get(migration.name), logger);
    if (role !== undefined) {
      await grantRuntimeRights(client, { schema, role, appendOnly: migrations.flatMap((migration) => migration.appendOnly ?? []) });
    }
  } finally {
    await client.end().catch(() => {});
  }
}

async function readApplied(client: Client, schema: string): Promise<Map<string, string>> {
  const there = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
  // An owner without the right to create schemas would be refused even with `if not exists`.
  if (there.rowCount === 0) await client.query(`create schema ${escapeIdentifier(schema)}`);
  await client.query(`set search_path to ${escapeIdentifier(schema)}`);
  await client.query(`set client_min_messages to warning;
    create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration');
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function apply(client: Client, schema: string, { name, sql }: Migration, recorded: string | undefined, logger: Logger): Promise<void> {
  const checksum = createHash('sha256').update(sql).digest('hex');
  if (recorded === checksum) return;
  if (recorded !== undefined) {
    throw new StartError(
      'MIGRATION_CHANGED',
      `migration ${name} of schema ${schema} was changed after it ran`,
      'Restore its text and write the change as a new migration; on a local platform, make clean starts over.',
    );
  }
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query(`insert into ${escapeIdentifier(schema)}.migration (name, checksum) values ($1, $2)`, [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (!isRefusedBySql(error)) throw error;
    throw new StartError(
      'MIGRATION_FAILED',
      `migration ${name} of schema ${schema} failed: ${describeError(error)}`,
      'Nothing of it was kept: correct the migration or the data it meets, and start again.',
      { cause: error },
    );
  }
  logger.info({ schema, migration: name }, 'migrated');
}

/** The server judged the statement itself; its classes 08, 53, 57 and 58 speak of the connection or the server's own state. */
function isRefusedBySql(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(?!08|53|57|58)[0-9A-Z]{5}$/.test(error.code);
}

function refuseDuplicates(migrations: readonly Migration[]): void {
  const seen = new Set<string>();
  for (const { name } of migrations) {
    if (seen.has(name)) throw new StartError('MIGRATION_FAILED', `two migrations are named ${name}`, 'Give each migration its own name.');
    seen.add(name);
  }
}
