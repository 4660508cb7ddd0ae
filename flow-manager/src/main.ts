import { fileURLToPath } from 'node:url';
import { BundleError, type Contracts, createContracts, readBundle } from '@vyarna/contract';
import { connectBus, migrateSchema } from '@vyarna/messaging';
import { type Environment, openDatabase, runProgram, StartError } from '@vyarna/process';
import { loadFlows } from './definition/load-flows.ts';
import { startFlowManager } from './flow-manager.ts';
import { waveflowMigrations } from './store/migrations.ts';

const APP = 'waveflow';
const BUNDLE = fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json'));
const FLOWS = fileURLToPath(new URL('../flows', import.meta.url));

const readContracts = (env: Environment): Contracts => {
  try {
    return createContracts(readBundle(env.string('BUNDLE', BUNDLE)));
  } catch (error) {
    throw error instanceof BundleError ? new StartError(error.code, error.message, error.hint, { cause: error }) : error;
  }
};

await runProgram(APP, async (program) => {
  const { env, logger } = program;
  const contracts = readContracts(env);
  const definitions = await loadFlows(env.string('FLOWS', FLOWS), contracts.bundle, APP);
  logger.info({ flows: [...definitions.keys()] }, 'read the flows');
  const url = env.string('DATABASE_URL');
  const registryUrl = env.string('SCHEMA_REGISTRY_URL');
  await migrateSchema(program, APP, waveflowMigrations);
  const database = openDatabase<unknown>({ url, schema: APP, logger });
  program.onStop('database', () => database.close());
  await program.dependency('PostgreSQL', () => database.check(), 'Start PostgreSQL (make up does), or correct DATABASE_URL.');
  const transport = await connectBus(program);
  await startFlowManager({ program, contracts, app: APP, transport, registryUrl, database, definitions });
});
