/** ez-waveflow-api: HTTP in front, the bus behind; what lies between is the bundle's. */
import { fileURLToPath } from 'node:url';
import { BundleError, type Contracts, createContracts, readBundle } from '@vyarna/contract';
import {
  createRouteApp,
  createTokenVerifier,
  type Exchange,
  isLoopback,
  type RouteAppOptions,
  readKeySet,
  UnservableBundle,
  type VerifyToken,
} from '@vyarna/http';
import { createRequester, createSerde, prepareSerde, type Requester } from '@vyarna/messaging';
import { createTransport, type Transport } from '@vyarna/messaging/transport';
import { type Database, migrate, openDatabase, type Program, StartError, serveHttp } from '@vyarna/process';
import { forgetExpired, type GatewayTables, storedAcceptedRequests } from './accepted-requests.ts';
import { gatewayMigrations } from './migrations.ts';

/** The application's title in its contract. */
export const GATEWAY = 'ez-waveflow-api';
const SCHEMA = 'gateway';
const DEFAULT_PORT = 8080;
const FORGET_EVERY_MS = 60 * 60 * 1000;

/** Requests in flight at a stop may wait so long for their answers; then writes get their 202. */
const FINISH_MS = 3_000;
/** After that, connections are cut. */
const CUT_MS = 4_000;

export const startGateway = async (program: Program): Promise<void> => {
  const host = program.env.string('HOST', '127.0.0.1');
  const port = program.env.port('PORT', DEFAULT_PORT);
  const contracts = readContracts(program);
  const verify = await readVerifier(program);
  const database = await connectDatabase(program);
  const transport = await connectBus(program);
  const requester = await connectRequester(program, contracts, database, transport);

  const stopping = new AbortController();
  const app = createApp({
    contracts,
    logger: program.logger,
    verify,
    exchange: exchangeOver(requester),
    accepted: storedAcceptedRequests(database.kysely.withTables<GatewayTables>()),
    listensOnLoopback: isLoopback(host),
    stopping: stopping.signal,
  });
  const server = await serveHttp({ fetch: app.fetch, host, port });
  program.onStop('HTTP server', async () => {
    const finish = setTimeout(() => stopping.abort(), FINISH_MS);
    await server.close(CUT_MS);
    clearTimeout(finish);
  });
  program.logger.info({ url: server.url, routes: contracts.bundle.routes.length, bundle: contracts.bundle.hash }, `serving ${server.url}`);
};

const createApp = (options: RouteAppOptions): ReturnType<typeof createRouteApp> => {
  try {
    return createRouteApp(options);
  } catch (error) {
    if (error instanceof UnservableBundle) throw new StartError('BUNDLE_UNSERVABLE', error.message, 'Correct the contracts and run `make codegen`.');
    throw error;
  }
};

const readContracts = ({ env }: Program): Contracts => {
  try {
    return createContracts(readBundle(env.string('BUNDLE', fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json')))));
  } catch (error) {
    if (error instanceof BundleError) throw new StartError(error.code, error.message, error.hint, { cause: error });
    throw error;
  }
};

const readVerifier = async ({ env }: Program): Promise<VerifyToken> => {
  const path = env.string('JWT_JWKS_FILE');
  const rules = { issuer: env.string('JWT_ISSUER'), audience: env.string('JWT_AUDIENCE') };
  try {
    return createTokenVerifier({ keys: await readKeySet(path), ...rules });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      'KEYS_UNUSABLE',
      `the keys that tokens are verified with cannot be used: ${reason}`,
      'Set JWT_JWKS_FILE to a JWKS file with the public Ed25519 key.',
    );
  }
};

const connectDatabase = async (program: Program): Promise<Database<unknown>> => {
  const { env, logger } = program;
  const url = env.string('DATABASE_URL');
  const ownerUrl = env.string('MIGRATION_DATABASE_URL');
  const hint = 'Start PostgreSQL (make up does), or correct DATABASE_URL and MIGRATION_DATABASE_URL.';
  await program.dependency('PostgreSQL', () => migrate({ url: ownerUrl, schema: SCHEMA, role: SCHEMA, migrations: gatewayMigrations, logger }), hint);
  const database = openDatabase<unknown>({ url, schema: SCHEMA, logger });
  program.onStop('database', () => database.close());
  await program.dependency('PostgreSQL', () => database.check(), hint);
  program.readiness('database', () => database.check());

  const forget = () =>
    forgetExpired(database.kysely.withTables<GatewayTables>()).catch((error: unknown) =>
      logger.warn({ error }, 'expired requests were not forgotten'),
    );
  const forgetting = setInterval(() => void forget(), FORGET_EVERY_MS);
  forgetting.unref();
  program.onStop('forgetting', async () => clearInterval(forgetting));
  return database;
};

const connectBus = async (program: Program): Promise<Transport> => {
  const { env, logger } = program;
  const bus = env.oneOf('BUS', ['embedded', 'kafka'], 'embedded');
  const server = bus === 'embedded' ? { busDatabaseUrl: env.string('BUS_DATABASE_URL') } : { kafkaBrokers: env.string('KAFKA_BROKERS') };
  const hint =
    bus === 'embedded' ? 'Start PostgreSQL (make up does), or correct BUS_DATABASE_URL.' : 'Start Kafka (make kafka does), or correct KAFKA_BROKERS.';
  const transport = await program.dependency('the message bus', () => createTransport({ bus, ...server, clientId: GATEWAY, logger }), hint);
  program.onStop('bus', () => transport.close());
  program.readiness('bus', () => transport.check());
  return transport;
};

const connectRequester = async (program: Program, contracts: Contracts, database: Database<unknown>, transport: Transport): Promise<Requester> => {
  const { env, logger } = program;
  const serde = createSerde({ contracts, registryUrl: env.string('SCHEMA_REGISTRY_URL'), app: GATEWAY, logger });
  await prepareSerde(program, serde);
  return createRequester({ program, contracts, app: GATEWAY, transport, serde, database });
};

const exchangeOver =
  (requester: Requester): Exchange =>
  ({ route, ...request }) =>
    requester.send({ channel: route.channel, message: route.message, ...request });
