import { describeError, type Logger } from '@vyarna/logger';
import { type QueryExecutorProvider, sql } from 'kysely';

export interface ReplySlotOptions {
  readonly db: QueryExecutorProvider;
  /** How many slots the contract has. */
  readonly slots: number;
  /** Names the process, for people who look at the table. */
  readonly holder: string;
  readonly logger: Logger;
  /** How long a lease holds without renewal, in milliseconds; 15 s when left out. It is renewed three times in that time. */
  readonly ttlMs?: number;
  /** Called once when the lease was lost: another process may have the slot. */
  readonly onLost: () => void;
}

/** The right to read one reply topic, until it is released or not renewed in time. */
export interface ReplySlot {
  readonly slot: number;
  /** Grows each time the slot changes hands; a holder with an older one has lost it. */
  readonly epoch: string;
  /** By this process's own clock since the last renewal, so that a process that was stopped knows at once. */
  held(): boolean;
  release(): Promise<void>;
}

/** Every slot is leased. */
class NoReplySlot extends Error {
  override readonly name = 'NoReplySlot';
  readonly code = 'NO_REPLY_SLOT';
}

/** Leases the slot that has been free longest. Throws `NoReplySlot`. */
export const leaseReplySlot = async ({ db, slots, holder, logger, ttlMs = 15_000, onLost }: ReplySlotOptions): Promise<ReplySlot> => {
  const begun = performance.now();
  await sql`insert into reply_slot (slot) select generate_series(0, ${slots - 1}::int) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ slot: number; epoch: string }>`
    update reply_slot set holder = ${holder}, epoch = epoch + 1, expires_at = ${expiry(ttlMs)}
    where slot = (
      select slot from reply_slot where slot < ${slots} and expires_at < now() order by expires_at, slot limit 1 for update skip locked
    )
    returning slot, epoch::text`.execute(db);
  const lease = rows[0];
  if (lease === undefined) throw new NoReplySlot(`All ${slots} reply slots are leased.`);

  let validUntil = begun + ttlMs;
  let over = false;
  const end = (): void => {
    over = true;
    clearInterval(timer);
  };
  const lose = (reason: string): void => {
    if (over) return;
    end();
    logger.error({ slot: lease.slot, epoch: lease.epoch }, `the reply slot was lost: ${reason}`);
    onLost();
  };

  const renew = async (): Promise<void> => {
    if (performance.now() > validUntil) return lose('its lease was not renewed in time');
    const asked = performance.now();
    try {
      const renewed = await sql`
        update reply_slot set expires_at = ${expiry(ttlMs)}
        where slot = ${lease.slot} and epoch = ${lease.epoch} and expires_at >= now() returning 1`.execute(db);
      if (renewed.rows.length === 0) lose('another process has it');
      else validUntil = asked + ttlMs;
    } catch (error) {
      logger.warn({ slot: lease.slot, reason: describeError(error) }, 'the lease of the reply slot could not be renewed; it is tried again');
    }
  };
  const timer = setInterval(() => void renew(), ttlMs / 3);
  timer.unref();

  return {
    ...lease,
    held: () => !over && performance.now() <= validUntil,
    release: async () => {
      if (over) return;
      end();
      await sql`update reply_slot set expires_at = '-infinity', holder = null where slot = ${lease.slot} and epoch = ${lease.epoch}`.execute(db);
    },
  };
};

const expiry = (ttlMs: number) => sql`now() + make_interval(secs => ${ttlMs / 1_000})`;
