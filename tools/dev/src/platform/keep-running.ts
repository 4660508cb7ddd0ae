import { setTimeout as sleep } from 'node:timers/promises';
import { oneLine } from '../one-line.ts';

export interface Running {
  /** Resolves when it has ended, with how: an exit code or a signal. Never rejects. */
  readonly exited: Promise<string | number>;
  stop(): Promise<void>;
}

/** Resolves when it is ready. When the signal is given before, it ends what it began and rejects. */
export type Start<Part extends Running> = (signal: AbortSignal) => Promise<Part>;

export interface KeptRunning<Part extends Running> {
  /** The one that runs now, or ran last. */
  readonly current: Part;
  /** Ends it and starts it no more, until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /**
   * Has `next` take its place, now and whenever it ends by itself. It starts beside the old one, which ends once it is ready; where there cannot be
   * two, the old one ends before. When it does not start this rejects, and the old one goes on, or is started again.
   */
  replace(next: Start<Part>): Promise<void>;
}

export interface KeepRunningOptions<Part extends Running> {
  readonly name: string;
  readonly start: Start<Part>;
  readonly say: (line: string) => void;
  /** Whether there cannot be two at once. */
  readonly exclusive?: boolean;
  readonly signal?: AbortSignal;
  readonly firstPauseMs?: number;
}

const LONGEST_PAUSE_MS = 10_000;
const STEADY_AFTER_MS = 30_000;

/** Starts a part of the platform (a first start that fails rejects) and starts it again, with growing pauses, whenever it ends by itself. */
export async function keepRunning<Part extends Running>(options: KeepRunningOptions<Part>): Promise<KeptRunning<Part>> {
  const { name, say, signal, exclusive = false, firstPauseMs = 250 } = options;
  let { start } = options;
  let stopping = new AbortController();
  let current = await start(signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal);
  let watching = watch(stopping.signal);
  /** Starts, replacements and stops happen one after the other; a stop gives up what is under way. */
  let turn: Promise<unknown> = Promise.resolve();
  let beginning = new AbortController();

  async function watch(stopped: AbortSignal): Promise<void> {
    let pause = firstPauseMs;
    while (!stopped.aborted) {
      const startedAt = Date.now();
      const how = await current.exited;
      if (stopped.aborted) return;
      if (Date.now() - startedAt > STEADY_AFTER_MS) pause = firstPauseMs;
      say(`The ${name} ended (${how}); starting it again.`);
      for (;;) {
        await sleep(pause, undefined, { signal: stopped }).catch(() => undefined);
        if (stopped.aborted) return;
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        try {
          const again = await start(stopped);
          if (stopped.aborted) return await again.stop();
          current = again;
          say(`The ${name} runs again.`);
          break;
        } catch (error) {
          if (stopped.aborted) return;
          say(`${oneLine(error)} Trying again in ${pause / 1000} s.`);
        }
      }
    }
  }

  /** Looks after it no more, and ends it. */
  async function end(): Promise<void> {
    const [part, watched] = [current, watching];
    stopping.abort();
    await part.stop();
    await watched;
  }

  function adopt(part: Part, by: Start<Part>): void {
    current = part;
    start = by;
    stopping = new AbortController();
    watching = watch(stopping.signal);
  }

  async function replaceBy(next: Start<Part>, given: AbortSignal): Promise<void> {
    if (!exclusive) {
      const fresh = await next(given);
      const ended = end();
      adopt(fresh, next);
      await ended;
      return;
    }
    await end();
    try {
      adopt(await next(given), next);
    } catch (error) {
      if (!given.aborted) adopt(await start(given), start);
      throw error;
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  function begin(work: (given: AbortSignal) => Promise<void>): Promise<void> {
    beginning = new AbortController();
    const { signal: given } = beginning;
    return inTurn(() => work(given));
  }

  return {
    get current() {
      return current;
    },
    stop() {
      beginning.abort();
      return inTurn(end);
    },
    start: () => begin(async (given) => adopt(await start(given), start)),
    replace: (next) => begin((given) => replaceBy(next, given)),
  };
}
