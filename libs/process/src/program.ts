import { setTimeout as pause } from 'node:timers/promises';
import { createLogger, describeError, type Logger } from '@vyarna/logger';
import type { Hono } from 'hono';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { waitForDependency } from './dependency.ts';
import { createEnvironment, type Environment } from './environment.ts';
import { healthRoutes } from './health.ts';
import { serveHttp } from './http-server.ts';
import { createReadiness } from './readiness.ts';
import { StartError } from './start-error.ts';
import { onStopAsked } from './stop-signals.ts';
import { createStopSteps } from './stop-steps.ts';

export interface Program {
  readonly name: string;
  readonly logger: Logger;
  readonly env: Environment;
  /** Aborted when the program stops, before the first `onStop` step. */
  readonly signal: AbortSignal;
  readonly registry: Registry;
  /** `/live`, `/ready`, `/health` and `/metrics`, for a program that serves them on its own port too. */
  readonly health: Hono;
  /**
   * Tries for 10 s (`START_TIMEOUT_MS`), unready meanwhile; then the program exits with one line. `hint` is the next step in that line.
   * An attempt that throws a StartError is not tried again.
   */
  dependency<Value>(name: string, attempt: () => Promise<Value>, hint: string): Promise<Value>;
  /** Asked by `/ready` at most once a second, for at most 2 s. After first readiness a failing check makes the program unready; it never exits for it. */
  readiness(name: string, check: () => Promise<void>): void;
  /** Run last in, first out when the program stops, each for at most `limitMs` (5 s when left out). */
  onStop(name: string, stop: () => Promise<void>, limitMs?: number): void;
  /** First readiness: logs one line. Implied when `start` returns. */
  ready(): void;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const START_LIMIT_MS = 10_000;
/** A timer that is set for longer ends at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How long a stop waits for a `start` that is still under way. */
const SETTLE_LIMIT_MS = 2_000;

/**
 * Runs a process from its first line to its exit. `start` connects, registers what has to be checked and undone, and returns.
 * The process exits 0 after SIGTERM, SIGINT or the parent's end, and 1 with exactly one line of level fatal when it cannot start or
 * an error reaches nobody. Never returns.
 */
export async function runProgram(name: string, start: (program: Program) => Promise<void>): Promise<void> {
  const begun = performance.now();
  const env = createEnvironment();
  let logger = createLogger({ service: name });
  const exitWith = (error: unknown): never => {
    logger.fatal(...fatalLine(error));
    process.exit(1);
  };
  process.on('uncaughtException', exitWith);
  process.removeAllListeners('warning').on('warning', (error) => logger.warn({ error }, 'warning of the runtime'));

  try {
    logger = createLogger({ service: name, level: env.oneOf('LOG_LEVEL', LEVELS, 'info') });
    const limitMs = env.integer('START_TIMEOUT_MS', START_LIMIT_MS, { least: 1, most: LONGEST_TIMER_MS });
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const readiness = createReadiness(logger);
    const steps = createStopSteps(logger);
    const stopping = new AbortController();
    const health = healthRoutes(name, readiness, registry);
    let isReady = false;

    const program: Program = {
      name,
      logger,
      env,
      registry,
      health,
      signal: stopping.signal,
      dependency: (dependency, attempt, hint) => waitForDependency(attempt, { name: dependency, hint, limitMs, logger, signal: stopping.signal }),
      readiness: readiness.add,
      onStop: steps.add,
      ready: () => {
        if (isReady || stopping.signal.aborted) return;
        isReady = true;
        readiness.open();
        logger.info({ startMs: Math.round(performance.now() - begun) }, 'ready');
      },
    };

    let started: Promise<void> = Promise.resolve();
    const stop = async (reason: string): Promise<void> => {
      if (stopping.signal.aborted) return;
      logger.info({ reason }, 'stopping');
      readiness.close();
      stopping.abort(new Error('the program is stopping'));
      await Promise.race([started.catch(() => {}), pause(SETTLE_LIMIT_MS)]);
      await steps.run();
      logger.info('stopped');
      process.exit(0);
    };
    onStopAsked((reason) => void stop(reason));

    started = startAll(program, start);
    try {
      await started;
      program.ready();
    } catch (error) {
      if (!stopping.signal.aborted) exitWith(error);
    }
  } catch (error) {
    exitWith(error);
  }
  // A program whose connections are all lost has nothing left that keeps Node alive; it stays and recovers.
  setInterval(() => {}, 2 ** 30);
  await new Promise<never>(() => {});
}

async function startAll(program: Program, start: (program: Program) => Promise<void>): Promise<void> {
  const port = program.env.optional('HEALTH_PORT') === undefined ? undefined : program.env.port('HEALTH_PORT');
  if (port !== undefined) {
    const host = program.env.string('HEALTH_HOST', '127.0.0.1');
    const server = await serveHttp({ fetch: program.health.fetch, host, port, portVariable: 'HEALTH_PORT' });
    program.onStop('health server', () => server.close(500));
    program.logger.info({ url: server.url }, 'answering probes');
  }
  await start(program);
}

function fatalLine(error: unknown): [object, string] {
  if (error instanceof StartError) return [{ code: error.code, hint: error.hint }, error.message];
  return [{ code: 'UNEXPECTED', hint: 'This is a fault of the program: report it with this line.', error }, describeError(error)];
}
