import type { Migration } from '@vyarna/process';

/** The tables of a program that handles messages: what it has handled, and what it has yet to publish. */
export const messagingMigrations: readonly Migration[] = [
  {
    name: 'messaging-001-inbox-and-outbox',
    sql: `
      create table inbox (
        consumer text not null,
        message_id uuid not null,
        received_at timestamptz not null default now(),
        primary key (consumer, message_id)
      );
      create index inbox_received_at on inbox using brin (received_at);

      create table outbox (
        id bigint generated always as identity primary key,
        shard smallint not null check (shard between 0 and 15),
        topic text not null,
        key text,
        value bytea,
        headers jsonb not null,
        created_at timestamptz not null default now()
      );
      create index outbox_by_shard on outbox (shard, id);
      -- Rows live for milliseconds, so the table is all dead rows: vacuum it early and often.
      alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
    `,
  },
];

/** The gateway's lease table. */
export const replySlotMigrations: readonly Migration[] = [
  {
    name: 'messaging-001-reply-slot',
    sql: `
      create table reply_slot (
        slot int primary key,
        holder text,
        epoch bigint not null default 0,
        expires_at timestamptz not null default '-infinity'
      );
    `,
  },
];
