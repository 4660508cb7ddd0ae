import { join } from 'node:path';
import { type Bundle, readBundle } from '@vyarna/contract';
import { StartError } from '@vyarna/process';
import { freePort, isFree } from '../free-port.ts';
import { projectFolder } from '../project-folder.ts';
import { clearBundles, keepBundle } from './bundle-file.ts';
import { claimDataFolder, logFile } from './data-folder.ts';
import { adminUrl, giveRolesPasswords, prepareDatabase } from './databases.ts';
import { writeEnvFile } from './env-file.ts';
import { Parts } from './parts.ts';
import type { GivenRegistry, Platform, PlatformOptions, PlatformProcess } from './platform.ts';
import { prepareBus } from './prepare-bus.ts';
import { busVariables, programEnvironment, type Surroundings } from './program-environment.ts';
import { type ProgramName, platformPrograms } from './programs.ts';
import { runOnce } from './run-once.ts';
import { startProcess } from './start-process.ts';
import { startBroker, startDatabase } from './start-servers.ts';
import { loadState, saveState } from './state.ts';
import { together } from './together.ts';
import { mintToken, writeJwks } from './tokens.ts';

const DEMO_UNIT = 'Demo unit';

/**
 * Starts the platform in a data folder: PostgreSQL, the bus, the registry with the working tree's schemas, then the programs at once.
 * Resolves when all are ready. Rejects with a StartError (DATA_IN_USE, PORT_TAKEN, JAVA_MISSING, PROGRAM_FAILED, ...), or the
 * signal's reason, with nothing left running. It ends with this process, however that ends.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const parts = new Parts();
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  try {
    return await startParts(options, parts, signal, (reason) => failed.abort(reason));
  } catch (error) {
    await parts.stop();
    throw options.signal?.aborted ? options.signal.reason : error;
  }
}

async function startParts(options: PlatformOptions, parts: Parts, signal: AbortSignal, giveUp: (reason: unknown) => void): Promise<Platform> {
  const { dataDir, ports = {}, registry: given, say = () => undefined } = options;
  const asked = options.processes ?? Object.keys(platformPrograms());
  const processes = given === undefined ? asked : asked.filter((name) => name !== 'registry');
  if (given !== undefined) refuseNoRegistry(given);
  const claimed = await claimDataFolder(dataDir);
  parts.add({ name: 'claim', rank: Number.NEGATIVE_INFINITY, stop: () => claimed.release() });
  await refuseTaken(ports.gateway, 'gateway', 'PORT');
  if (given === undefined) await refuseTaken(ports.registry, 'registry', 'REGISTRY_PORT');
  const bundle = readBundle(join(projectFolder, 'generated/bundle.json'));
  const state = await loadState(dataDir);
  giveRolesPasswords(state);
  await saveState(dataDir, state);

  const context = { dataDir, state, parts, say, signal };
  const [postgres, brokers] = await together([startDatabase(context), brokersOf(options, () => startBroker(context))], giveUp);
  await saveState(dataDir, state);
  await prepareDatabase(postgres, state);
  signal.throwIfAborted();

  const registryPort = ports.registry ?? (await freePort());
  const registryUrl = given?.url ?? `http://127.0.0.1:${registryPort}`;
  const registryCredentials = given?.credentials ?? {};
  await clearBundles(dataDir);
  const jwksFile = await writeJwks(dataDir, state);
  const around: Surroundings = {
    postgres,
    state,
    brokers,
    registryUrl,
    registryCredentials,
    jwksFile,
    bundleFile: await keepBundle(dataDir, bundle),
  };
  const running: PlatformProcess[] = [];
  const start = async (program: ProgramName, name: string, port?: number, environment = options.environment?.[program]) => {
    const started = await startProcess({ program, name, dataDir, around, parts, say, signal, port, environment });
    running.push(started);
    return started;
  };
  const once = (script: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
    runOnce({ script: join(projectFolder, script), args, env, logFile: logFile(dataDir, 'start'), signal });

  const push = async (bundleFile: string) => {
    if (!processes.includes('registry')) return;
    await once('tools/cli/bin/vyarna.js', ['registry', 'push', '--local', '--bundle', bundleFile], { SCHEMA_REGISTRY_URL: registryUrl });
  };
  const startRegistry = async () => {
    if (!processes.includes('registry')) return;
    await start('registry', 'registry', registryPort);
    await push(around.bundleFile);
  };
  const [busDescription] = await together([prepareBus(bundle, around), startRegistry()], giveUp);

  const startOne = async (name: ProgramName) => {
    await start(name, name, name === 'gateway' ? ports.gateway : undefined);
    if (name !== 'business-unit') return;
    const env = programEnvironment('business-unit', around, null);
    await once('services/business-unit/src/seed.ts', ['--id', state.businessUnitId, '--name', DEMO_UNIT], env);
  };
  await together(processes.filter((name) => name !== 'registry').map(startOne), giveUp);

  /** A program that is new to the database gets its part of it. */
  const admit = async () => {
    giveRolesPasswords(state);
    await saveState(dataDir, state);
    await prepareDatabase(postgres, state);
  };
  const find = (name: string) => running.find((one) => one.name === name);
  const gatewayUrl = find('gateway')?.url ?? '';
  let permissions = permissionsOf(bundle);
  const writeEnv = async () =>
    writeEnvFile(dataDir, {
      ...busVariables(around),
      SCHEMA_REGISTRY_URL: registryUrl,
      GATEWAY_URL: gatewayUrl,
      BUSINESS_UNIT_ID: state.businessUnitId,
      OPERATOR_ID: state.operatorId,
      TOKEN: await mintToken(state, permissions),
    });
  const envFile = await writeEnv();
  parts.add({ name: 'env file', rank: Number.POSITIVE_INFINITY, stop: () => envFile.remove() });

  return {
    gatewayUrl,
    registryUrl,
    databaseUrl: adminUrl(postgres),
    busDescription,
    kafkaBrokers: brokers,
    businessUnitId: state.businessUnitId,
    operatorId: state.operatorId,
    processes: running,
    token: (claims) => mintToken(state, permissions, claims),
    process(name) {
      const found = find(name);
      if (found === undefined) throw new TypeError(`this platform does not run ${name}`);
      return found;
    },
    async startExtra(name, environment) {
      const number = running.filter(({ program }) => program === name).length + 1;
      if (number === 1) await admit();
      return start(name, number === 1 ? name : `${name}-${number}`, undefined, { ...options.environment?.[name], ...environment });
    },
    async useContracts(next) {
      const file = await keepBundle(dataDir, next);
      await Promise.all([prepareBus(next, around), push(file)]);
      around.bundleFile = file;
      permissions = permissionsOf(next);
      await writeEnv();
    },
    stop: () => parts.stop(),
  };
}

