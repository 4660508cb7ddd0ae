import type { Migration } from '@vyarna/process';
import { type OperatorTable, operatorTableMigrations } from './operator-table.ts';

export interface OperatorDatabase {
  readonly operator: OperatorTable;
}

export const operatorMigrations: readonly Migration[] = [...operatorTableMigrations];
