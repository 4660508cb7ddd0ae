/** ez-waveflow-api: HTTP in front, the bus behind; what lies between is the bundle's. */
import { fileURLToPath } from 'node:url';
import type { Contracts } from '@vyarna/contract';
import {
  answerUnreadable,
  createRouteApp,
  createTokenVerifier,
  type Exchange,
  type RouteAppOptions,
  readKeySet,
  UnservableBundle,
  type VerifyToken,
} from '@vyarna/http';
import {
  connectBus,
  connectDatabase,
  createRequester,
  createSerde,
  prepareSerde,
  type Requester,
  readContracts,
  registryOf,
} from '@vyarna/messaging';
import type { Transport } from '@vyarna/messaging/transport';
import { type Database, isLoopback, type Program, StartError, serveHttp } from '@vyarna/process';
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
  const contracts = readContracts(program, fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json')));
  const verify = await readVerifier(program);
  const database = await connectDatabase<unknown>(program, SCHEMA, gatewayMigrations);
  forgetNowAndThen(program, database);
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
  const server = await serveHttp({ fetch: app.fetch, host, port, onClientError: answerUnreadable(contracts, program.logger) });
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

/** Expired requests are of no use to anybody; one of the gateways removes them. */
const forgetNowAndThen = (program: Program, database: Database<unknown>): void => {
  const forget = () =>
    forgetExpired(database.kysely.withTables<GatewayTables>()).catch((error: unknown) =>
      program.logger.warn({ error }, 'expired requests were not forgotten'),
    );
  const forgetting = setInterval(() => void forget(), FORGET_EVERY_MS);
  forgetting.unref();
  program.onStop('forgetting', async () => clearInterval(forgetting));
};

const connectRequester = async (program: Program, contracts: Contracts, database: Database<unknown>, transport: Transport): Promise<Requester> => {
  const { env, logger } = program;
  const serde = createSerde({ contracts, ...registryOf(env), app: GATEWAY, logger });
  await prepareSerde(program, serde);
  return createRequester({ program, contracts, app: GATEWAY, transport, serde, database });
};

const exchangeOver =
  (requester: Requester): Exchange =>
  ({ route, ...request }) =>
    requester.send({ channel: route.channel, message: route.message, ...request });
