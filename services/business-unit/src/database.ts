import type { Uuid } from '@vyarna/contract';
import type { Migration } from '@vyarna/process';

export const STATUSES = ['ACTIVE', 'SUSPENDED'] as const;

interface BusinessUnitTable {
  readonly business_unit_id: Uuid;
  readonly name: string;
  readonly status: (typeof STATUSES)[number];
}

export interface BusinessUnitDatabase {
  readonly business_unit: BusinessUnitTable;
}

export const SCHEMA = 'business_unit';

export const businessUnitMigrations: readonly Migration[] = [
  {
    name: '001-business-unit',
    sql: `
      create table business_unit (
        business_unit_id uuid primary key,
        name text not null check (length(name) between 1 and 120),
        status text not null check (status in ('ACTIVE', 'SUSPENDED')),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
    `,
  },
];