function permissionsOf({ routes }: Bundle): readonly string[] {
  return [...new Set(routes.flatMap(({ permission }) => permission ?? []))].sort();
}

/** Null on the embedded bus. */
async function brokersOf({ bus, kafkaBrokers }: PlatformOptions, startOwn: () => Promise<{ brokers: string }>): Promise<string | null> {
  if (bus === 'embedded') return null;
  if (kafkaBrokers === undefined) return (await startOwn()).brokers;
  if (kafkaBrokers.split(',').every((broker) => /^[^\s:]+:\d{1,5}$/.test(broker.trim()))) return kafkaBrokers;
  throw new StartError(
    'VARIABLE_INVALID',
    `KAFKA_BROKERS is ${kafkaBrokers}, which names no broker.`,
    'Set it to host:port, several with commas between.',
  );
}

function refuseNoRegistry({ url }: GivenRegistry): void {
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return;
  throw new StartError(
    'VARIABLE_INVALID',
    `SCHEMA_REGISTRY_URL is '${url}', which is no http URL of a schema registry.`,
    'Correct it, or unset it: then the platform runs a registry of its own.',
  );
}

async function refuseTaken(port: number | undefined, name: string, variable: string): Promise<void> {
  if (port === undefined || (await isFree(port))) return;
  throw new StartError(
    'PORT_TAKEN',
    `Port ${port}, where the ${name} listens, is taken.`,
    `Stop what uses it, or choose another: make up ${variable}=${port + 10}`,
  );
}
