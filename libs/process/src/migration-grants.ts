import { type Client, escapeIdentifier } from 'pg';
import { StartError } from './start-error.ts';

export interface RuntimeRights {
  readonly schema: string;
  readonly role: string;
  readonly appendOnly: readonly string[];
}

/**
 * Gives the runtime role what it needs on every table and sequence of the schema and takes back what it has beyond that: read and write
 * on tables, read and add on append-only ones, read on the record of migrations. It never owns a table and cannot change one.
 */
export async function grantRuntimeRights(client: Client, { schema, role, appendOnly }: RuntimeRights): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (known.rowCount === 0) {
    throw new StartError('ROLE_MISSING', `PostgreSQL has no role ${role}`, `Create it: create role ${escapeIdentifier(role)} login password '...'.`);
  }
  const { rows } = await client.query<{ relname: string; relkind: string }>(
    `select c.relname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'S') order by c.relname`,
    [schema],
  );
  const to = escapeIdentifier(role);
  const statements = [`grant usage on schema ${escapeIdentifier(schema)} to ${to}`];
  for (const { relname, relkind } of rows) {
    const relation = `${relkind === 'S' ? 'sequence' : 'table'} ${escapeIdentifier(schema)}.${escapeIdentifier(relname)}`;
    statements.push(`revoke all on ${relation} from ${to}`, `grant ${rightsOn(relname, relkind, appendOnly)} on ${relation} to ${to}`);
  }
  await client.query(`begin; ${statements.join('; ')}; commit`);
}

function rightsOn(name: string, kind: string, appendOnly: readonly string[]): string {
  if (kind === 'S') return 'usage';
  if (kind === 'v' || kind === 'm' || name === 'migration') return 'select';
  return appendOnly.includes(name) ? 'select, insert' : 'select, insert, update, delete';
}
