import { brokenUniqueness, type Database } from '@vyarna/process';
import type { Change } from '../registry/change.ts';
import type { LoggedChange } from '../registry/registry.ts';

/** NOTIFY's channel; the payload is the last change's number. */
export const CHANNEL = 'registry_change';

/** Another instance has written a change of this number meanwhile. */
export class LogMovedOn extends Error {
  override readonly name = 'LogMovedOn';
}

/** A change as the log holds it. Those that migration 002 made have no normal form yet. */
export interface Row {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: Change['action'];
  readonly body: object;
}

/** The change log in PostgreSQL, only ever added to, and the texts of the schemas that are there. */
export interface ChangeLog {
  /** Rows after a number, oldest first. */
  after(seq: number, limit: number): Promise<readonly Row[]>;
  /**
   * Adds changes and texts, and takes away texts that nothing has any more, at once, all or nothing, and tells all instances. The numbers must follow on the log's last; where another instance was
   * faster this rejects with LogMovedOn. It is one statement, so that a process halted or killed at any point leaves neither locks nor parts.
   */
  append(changes: readonly LoggedChange[], texts: readonly (readonly [hash: string, text: string])[], gone: readonly string[]): Promise<void>;
  /** Texts by hash. */
  texts(hashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const READ = {
  name: 'changes-after',
  text: 'select seq::float8 as seq, at, actor, action, body from change where seq > $1 order by seq limit $2',
};

/** The texts come after the changes: who is not the first with a number has touched no text yet. */
const append = (name: string, more: string) => ({
  name,
  text: `
    with kept as (
      insert into schema_text (hash, text) select * from unnest($1::text[], $2::text[]) on conflict (hash) do nothing
    )${more}
    insert into change (seq, at, actor, action, body)
    select * from unnest($3::bigint[], $4::timestamptz[], $5::text[], $6::text[], $7::json[])
    returning pg_notify('${CHANNEL}', $8)`,
});

const APPEND = append('append-changes', '');
const APPEND_AND_ERASE = append('append-changes-and-erase', ', gone as (delete from schema_text where hash = any($9::text[]))');

export function createChangeLog({ pool }: Pick<Database<never>, 'pool'>): ChangeLog {
  return {
    after: async (seq, limit) => (await pool.query<Row>({ ...READ, values: [seq, limit] })).rows,
    append: async (changes, texts, gone) => {
      const distinct = [...new Map(texts)];
      const values = [
        distinct.map(([hash]) => hash),
        distinct.map(([, text]) => text),
        changes.map(({ seq }) => seq),
        changes.map(({ at }) => at),
        changes.map(({ actor }) => actor),
        changes.map(({ change }) => change.action),
        changes.map(({ change: { action: _, ...body } }) => JSON.stringify(body)),
        `${changes.at(-1)?.seq}`,
      ];
      try {
        await pool.query(gone.length === 0 ? { ...APPEND, values } : { ...APPEND_AND_ERASE, values: [...values, gone] });
      } catch (error) {
        if (brokenUniqueness(error) === 'change_pkey') throw new LogMovedOn('another instance was faster');
        throw error;
      }
    },
    texts: async (hashes) => {
      const { rows } = await pool.query<{ hash: string; text: string }>('select hash, text from schema_text where hash = any($1)', [hashes]);
      return new Map(rows.map(({ hash, text }) => [hash, text]));
    },
  };
}
