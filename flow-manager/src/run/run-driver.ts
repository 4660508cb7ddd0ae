import type { Json } from '@vyarna/contract/flow';
import type { Logger } from '@vyarna/logger';
import { type HandledAs, type Received, Rejection } from '@vyarna/messaging';
import type { Database } from '@vyarna/process';
import type { QueryExecutorProvider } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import type { Definition } from '../definition/load-flows.ts';
import { advance, expire } from '../engine/advance.ts';
import type { Step, StepContracts } from '../engine/event.ts';
import type { RunState } from '../engine/run-state.ts';
import type { DefinitionStore } from '../store/definitions.ts';
import { findOverdueRuns, findWaitingRun, lockRunningRun, type StoredRun } from '../store/stored-run.ts';
import { writeStart, writeStep } from '../store/write-step.ts';
import type { RunMetrics } from './metrics.ts';
import { replyEvent } from './reply-event.ts';
import { type StepSender, withRecords } from './step-records.ts';

export interface RunDriverOptions {
  readonly sender: StepSender;
  readonly database: Pick<Database<unknown>, 'kysely'>;
  /** By flow type. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly store: DefinitionStore;
  readonly stepContracts: StepContracts;
  readonly metrics: RunMetrics;
  readonly logger: Logger;
  /** Called after each commit that wrote to the outbox. */
  readonly wake: () => void;
}

export interface RunDriver {
  /** Takes the trigger of a flow. */
  onTrigger(flow: string, received: Received): Promise<HandledAs>;
  /** Takes a reply on the topic that all flow managers share. */
  onReply(received: Received): Promise<HandledAs>;
  /** Fails runs whose deadline has passed. Answers how many. */
  expireOverdue(limit: number): Promise<number>;
}

/** Retrying costs a read and a write; each loss means that another process moved the run. */
const MOST_CONFLICTS = 20;

/** Moves runs: reads one, asks the engine, writes what follows. Any number of processes may do so with the same runs. */
export const createRunDriver = (options: RunDriverOptions): RunDriver => {
  const { sender, database, definitions, store, stepContracts, metrics, wake } = options;
  const { kysely } = database;

  const onTrigger = async (flowType: string, { operation, envelope, logger }: Received): Promise<HandledAs> => {
    const definition = definitions.get(flowType);
    if (definition === undefined) throw new Rejection('HANDLER_FAILED', `this flow manager has no definition of the flow ${flowType}`);
    if (envelope.flowType !== undefined && envelope.flowType !== flowType) {
      throw new Rejection('HANDLER_FAILED', `the trigger asks for the flow ${envelope.flowType} on the topic of ${flowType}`);
    }
    const { payload, ...trigger } = envelope;
    const timeoutMs = sender.contracts.channelOfOperation(operation).timeoutMs;
    const deadline = trigger.deadline ?? new Date(Date.now() + timeoutMs).toISOString();
    const { businessUnitId = null, operatorId = null } = trigger.context;
    const workflow = { id: trigger.id, flowType, traceId: trigger.traceId, businessUnitId, operatorId, input: payload as Json };
    const step = advance(definition.flow, null, { kind: 'started', workflow, callId: uuidV7() }, stepContracts);
    if (step === null) throw new Error(`the flow ${flowType} did not start`);
    const made = withRecords(sender, { flowType, trigger, deadline }, step, trigger.id);
    const started = await writeStart(kysely, { operation, trigger, flowType, definitionHash: definition.hash, deadline }, made);
    if (!started) return 'duplicate';
    wake();
    metrics.started(flowType);
    ended(flowType, made.step.state, trigger.id, logger);
    return 'handled';
  };

  const write = async (db: QueryExecutorProvider, run: StoredRun, step: Step<RunState>, causeId: string, logger: Logger): Promise<boolean> => {
    const made = withRecords(sender, run, step, causeId);
    if (!(await writeStep(db, run, made))) return false;
    ended(run.flowType, made.step.state, run.id, logger);
    return true;
  };

  const onReply = async ({ envelope, logger }: Received): Promise<HandledAs> => {
    const { causationId, traceId } = envelope;
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
      const run = causationId === undefined ? null : await findWaitingRun(kysely, causationId, traceId);
      const flow = run === null ? null : await store.flowOf(run.definitionHash);
      const step =
        run === null || flow === null ? null : advance(flow, run.state, replyEvent(sender.contracts, flow, run.state, envelope), stepContracts);
      if (run === null || step === null) {
        logger.debug({ messageId: envelope.id, causationId }, 'no run waits for this reply');
        return 'duplicate';
      }
      if (await write(kysely, run, step, envelope.id, logger)) {
        wake();
        return 'handled';
      }
    }
    throw new Error(`the run that waits for ${causationId} moved ${MOST_CONFLICTS} times while its reply was applied`);
  };

  const expireOne = (id: string): Promise<boolean> =>
    kysely.transaction().execute(async (db) => {
      const run = await lockRunningRun(db, id);
      const step = run === null ? null : expire(run.state);
      return run !== null && step !== null && (await write(db, run, step, run.id, options.logger.child({ traceId: run.trigger.traceId })));
    });

  const expireOverdue = async (limit: number): Promise<number> => {
    let expired = 0;
    let failure: unknown;
    for (const id of await findOverdueRuns(kysely, limit)) {
      // One run that cannot be ended must not keep the others.
      const ended = await expireOne(id).catch((error: unknown) => {
        failure = error;
        return false;
      });
      if (ended) expired += 1;
    }
    if (expired > 0) wake();
    if (failure !== undefined) throw failure;
    return expired;
  };

  const ended = (flowType: string, state: RunState, runId: string, logger: Logger): void => {
    metrics.stepped(flowType, state);
    if (state.status === 'succeeded') logger.info({ runId, flowType }, 'flow succeeded');
    // Not the message: a flow may put personal data into it.
    if (state.status === 'failed') logger.info({ runId, flowType, code: state.problem.code, task: state.problem.details['task'] }, 'flow failed');
  };

  return { onTrigger, onReply, expireOverdue };
};
