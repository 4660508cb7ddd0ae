import type { Logger } from '@vyarna/logger';
import { withinLimit } from './within-limit.ts';

/** What a program undoes when it stops: last in, first out, each step within its own time limit, none keeping the others from running. */
export interface StopSteps {
  add(name: string, stop: () => Promise<void>, limitMs?: number): void;
  run(): Promise<void>;
}

const STEP_LIMIT_MS = 5_000;

export function createStopSteps(logger: Logger): StopSteps {
  const steps: { name: string; stop: () => Promise<void>; limitMs: number }[] = [];
  return {
    add: (name, stop, limitMs = STEP_LIMIT_MS) => void steps.push({ name, stop, limitMs }),
    run: async () => {
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await withinLimit(step.limitMs, step.stop());
        } catch (error) {
          logger.warn({ step: step.name, error }, `could not stop ${step.name} cleanly`);
        }
      }
    },
  };
}
