import type { Uuid } from '@vyarna/contract';
import type { Migration } from '@vyarna/process';
import { ztrackingMigration } from '@vyarna/ztracking';
import type { ColumnType } from 'kysely';

interface OperatorTable {
  readonly operator_id: ColumnType<Uuid, Uuid, never>;
  readonly business_unit_id: ColumnType<Uuid, Uuid, never>;
  readonly email: string;
  readonly display_name: string;
  readonly status: 'ACTIVE' | 'DEACTIVATED';
  readonly created_at: ColumnType<Date, never, never>;
  readonly updated_at: ColumnType<Date, never, Date>;
}

export interface OperatorDatabase {
  readonly operator: OperatorTable;
}

/** The constraint that says an address is taken. */
export const EMAIL_UNIQUE = 'operator_email';

export const operatorMigrations: readonly Migration[] = [
  {
    name: '001-operator',
    sql: `
      create table operator (
        operator_id uuid constraint operator_pkey primary key,
        business_unit_id uuid not null,
        email text not null,
        display_name text not null,
        status text not null check (status in ('ACTIVE', 'DEACTIVATED')),
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp()
      );
      create unique index ${EMAIL_UNIQUE} on operator (business_unit_id, lower(email));
      create index operator_by_age on operator (business_unit_id, created_at, operator_id);
    `,
  },
  ztrackingMigration('ztracking_operator'),
];
