import { type Contracts, createContracts } from '@vyarna/contract';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { type Envelope, type OutboxRow, PayloadInvalid, type Received, type Serde } from '@vyarna/messaging';
import { type Database, migrate, openDatabase } from '@vyarna/process';
import { sql } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import { type Definition, loadFlows } from '../definition/load-flows.ts';
import type { RunMetrics } from '../run/metrics.ts';
import { ownOperations } from '../run/own-operations.ts';
import { resultMessage } from '../run/result-message.ts';
import { createRunDriver, type RunDriver } from '../run/run-driver.ts';
import { stepContracts } from '../run/step-contracts.ts';
import type { StepSender } from '../run/step-records.ts';
import { keepDefinitions } from '../store/definitions.ts';
import { waveflowMigrations } from '../store/migrations.ts';
import { exampleBundle } from './example-bundle.ts';

const logger = createLogger({ service: 'waveflow', level: 'silent' });

const contracts: Contracts = createContracts(exampleBundle);

/** JSON instead of framed Avro, so that a test can read what is sent; constraints are checked as the real one does. */
const jsonSerde: Serde = {
  prepare: async () => {},
  encode: (message, _, payload) => {
    const violations = contracts.validate(contracts.payloadOf(message), payload);
    if (violations.length > 0) throw new PayloadInvalid(message, violations);
    return Buffer.from(JSON.stringify(payload));
  },
  decode: async () => {
    throw new Error('nothing is decoded here');
  },
  decodeAsWritten: async () => {
    throw new Error('nothing is decoded here');
  },
};

const own = ownOperations(contracts, 'waveflow');

export const sender: StepSender = {
  contracts,
  serde: jsonSerde,
  app: 'waveflow',
  replyTopic: own.replyTopic,
  replyTopics: own.replyTopics,
  resultMessage: (flow) => resultMessage(contracts, contracts.operation(flow)),
};

export interface Sent {
  readonly topic: string;
  readonly key: string | null;
  readonly headers: { readonly [name: string]: string };
  readonly payload: unknown;
}

export interface ExampleStore {
  readonly database: Database<unknown>;
  /** A flow manager as after a start of its process. */
  startManager(definitions?: ReadonlyMap<string, Definition>, metrics?: RunMetrics): Promise<RunDriver>;
  /** Empties the outbox. */
  takeSent(): Promise<readonly Sent[]>;
  close(): Promise<void>;
}

export const flows = await loadFlows(new URL('../../flows', import.meta.url).pathname, contracts, 'waveflow');

/** The tables of the flow manager on a real PostgreSQL. */
export const openExampleStore = async (): Promise<ExampleStore> => {
  const { url, close } = await testDatabase();
  await migrate({ url, schema: 'waveflow', migrations: waveflowMigrations, logger });
  const database = openDatabase<unknown>({ url, schema: 'waveflow', logger });
  return {
    database,
    startManager: async (definitions = flows, metrics = { started: () => {}, stepped: () => {} }) =>
      createRunDriver({
        sender,
        database,
        definitions,
        store: await keepDefinitions(database.kysely, definitions.values()),
        stepContracts: stepContracts(contracts),
        metrics,
        logger,
        wake: () => {},
      }),
    takeSent: async () => {
      const { rows } = await sql<
        OutboxRow & { headers: Sent['headers'] }
      >`with gone as (delete from outbox returning *) select * from gone order by id`.execute(database.kysely);
      return rows.map(({ topic, key, value, headers }) => ({ topic, key, headers, payload: JSON.parse(String(value)) as unknown }));
    },
    close: async () => {
      await database.close();
      await close();
    },
  };
};

export const unitId = '01990a5d-0000-7000-8000-000000000001';

export const received = (operation: string, envelope: Partial<Envelope<unknown>>): Received => ({
  operation,
  envelope: {
    id: uuidV7(),
    type: 'operator.operator.create.v1',
    source: '/apps/test',
    occurredAt: new Date().toISOString(),
    traceId: 'createOperator-01990a5d-0000-7000-8000-00000000000a',
    correlationId: 'business-1',
    context: { businessUnitId: unitId },
    payload: {},
    ...envelope,
  },
  record: { topic: '', key: null, value: null, headers: {}, partition: 0, offset: '0', timestamp: 0 },
  schemaId: 1,
  attempt: 1,
  logger,
  signal: new AbortController().signal,
});

/** A trigger as the gateway sends it. */
export const trigger = (envelope: Partial<Envelope<unknown>> = {}): Received =>
  received('create-operator', {
    deadline: new Date(Date.now() + 60_000).toISOString(),
    replyTo: 'gateway.replies.1',
    flowType: 'create-operator',
    payload: { operatorId: '01990a5d-0000-7000-8000-0000000000b0', email: 'ann@example.org', displayName: 'Ann' },
    ...envelope,
  });

/** What a service answers to a request that was sent. */
export const reply = (request: Sent | undefined, type: string, payload: unknown): Received => {
  if (request === undefined) throw new Error('nothing was sent that could be answered');
  const { ce_id: causationId = '', ce_traceid: traceId = '' } = request.headers;
  return received('receiveWorkflowReply', { type, payload, causationId, traceId });
};
