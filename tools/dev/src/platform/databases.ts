import pg from 'pg';
import type { Postgres } from '../postgres/server.ts';
import { type ProgramName, planOf, platformPrograms } from './programs.ts';
import { type PlatformState, passwordOf } from './state.ts';

const DATABASE = 'vyarna';
/** A service may be called what SQL has a use for, such as order. */
const quoted = pg.escapeIdentifier;

/** Creates what is missing of the platform's database: a schema for each program with its two roles, and the embedded bus. */
export async function prepareDatabase(postgres: Postgres, state: PlatformState): Promise<void> {
  const missing = await execute(postgres.url(), async (client) => {
    const found = await client.query<{ datname: string }>('select datname from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const there = new Set(roles.rows.map(({ rolname }) => rolname));
    return [...new Set(schemas().flatMap(({ role, owner }) => [role, owner]))].filter((role) => !there.has(role));
  });
  if (missing.length === 0) return;
  const statements = [
    ...missing.map((role) => `create role ${quoted(role)} login password '${passwordOf(state, role)}'`),
    `revoke all on database ${DATABASE} from public`,
    'revoke all on schema public from public',
    ...schemas().flatMap(({ schema, role, owner }) => [
      `create schema if not exists ${quoted(schema)} authorization ${quoted(owner)}`,
      `grant connect on database ${DATABASE} to ${quoted(role)}, ${quoted(owner)}`,
      `grant usage on schema ${quoted(schema)} to ${quoted(role)}`,
    ]),
  ];
  // All or nothing: the next start sees either every role or none.
  await execute(adminUrl(postgres), (client) => client.query(`begin; ${statements.join('; ')}; commit`));
}

/** Makes the passwords that are missing; to be saved before a role gets one. */
export function giveRolesPasswords(state: PlatformState): void {
  for (const { role, owner } of schemas()) {
    passwordOf(state, role);
    passwordOf(state, owner);
  }
  passwordOf(state, 'postgres');
}

/** As superuser, in the platform's database. */
export function adminUrl(postgres: Postgres): string {
  return postgres.url('postgres', undefined, DATABASE);
}

export function busUrl(postgres: Postgres, state: PlatformState): string {
  return postgres.url('bus', passwordOf(state, 'bus'), DATABASE);
}

/** DATABASE_URL and MIGRATION_DATABASE_URL of a program. */
export function databaseVariables(postgres: Postgres, state: PlatformState, program: ProgramName): Record<string, string> {
  const role = planOf(program).schema;
  return {
    DATABASE_URL: postgres.url(role, passwordOf(state, role), DATABASE),
    MIGRATION_DATABASE_URL: postgres.url(`${role}_owner`, passwordOf(state, `${role}_owner`), DATABASE),
  };
}

function schemas(): { schema: string; role: string; owner: string }[] {
  const own = Object.values(platformPrograms()).map(({ schema }) => ({ schema, role: schema, owner: `${schema}_owner` }));
  // The bus makes its own tables, whoever uses it first.
  return [...own, { schema: 'bus', role: 'bus', owner: 'bus' }];
}

async function execute<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
