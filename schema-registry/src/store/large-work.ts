import { Worker } from 'node:worker_threads';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { SchemaWork, WorkMissing, WorkOutcome } from '../registry/schema-work.ts';

/** Characters from which on work is done in the thread: what is smaller takes less than some tens of milliseconds. */
export const LARGE = 200_000;
/** Works that may wait; each holds its texts in memory and may take half a second. */
const MOST_WAITING = 200;

interface Waiting {
  readonly promise: Promise<WorkOutcome>;
  readonly resolve: (outcome: WorkOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** Work on large schemas in a thread of its own, which starts with the first one. It keeps no process alive. */
export class LargeWork {
  #worker: Worker | undefined;
  readonly #waiting = new Map<string, Waiting>();

  /**
   * Calls `done` with the outcome of each, as they come; what is asked for twice at a time is done once. Rejects with a Refusal (429) where too much waits
   * already, and with an Error where the thread fails, which starts anew with the next call.
   */
  async finish({ works }: WorkMissing, done: (key: string, outcome: WorkOutcome) => void): Promise<void> {
    if (this.#waiting.size > 0 && this.#waiting.size + works.size > MOST_WAITING) {
      throw new Refusal(CODES.busy, 'Too many large schemas are being checked: try again in some seconds.');
    }
    await Promise.all([...works].map(async ([key, work]) => done(key, await this.#ask(key, work))));
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(key: string, work: SchemaWork): Promise<WorkOutcome> {
    const asked = this.#waiting.get(key);
    if (asked !== undefined) return asked.promise;
    const waiting = Promise.withResolvers<WorkOutcome>();
    this.#waiting.set(key, waiting);
    this.#worker ??= this.#start();
    this.#worker.postMessage({ key, work });
    return waiting.promise;
  }

  #start(): Worker {
    // Without what the process was started with: that is for the process, such as ending with its parent.
    const worker = new Worker(new URL('./large-work-thread.ts', import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on('message', ({ key, outcome }: { readonly key: string; readonly outcome: WorkOutcome }) => {
      this.#waiting.get(key)?.resolve(outcome);
      this.#waiting.delete(key);
    });
    worker.once('error', (error: Error) => this.#end(worker, error));
    worker.once('exit', () => this.#end(worker, new Error('it ended without an answer')));
    return worker;
  }

  #end(worker: Worker, cause: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Error(`The thread for large schemas failed: ${cause.message}`, { cause }));
  }
}
