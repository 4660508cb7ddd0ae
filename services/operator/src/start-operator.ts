import { fileURLToPath } from 'node:url';
import { startService } from '@vyarna/messaging';
import type { Program } from '@vyarna/process';
import { type OperatorDatabase, operatorMigrations } from './database.ts';
import { registerHandlers } from './register-handlers.ts';

/** ez-operator: operators, their history and their events. */
export const startOperator = (program: Program): Promise<void> =>
  startService<OperatorDatabase>(program, {
    app: 'ez-operator',
    schema: 'operator',
    bundle: fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json')),
    migrations: operatorMigrations,
    register: registerHandlers,
  });
