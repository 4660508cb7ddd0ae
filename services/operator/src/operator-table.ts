import type { Timestamp, Uuid } from '@vyarna/contract';
import { type Migration, utcMicros } from '@vyarna/process';
import { ztrackingMigration } from '@vyarna/ztracking';
import type { ColumnType } from 'kysely';

export interface OperatorTable {
  readonly operator_id: ColumnType<Uuid, Uuid, never>;
  readonly business_unit_id: ColumnType<Uuid, Uuid, never>;
  readonly email: string;
  readonly display_name: string;
  readonly status: 'ACTIVE' | 'DEACTIVATED';
  readonly created_at: ColumnType<Date, never, never>;
  readonly updated_at: ColumnType<Date, never, Date>;
}

/** Selects an operator's row in the form of its contract. */
export const operatorColumns = [
  'operator_id as operatorId',
  'business_unit_id as businessUnitId',
  'email',
  'display_name as displayName',
  'status',
  utcMicros<Timestamp>('created_at').as('createdAt'),
  utcMicros<Timestamp>('updated_at').as('updatedAt'),
] as const;

/** The constraint that says an address is taken. */
export const EMAIL_UNIQUE = 'operator_email';

export const operatorTableMigrations: readonly Migration[] = [
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
  {
    // The clock goes on between two defaults of one row; the statement's time does not.
    name: '002-operator-one-moment',
    sql: `
      alter table operator
        alter column created_at set default statement_timestamp(),
        alter column updated_at set default statement_timestamp();
    `,
  },
];
