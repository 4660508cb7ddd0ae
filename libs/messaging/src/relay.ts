import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Logger } from '@vyarna/logger';
import { type Database, Gauge, type Registry } from '@vyarna/process';
import { type OutboxBatch, publishBatch } from './publish-outbox.ts';
import type { Transport } from './transport/port.ts';

export interface RelayOptions {
  readonly database: Pick<Database<unknown>, 'pool'>;
  readonly transport: Pick<Transport, 'publish'>;
  readonly logger: Logger;
  readonly registry?: Registry;
  /** How long rows of another, dead process may wait, in milliseconds; 500 when left out. Own rows wait for nothing: `wake` is called. */
  readonly pollMs?: number;
}

export interface Relay {
  /** Call after the commit of a transaction that wrote to the outbox. */
  wake(): void;
  /** Publishes what is there, at most for the time of one batch, then ends. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Publishes the outbox: takes the shards that nobody else has, publishes their rows in order, waits until the bus has them, deletes them.
 * A topic that the bus does not take waits by itself, the others go on; within a topic the order of each key holds.
 * A crash between publish and delete publishes again; consumers know the message by its id. Rows are never paged by id: ids are given out
 * before the commit, so a lower id may appear after a higher one.
 */
export const startRelay = ({ database, transport, logger, registry, pollMs = 500 }: RelayOptions): Relay => {
  const age = ageGauge(registry);
  const stopping = new AbortController();
  let woken = false;
  let wakeUp: () => void = () => {};
  let pauseMs = 0;

  const wake = (): void => {
    woken = true;
    wakeUp();
  };

  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const onFailure = (error: unknown): void => {
    if (pauseMs === 0) logger.error({ error }, `the outbox cannot be published: ${describeError(error)}; it is kept and tried again`);
    pauseMs = Math.min(Math.max(pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
  };

  /** By topic that the bus refused: when it is tried again. */
  const refusedUntil = new Map<string, number>();
  const waitingTopics = (): string[] => [...refusedUntil].flatMap(([topic, until]) => (until > performance.now() ? [topic] : []));
  const noteRefusals = ({ published, refused }: OutboxBatch): void => {
    for (const { topic } of published) if (refusedUntil.delete(topic)) logger.info({ topic }, 'the outbox is published to this topic again');
    for (const [topic, error] of refused) {
      if (!refusedUntil.has(topic))
        logger.error({ topic, error }, `the bus refuses ${topic}: ${describeError(error)}; its messages are kept and tried again`);
      refusedUntil.set(topic, performance.now() + LONGEST_PAUSE_MS);
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        const outcome = await publishBatch(database.pool, transport, waitingTopics());
        age?.set(outcome.oldestMs / 1_000);
        noteRefusals(outcome);
        if (outcome.fault !== undefined) throw outcome.fault;
        if (pauseMs > 0) logger.info('the outbox is published again');
        pauseMs = 0;
        const isIdle = outcome.published.length === 0 && outcome.refused.size === 0;
        if (isIdle && !woken && !stopping.signal.aborted) await sleep(pollMs);
      } catch (error) {
        onFailure(error);
        await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };

  const running = run();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wakeUp();
      await running;
      if (pauseMs === 0) await publishBatch(database.pool, transport, waitingTopics()).catch(onFailure);
    },
  };
};

const ageGauge = (registry: Registry | undefined): Gauge | undefined =>
  registry === undefined
    ? undefined
    : new Gauge({ name: 'vyarna_outbox_oldest_seconds', help: 'Age of the oldest unpublished message, in seconds.', registers: [registry] });
