import { fileURLToPath } from 'node:url';
import { type ServiceOptions, startService } from '@vyarna/messaging';
import type { Program } from '@vyarna/process';
import { type OperatorDatabase, operatorMigrations } from './database.ts';
import { registerHandlers } from './register-handlers.ts';

export const operatorService: ServiceOptions<OperatorDatabase> = {
  app: 'ez-operator',
  schema: 'operator',
  bundle: fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json')),
  migrations: operatorMigrations,
  register: registerHandlers,
};

/** ez-operator: operators, their history and their events. */
export const startOperator = (program: Program): Promise<void> => startService(program, operatorService);
