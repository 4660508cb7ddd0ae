import { replySlotMigrations } from '@vyarna/messaging';
import type { Migration } from '@vyarna/process';

export const gatewayMigrations: readonly Migration[] = [
  ...replySlotMigrations,
  {
    name: '001-accepted-request',
    sql: `
      create table accepted_request (
        trace_id text primary key,
        business_unit_id uuid not null,
        flow_type text not null,
        accepted_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index accepted_request_expires_at on accepted_request (expires_at);
    `,
  },
];
