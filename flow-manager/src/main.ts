import { fileURLToPath } from 'node:url';
import { connectBus, connectDatabase, readContracts, registryOf } from '@vyarna/messaging';
import { runProgram } from '@vyarna/process';
import { loadFlows } from './definition/load-flows.ts';
import { startFlowManager } from './flow-manager.ts';
import { waveflowMigrations } from './store/migrations.ts';

const APP = 'waveflow';
const BUNDLE = fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json'));
const FLOWS = fileURLToPath(new URL('../flows', import.meta.url));

await runProgram(APP, async (program) => {
  const { env, logger } = program;
  const contracts = readContracts(program, BUNDLE);
  const definitions = await loadFlows(env.string('FLOWS', FLOWS), contracts, APP);
  logger.info({ flows: [...definitions.keys()] }, 'read the flows');
  const registry = registryOf(env);
  const database = await connectDatabase<unknown>(program, APP, waveflowMigrations);
  const transport = await connectBus(program);
  await startFlowManager({ program, contracts, app: APP, transport, database, definitions, ...registry });
});
