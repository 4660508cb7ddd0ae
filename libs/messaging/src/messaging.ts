import type { Contracts } from '@vyarna/contract';
import { type Database, type Program, StartError } from '@vyarna/process';
import type { ConsumerDescriptor, RequestDescriptor } from './codegen/v1.ts';
import { createConsumer } from './consumer.ts';
import type { Envelope } from './envelope.ts';
import type { EventHandler, Handler } from './handler.ts';
import { pruneInbox } from './inbox.ts';
import { CREDENTIALS_HINT, type RegistryAccess } from './registry-of.ts';
import { startRelay } from './relay.ts';
import { type AnyHandler, type HandlerRun, runMutating, runReading } from './run-handler.ts';
import { RegistryRefused } from './schema-source.ts';
import { createSerde, type Serde } from './serde.ts';
import type { Received, Source } from './source.ts';
import type { Transport } from './transport/port.ts';

export interface MessagingOptions<DB> extends RegistryAccess {
  readonly program: Program;
  readonly contracts: Contracts;
  /** The application's title, such as `ez-operator`. */
  readonly app: string;
  readonly transport: Transport;
  /** Must have the tables of `messagingMigrations`. */
  readonly database: Database<DB>;
}

/** A service's side of the bus: one handler for each receive operation of its contract. */
export interface Messaging<DB> {
  readonly serde: Serde;
  /** A reply may leave out what has a default. */
  handle<Request, Reply, RequestInit, ReplyInit>(
    descriptor: RequestDescriptor<Request, Reply, RequestInit, ReplyInit>,
    handler: Handler<Request, ReplyInit, DB>,
  ): void;
  on<Message extends Envelope<unknown>>(descriptor: ConsumerDescriptor<Message>, handler: EventHandler<Message, DB>): void;
  /**
   * Waits for the registry, takes its share of the topics, and starts to publish. Registers readiness checks and stop steps with the program.
   * Throws a StartError HANDLER_MISSING when an operation of the contract has no handler.
   */
  start(): Promise<void>;
}

const PRUNE_EVERY_MS = 6 * 60 * 60 * 1_000;

export const createMessaging = <DB>({
  program,
  contracts,
  app,
  transport,
  database,
  registryUrl,
  registryAuthorization,
}: MessagingOptions<DB>): Messaging<DB> => {
  const { logger, registry } = program;
  const serde = createSerde({ contracts, registryUrl, registryAuthorization, app, logger });
  const handlers = new Map<string, AnyHandler<DB>>();

  const add = (operation: string, handler: AnyHandler<DB>): void => {
    const model = contracts.operation(operation);
    if (model.app !== app || model.action !== 'receive') throw new Error(`${operation} is not a receive operation of ${app}.`);
    if (handlers.has(operation)) throw new Error(`${operation} already has a handler.`);
    handlers.set(operation, handler);
  };

  const start = async (): Promise<void> => {
    const operations = receiveOperations(contracts, app);
    const missing = operations.filter((operation) => !handlers.has(operation));
    if (missing.length > 0) {
      throw new StartError('HANDLER_MISSING', `${app} has no handler for ${missing.join(', ')}`, 'Write the handler and register it in main.ts.');
    }
    await prepareSerde(program, serde);

    const relay = startRelay({ database, transport, logger, registry });
    program.onStop('relay', () => relay.stop());
    const pruning = setInterval(
      () => void pruneInbox(database.kysely).catch((error) => logger.warn({ error }, 'the inbox was not pruned')),
      PRUNE_EVERY_MS,
    );
    pruning.unref();
    program.onStop('pruning', async () => clearInterval(pruning));

    // An application that has just been added receives nothing yet.
    if (operations.length === 0) return;
    const run: HandlerRun<DB> = { contracts, serde, app, database, transport, wake: relay.wake };
    const sources = operations.map(
      (operation): Source => ({ operation, onMessage: runnerOf(run, operation, handlers.get(operation) as AnyHandler<DB>) }),
    );
    const consumer = createConsumer({ contracts, serde, app, transport, logger, registry, sources });
    program.onStop('consumer', () => consumer.close());
    await program.dependency('the message bus', () => consumer.ready, 'Start the bus, or see the lines above for why its group cannot be joined.');
  };

  return {
    serde,
    handle: (descriptor, handler) => add(descriptor.operation, handler as AnyHandler<DB>),
    on: (descriptor, handler) => add(descriptor.operation, handler as AnyHandler<DB>),
    start,
  };
};

/** Looks the ids up that the program sends with; a program is not ready without them. */
export const prepareSerde = (program: Program, serde: Serde): Promise<void> =>
  program.dependency(
    'the schema registry',
    () => serde.prepare().catch(refuse),
    'Start the schema registry (vyarna registry serve, or make up for the whole platform), or correct SCHEMA_REGISTRY_URL; vyarna registry push sends it the schemas (--local: those of the working tree).',
  );

/** Asking again does not help. */
const refuse = (error: unknown): never => {
  throw error instanceof RegistryRefused ? new StartError('REGISTRY_REFUSED', error.reason, CREDENTIALS_HINT, { cause: error }) : error;
};

/** The operations of an application that take messages from the bus; each needs a handler. */
export const receiveOperations = (contracts: Contracts, app: string): readonly string[] =>
  Object.values(contracts.bundle.operations)
    .filter((operation) => operation.app === app && operation.action === 'receive' && contracts.channel(operation.channel).server === 'kafka')
    .map(({ id }) => id);

const runnerOf = <DB>(
  run: HandlerRun<DB>,
  operation: string,
  handler: AnyHandler<DB>,
): ((received: Received) => Promise<'handled' | 'refused' | 'duplicate'>) => {
  const { mutating, kind } = run.contracts.channelOfOperation(operation);
  // Only requests can be without effects; whoever receives an event does so for an effect.
  return kind === 'request' && !mutating ? (received) => runReading(run, handler, received) : (received) => runMutating(run, handler, received);
};
