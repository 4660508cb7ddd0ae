import { fileURLToPath } from 'node:url';
import { type ServiceOptions, startService } from '@vyarna/messaging';
import type { Program } from '@vyarna/process';
import { type BusinessUnitDatabase, businessUnitMigrations, SCHEMA } from './database.ts';
import { registerGetBusinessUnit } from './get-business-unit.ts';

export const businessUnitService: ServiceOptions<BusinessUnitDatabase> = {
  app: 'ez-business-unit',
  schema: SCHEMA,
  bundle: fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json')),
  migrations: businessUnitMigrations,
  register: registerGetBusinessUnit,
};

/** ez-business-unit: the tenants of the platform. */
export const startBusinessUnit = (program: Program): Promise<void> => startService(program, businessUnitService);
