/**
 * The tables of the embedded bus, in PostgreSQL schema `bus`. Each entry is applied once, in order; never edit one that
 * has been released, add another.
 *
 * - `partition.next_offset` is the log's end. An append locks the row until its commit, so offsets are gapless, and a
 *   reader who sees one offset sees every lower one.
 * - `claim` says which member works on a partition for a group, and how far the group has come. Each change of hands
 *   raises `epoch`; a commit names member and epoch, so that one who lost the partition changes nothing.
 * - A member is alive while `member.expires_at` lies ahead of the database's clock.
 */
export const SCHEMA_STEPS: readonly string[] = [
  `
  create table bus.topic (
    name text primary key,
    compacted boolean not null,
    retention_ms bigint, -- null: kept for ever
    tombstone_ms bigint not null,
    configuration jsonb not null,
    created_at timestamptz not null default clock_timestamp()
  );

  create table bus.partition (
    id integer generated always as identity primary key,
    topic text not null references bus.topic,
    number integer not null,
    next_offset bigint not null default 0,
    compacted_to bigint not null default 0,
    unique (topic, number)
  ) with (fillfactor = 50);

  create table bus.record (
    partition_id integer not null,
    record_offset bigint not null,
    key bytea,
    value bytea,
    headers json not null,
    bytes integer not null,
    written_at timestamptz not null,
    primary key (partition_id, record_offset)
  );

  create table bus.member (
    id uuid primary key,
    group_name text not null,
    topics text[] not null,
    client text not null,
    expires_at timestamptz not null
  ) with (fillfactor = 50);
  create index member_of_group on bus.member (group_name);

  create table bus.claim (
    group_name text not null,
    partition_id integer not null,
    member uuid, -- null: free
    epoch bigint not null,
    position bigint not null, -- the next offset to handle
    primary key (group_name, partition_id)
  ) with (fillfactor = 50);

  create table bus.upkeep (
    single boolean primary key default true check (single),
    last_run timestamptz not null
  );
  insert into bus.upkeep (last_run) values ('-infinity');
  `,
];
