import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Logger } from '@vyarna/logger';
import { StartError } from './start-error.ts';
import { withinLimit } from './within-limit.ts';

export interface DependencyOptions {
  readonly name: string;
  /** The next step when it does not come. */
  readonly hint: string;
  readonly limitMs: number;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

const SAY_AFTER_MS = 1_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/**
 * Tries until the dependency answers or the limit is over, then throws the StartError DEPENDENCY_UNAVAILABLE with the last reason.
 * An attempt that throws a StartError is final, as trying again cannot help. Rejects with the signal's reason when the program is stopped.
 */
export async function waitForDependency<Value>(attempt: () => Promise<Value>, options: DependencyOptions): Promise<Value> {
  const { name, hint, limitMs, logger, signal } = options;
  const begun = Date.now();
  const stopped = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  let said = false;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    signal.throwIfAborted();
    const left = begun + limitMs - Date.now();
    try {
      return await withinLimit(Math.max(left, 1), Promise.race([attempt(), stopped]));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StartError) throw error;
      const passed = Date.now() - begun;
      if (passed + pauseMs >= limitMs) {
        throw new StartError('DEPENDENCY_UNAVAILABLE', `${name} did not answer within ${limitMs / 1_000} s: ${describeError(error)}`, hint, {
          cause: error,
        });
      }
      if (!said && passed >= SAY_AFTER_MS) {
        said = true;
        logger.warn({ dependency: name, reason: describeError(error) }, `waiting for ${name}, at most ${limitMs / 1_000} s`);
      }
    }
    await pause(pauseMs, undefined, { signal });
  }
}
