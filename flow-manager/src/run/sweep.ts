import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Logger } from '@vyarna/logger';

export interface Sweep {
  /** Ends after the turn in hand. */
  stop(): Promise<void>;
}

/**
 * Does something over and over, `everyMs` after the last turn ended. A turn that fails is logged once until one succeeds again, and
 * does not end the sweep.
 */
export const startSweep = (name: string, everyMs: number, turn: () => Promise<void>, logger: Logger): Sweep => {
  const stopping = new AbortController();
  let failing = false;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await turn();
        if (failing) logger.info(`${name}: works again`);
        failing = false;
      } catch (error) {
        if (!failing) logger.error({ error }, `${name} failed: ${describeError(error)}; it is tried again`);
        failing = true;
      }
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
