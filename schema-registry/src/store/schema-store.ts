import type { Database } from '@vyarna/process';
import type { Pool, PoolClient } from 'pg';

export interface RegisteredVersion {
  readonly subject: string;
  readonly version: number;
  readonly id: number;
  readonly schema: string;
}

interface SubjectVersion {
  readonly subject: string;
  readonly version: number;
}

/** The registry's durable state. Every method is one statement or one transaction; several instances may share the database. */
export interface SchemaStore {
  subjects(): Promise<string[]>;
  versions(subject: string): Promise<number[]>;
  /** Undefined where the subject has no such version. */
  find(subject: string, version: number | 'latest'): Promise<RegisteredVersion | undefined>;
  findByIdentity(subject: string, identity: string): Promise<RegisteredVersion | undefined>;
  /** The text as first registered. Never changes, so it may be kept. */
  schemaById(id: number): Promise<string | undefined>;
  versionsOfSchema(id: number): Promise<SubjectVersion[]>;
  /** Gives the version that holds this schema, a new one where there is none. */
  register(subject: string, identity: string, text: string): Promise<RegisteredVersion>;
  /** Undefined where none was set; the empty subject stands for the registry as a whole. */
  level(subject: string): Promise<string | undefined>;
  setLevel(subject: string, level: string): Promise<void>;
}

/** Registrations wait for each other, so that ids and versions have neither gaps nor doubles; look-ups never wait. */
const REGISTRATION_LOCK = 7_165_237;

const SELECT_VERSION = `
  select v.subject, v.version, s.id, s.text as schema
  from version v join schema s on s.id = v.schema_id where v.subject = $1`;

export function createSchemaStore({ pool }: Pick<Database<never>, 'pool'>): SchemaStore {
  const findByIdentity = async (on: Pool | PoolClient, subject: string, identity: string): Promise<RegisteredVersion | undefined> =>
    (await on.query<RegisteredVersion>(`${SELECT_VERSION} and s.identity = $2`, [subject, identity])).rows[0];

  return {
    subjects: async () =>
      (await pool.query<{ subject: string }>('select distinct subject from version order by subject')).rows.map(({ subject }) => subject),
    versions: async (subject) =>
      (await pool.query<{ version: number }>('select version from version where subject = $1 order by version', [subject])).rows.map(
        ({ version }) => version,
      ),
    find: async (subject, version) => {
      const statement = version === 'latest' ? `${SELECT_VERSION} order by v.version desc limit 1` : `${SELECT_VERSION} and v.version = $2`;
      return (await pool.query<RegisteredVersion>(statement, version === 'latest' ? [subject] : [subject, version])).rows[0];
    },
    findByIdentity: (subject, identity) => findByIdentity(pool, subject, identity),
    schemaById: async (id) => (await pool.query<{ text: string }>('select text from schema where id = $1', [id])).rows[0]?.text,
    versionsOfSchema: async (id) =>
      (await pool.query<SubjectVersion>('select subject, version from version where schema_id = $1 order by subject, version', [id])).rows,
    register: (subject, identity, text) =>
      inTransaction(pool, async (client) => {
        await client.query('select pg_advisory_xact_lock($1)', [REGISTRATION_LOCK]);
        const known = await findByIdentity(client, subject, identity);
        if (known !== undefined) return known;
        await client.query('insert into schema (identity, text) select $1, $2 where not exists (select from schema where identity = $1)', [
          identity,
          text,
        ]);
        await client.query(
          `insert into version (subject, version, schema_id)
           select $1, coalesce((select max(version) from version where subject = $1), 0) + 1, id from schema where identity = $2`,
          [subject, identity],
        );
        const added = await findByIdentity(client, subject, identity);
        if (added === undefined) throw new Error(`the version of ${subject} just added is not there`);
        return added;
      }),
    level: async (subject) => (await pool.query<{ level: string }>('select level from subject_level where subject = $1', [subject])).rows[0]?.level,
    setLevel: async (subject, level) => {
      await pool.query('insert into subject_level values ($1, $2) on conflict (subject) do update set level = excluded.level', [subject, level]);
    },
  };
}

async function inTransaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection whose rollback fails is lost; it must not go back into the pool.
    client.release(
      await client.query('rollback').then(
        () => false,
        () => true,
      ),
    );
    throw error;
  }
}
