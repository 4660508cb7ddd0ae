import type { QueryExecutorProvider } from 'kysely';
import { sql } from 'kysely';

/**
 * Notes that a consumer handles a message; false when it already has. Run it first in the transaction of the message's effects:
 * a second delivery then waits for the first to end, and finds its row. `consumer` is the id of the receive operation.
 */
export const claimMessage = async (db: QueryExecutorProvider, consumer: string, messageId: string): Promise<boolean> => {
  const { rows } = await sql`insert into inbox (consumer, message_id) values (${consumer}, ${messageId}) on conflict do nothing returning 1`.execute(
    db,
  );
  return rows.length > 0;
};

/** Longer than a topic keeps messages (7 days) plus the time a dead letter may wait to be tried again (30 days). */
export const INBOX_DAYS = 45;

/** Forgets messages that nothing can deliver any more. Answers how many. */
export const pruneInbox = async (db: QueryExecutorProvider): Promise<number> => {
  const { numAffectedRows } = await sql`delete from inbox where received_at < now() - make_interval(days => ${INBOX_DAYS})`.execute(db);
  return Number(numAffectedRows ?? 0);
};
