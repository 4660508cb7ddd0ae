import { type QueryExecutorProvider, sql } from 'kysely';

/** How long a caller can ask what became of its request. */
const RESULT_HOURS = 24;

/** Forgets runs that ended long ago, with their history; a few at a time, so that it is never noticed. Answers how many. */
export const purgeRuns = async (db: QueryExecutorProvider): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from flow_run where id in (
      select id from flow_run where finished_at < now() - make_interval(hours => ${RESULT_HOURS}) limit 500 for update skip locked
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
};
