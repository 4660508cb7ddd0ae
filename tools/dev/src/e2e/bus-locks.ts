import pg from 'pg';
import { until } from './http-call.ts';

/**
 * Holds row locks on the embedded bus, so that a program stands still at one exact point until it is killed: nothing in the
 * programs themselves knows of it. `release` lets the others go on.
 */
export interface HeldLock {
  /** Until a statement waits here. */
  waited(): Promise<void>;
  /** Ends the statements that wait here, as the death of their program would if the server noticed it at once. */
  endWaiting(): Promise<void>;
  release(): Promise<void>;
}

async function hold(databaseUrl: string, statement: string, parameters: unknown[]): Promise<HeldLock> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  const { rowCount } = await client.query(statement, parameters);
  if (rowCount === 0) throw new Error('there was nothing to lock');
  const waiting = 'pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))';
  return {
    async waited() {
      await until('a statement that waits', async () => (await client.query(`select from ${waiting}`)).rowCount || undefined);
    },
    async endWaiting() {
      const ended = await client.query(`select pg_terminate_backend(pid) from ${waiting}`);
      if (ended.rowCount === 0) throw new Error('nothing waited');
    },
    async release() {
      await client.query('rollback');
      await client.end();
    },
  };
}

/** Nobody can append to these topics: a publish waits. */
export const holdAppends = (databaseUrl: string, topics: readonly string[]): Promise<HeldLock> =>
  hold(databaseUrl, 'select from bus.partition where topic = any($1) for update', [topics]);

/** Members of the group cannot commit what they have handled of this topic. */
export const holdCommits = (databaseUrl: string, group: string, topic: string): Promise<HeldLock> =>
  hold(databaseUrl, 'select from bus.claim join bus.partition p on p.id = partition_id where group_name = $1 and p.topic = $2 for update of claim', [
    group,
    topic,
  ]);
