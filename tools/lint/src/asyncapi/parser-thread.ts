import { Worker } from 'node:worker_threads';
import type { Diagnosed, Question } from './diagnostic.ts';

/** The parser of AsyncAPI in a thread of its own, loading from the start. It reads no file but documents and what they refer to. */
export class ParserThread {
  readonly #worker = new Worker(new URL('./parser-worker.ts', import.meta.url));
  readonly #end: Promise<never>;

  constructor() {
    this.#end = new Promise((_, fail) => {
      this.#worker.once('error', (error: Error) => fail(new Error(`The parser of AsyncAPI failed: ${error.message}`, { cause: error })));
      this.#worker.once('exit', () => fail(new Error('The parser of AsyncAPI ended without an answer.')));
    });
    // A failure is told to whoever asks; before that, it is no unhandled one.
    this.#end.catch(() => undefined);
  }

  /** One document at a time; rejects where the parser itself fails. */
  diagnose(question: Question): Promise<Diagnosed> {
    const answer = new Promise<Diagnosed>((settle) => this.#worker.once('message', settle));
    this.#worker.postMessage(question);
    return Promise.race([answer, this.#end]);
  }

  stop(): void {
    void this.#worker.terminate();
  }
}
