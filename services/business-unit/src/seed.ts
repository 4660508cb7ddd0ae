/** `node src/seed.ts --id <uuid> --name <text> [--status ACTIVE|SUSPENDED]`: makes sure that a business unit is there. Needs DATABASE_URL. */
import { parseArgs } from 'node:util';
import { createLogger, describeError } from '@vyarna/logger';
import { createEnvironment, openDatabase } from '@vyarna/process';
import { type BusinessUnitDatabase, SCHEMA, STATUSES } from './database.ts';
import { seedBusinessUnit } from './seed-business-unit.ts';

const logger = createLogger({ service: 'ez-business-unit' });

const readSeed = () => {
  const { id, name, status } = parseArgs({ options: { id: { type: 'string' }, name: { type: 'string' }, status: { type: 'string' } } }).values;
  if (id === undefined || name === undefined) throw new Error('--id and --name are needed');
  const known = STATUSES.find((each) => each === status);
  if (status !== undefined && known === undefined) throw new Error(`--status must be one of ${STATUSES.join(', ')}`);
  return { id, name, status: known };
};

try {
  const seed = readSeed();
  const database = openDatabase<BusinessUnitDatabase>({ url: createEnvironment().string('DATABASE_URL'), schema: SCHEMA, logger, max: 1 });
  try {
    await seedBusinessUnit(database.kysely, seed);
  } finally {
    await database.close();
  }
  logger.info({ businessUnitId: seed.id, name: seed.name }, 'the business unit is there');
} catch (error) {
  logger.fatal({ code: 'SEED_FAILED' }, describeError(error));
  process.exitCode = 1;
}
