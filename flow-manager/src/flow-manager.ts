import type { Contracts } from '@vyarna/contract';
import { createConsumer, createSerde, prepareSerde, type Received, type RegistryAccess, type Source, startRelay } from '@vyarna/messaging';
import type { Transport } from '@vyarna/messaging/transport';
import type { Database, Program } from '@vyarna/process';
import type { Definition } from './definition/load-flows.ts';
import { answerQuestion } from './run/answer-question.ts';
import { createRunMetrics } from './run/metrics.ts';
import { ownOperations } from './run/own-operations.ts';
import { resultMessage } from './run/result-message.ts';
import { createRunDriver } from './run/run-driver.ts';
import { stepContracts } from './run/step-contracts.ts';
import { startSweep } from './run/sweep.ts';
import { keepDefinitions } from './store/definitions.ts';
import { purgeRuns } from './store/purge.ts';

export interface FlowManagerOptions extends RegistryAccess {
  readonly program: Program;
  readonly contracts: Contracts;
  /** The application's title in the contracts. */
  readonly app: string;
  readonly transport: Transport;
  /** Must have the tables of `waveflowMigrations`. */
  readonly database: Database<unknown>;
  /** By flow type. */
  readonly definitions: ReadonlyMap<string, Definition>;
}

const DEADLINES_EVERY_MS = 1_000;
const OVERDUE_AT_ONCE = 50;
const PURGE_EVERY_MS = 60_000;

/** Joins the bus and runs flows until the program stops. Any number of processes may do so side by side. */
export const startFlowManager = async (options: FlowManagerOptions): Promise<void> => {
  const { program, contracts, app, transport, registryUrl, registryAuthorization, database, definitions } = options;
  const { logger, registry } = program;
  const own = ownOperations(contracts, app);
  const serde = createSerde({ contracts, registryUrl, registryAuthorization, app, logger });
  await prepareSerde(program, serde);
  const store = await keepDefinitions(database.kysely, definitions.values());
  const relay = startRelay({ database, transport, logger, registry });
  program.onStop('relay', () => relay.stop());

  const results = new Map(own.triggers.map(({ operation, flow }) => [flow, resultMessage(contracts, operation)]));
  const resultOfFlow = (flow: string): string => {
    const message = results.get(flow);
    if (message === undefined) throw new Error(`The contracts name no answer of the flow ${flow}.`);
    return message;
  };
  const driver = createRunDriver({
    sender: { contracts, serde, app, replyTopic: own.replyTopic, replyTopics: own.replyTopics, resultMessage: resultOfFlow },
    database,
    definitions,
    store,
    stepContracts: stepContracts(contracts),
    metrics: createRunMetrics(registry),
    logger,
    wake: relay.wake,
  });
  const question = { contracts, serde, app, database, transport, resultMessage: resultMessage(contracts, own.question) };
  const sources: readonly Source[] = [
    ...own.triggers.map(({ operation, flow }) => ({ operation: operation.id, onMessage: (received: Received) => driver.onTrigger(flow, received) })),
    { operation: own.replies.id, onMessage: driver.onReply },
    { operation: own.question.id, onMessage: (received) => answerQuestion(question, received) },
  ];

  const deadlines = startSweep(
    'the sweep for overdue runs',
    DEADLINES_EVERY_MS,
    async () => {
      while ((await driver.expireOverdue(OVERDUE_AT_ONCE)) === OVERDUE_AT_ONCE);
    },
    logger,
  );
  program.onStop('sweep for overdue runs', () => deadlines.stop());
  const purge = startSweep('the purge of old runs', PURGE_EVERY_MS, async () => void (await purgeRuns(database.kysely)), logger);
  program.onStop('purge of old runs', () => purge.stop());

  const consumer = createConsumer({ contracts, serde, app, transport, logger, registry, sources });
  program.onStop('consumer', () => consumer.close());
  await program.dependency('the message bus', () => consumer.ready, 'Start the bus, or see the lines above for why its group cannot be joined.');
};
