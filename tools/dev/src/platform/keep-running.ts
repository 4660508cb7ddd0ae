import { setTimeout as sleep } from 'node:timers/promises';
import { oneLine } from '../one-line.ts';

export interface Running {
  /** Resolves when it has ended, with how: an exit code or a signal. Never rejects. */
  readonly exited: Promise<string | number>;
  stop(): Promise<void>;
}

export interface KeptRunning<Part extends Running> {
  /** The one that runs now, or ran last. */
  readonly current: Part;
  /** Ends it and starts it no more, until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface KeepRunningOptions<Part extends Running> {
  readonly name: string;
  /** Resolves when it is ready. When the signal is given before, it ends what it began and rejects. */
  readonly start: (signal: AbortSignal) => Promise<Part>;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly firstPauseMs?: number;
}

const LONGEST_PAUSE_MS = 10_000;
const STEADY_AFTER_MS = 30_000;

/** Starts a part of the platform (a first start that fails rejects) and starts it again, with growing pauses, whenever it ends by itself. */
export async function keepRunning<Part extends Running>(options: KeepRunningOptions<Part>): Promise<KeptRunning<Part>> {
  const { name, start, say, signal, firstPauseMs = 250 } = options;
  let stopping = new AbortController();
  let current = await start(signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal);
  let watching = watch(stopping.signal);

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
          current = await start(stopped);
          say(`The ${name} runs again.`);
          break;
        } catch (error) {
          if (stopped.aborted) return;
          say(`${oneLine(error)} Trying again in ${pause / 1000} s.`);
        }
      }
    }
  }

  return {
    get current() {
      return current;
    },
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
    },
    async start() {
      stopping = new AbortController();
      current = await start(stopping.signal);
      watching = watch(stopping.signal);
    },
  };
}
