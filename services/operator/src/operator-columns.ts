import type { Timestamp } from '@vyarna/contract';
import { sql } from 'kysely';

const utcMicros = (column: string) => sql<Timestamp>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Selects an operator's row in the form of its contract. */
export const operatorColumns = [
  'operator_id as operatorId',
  'business_unit_id as businessUnitId',
  'email',
  'display_name as displayName',
  'status',
  utcMicros('created_at').as('createdAt'),
  utcMicros('updated_at').as('updatedAt'),
] as const;
