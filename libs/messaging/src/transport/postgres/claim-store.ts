import type pg from 'pg';
import type { MemberView } from '../assignment.ts';
import type { Partition } from './topic-catalogue.ts';
import { GROUP_CHANNEL } from './wake-listener.ts';

/** The right to work on a partition for a group. */
export interface Claim {
  readonly group: string;
  readonly member: string;
  readonly partition: Partition;
  readonly epoch: string;
  /** Where the group had come to when the claim was made. */
  readonly position: bigint;
}

export interface MemberRow extends MemberView {
  readonly group: string;
}

/** A claim as it stands in the database; `member` is null on a free one. */
export interface ClaimRow {
  readonly group: string;
  readonly partition: number;
  readonly member: string | null;
  readonly epoch: string;
}

interface Wish {
  readonly group: string;
  readonly member: string;
  readonly partition: Partition;
}

/** The statements about members, claims and positions. Every time of day in them is the database's. */
export class ClaimStore {
  readonly #pool: pg.Pool;
  readonly #client: string;
  readonly #leaseMs: number;

  constructor(pool: pg.Pool, client: string, leaseMs: number) {
    this.#pool = pool;
    this.#client = client;
    this.#leaseMs = leaseMs;
  }

  /** Prolongs the leases of this process's members and gives all living members of their groups. */
  async renew(members: readonly MemberRow[]): Promise<readonly MemberRow[]> {
    const { rows } = await this.#pool.query<MemberRow>({
      name: 'bus-renew',
      text: `
        with mine as (
          insert into bus.member (id, group_name, topics, client, expires_at)
          select m.id, m."group", m.topics, $2, clock_timestamp() + $3 * interval '1 millisecond'
          from jsonb_to_recordset($1::jsonb) as m(id uuid, "group" text, topics text[])
          on conflict (id) do update set expires_at = excluded.expires_at
          returning id, group_name, topics
        )
        select id, group_name as "group", topics from mine
        union
        select id, group_name, topics from bus.member
        where group_name in (select group_name from mine) and expires_at > clock_timestamp()`,
      values: [JSON.stringify(members), this.#client, this.#leaseMs],
    });
    return rows;
  }

  async claimsOf(groups: readonly string[]): Promise<readonly ClaimRow[]> {
    const { rows } = await this.#pool.query<ClaimRow>({
      name: 'bus-claims',
      text: 'select group_name as "group", partition_id as partition, member, epoch::text from bus.claim where group_name = any($1)',
      values: [groups],
    });
    return rows;
  }

  /** Claims what nobody living holds; the answer lists what was got. A group without a position starts at the earliest record. */
  async claim(wishes: readonly Wish[]): Promise<readonly Claim[]> {
    const { rows } = await this.#pool.query<{ group: string; partition: number; member: string; epoch: string; position: string }>({
      name: 'bus-claim',
      text: `
        insert into bus.claim as c (group_name, partition_id, member, epoch, position)
        select w.group_name, w.partition_id, w.member, 1, 0
        from unnest($1::text[], $2::integer[], $3::uuid[]) as w(group_name, partition_id, member)
        order by 1, 2
        on conflict (group_name, partition_id) do update set member = excluded.member, epoch = c.epoch + 1
        where c.member is null or c.member = excluded.member
          or not exists (select from bus.member m where m.id = c.member and m.expires_at > clock_timestamp())
        returning group_name as "group", partition_id as partition, member, epoch::text, position::text`,
      values: [wishes.map((wish) => wish.group), wishes.map((wish) => wish.partition.id), wishes.map((wish) => wish.member)],
    });
    return rows.flatMap((row) => {
      const wish = wishes.find(({ member, partition }) => member === row.member && partition.id === row.partition);
      return wish === undefined ? [] : [{ ...wish, epoch: row.epoch, position: BigInt(row.position) }];
    });
  }

  /** Notes how far the group has come; false when the claim no longer stands. */
  async commit(claim: Claim, position: bigint): Promise<boolean> {
    const { rowCount } = await this.#pool.query({
      name: 'bus-commit',
      text: 'update bus.claim set position = $5 where group_name = $1 and partition_id = $2 and member = $3 and epoch = $4',
      values: [claim.group, claim.partition.id, claim.member, claim.epoch, position.toString()],
    });
    return rowCount === 1;
  }

  /** Frees partitions for the members they are meant for, and wakes those. */
  async release(claims: readonly Claim[]): Promise<void> {
    for (const { group, partition, member, epoch } of claims) {
      await this.#pool.query({
        name: 'bus-release',
        text: `
          with freed as (
            update bus.claim set member = null where group_name = $1 and partition_id = $2 and member = $3 and epoch = $4 returning 1
          )
          select pg_notify($5, $1) where exists (select from freed)`,
        values: [group, partition.id, member, epoch, GROUP_CHANNEL],
      });
    }
  }

  /** A member goes: whatever it held is free. */
  async leave(group: string, member: string): Promise<void> {
    await this.#pool.query({
      name: 'bus-leave',
      text: `
        with gone as (
          delete from bus.member where id = $2
        ), freed as (
          update bus.claim set member = null where group_name = $1 and member = $2
        )
        select pg_notify($3, $1)`,
      values: [group, member, GROUP_CHANNEL],
    });
  }

  /** Tells the others of a group that somebody joined. */
  async announce(groups: readonly string[]): Promise<void> {
    await this.#pool.query({ name: 'bus-announce', text: 'select pg_notify($1, g) from unnest($2::text[]) g', values: [GROUP_CHANNEL, groups] });
  }
}
