import type { Timestamp } from '@vyarna/contract';
import { utcMicros } from '@vyarna/process';

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
