import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finding } from '@vyarna/loader';
import type { Diagnosed, Question } from './diagnostic.ts';
import { findingsOf } from './findings-of.ts';

/** The parser of AsyncAPI, loading in a thread of its own. It reads no file but the documents and what they refer to, and nothing over the network. */
export interface ParserRun {
  /** What it finds in documents that `said` does not say already. Once only; rejects where the parser itself fails. */
  readonly findings: (root: string, documents: readonly string[], said: readonly Finding[]) => Promise<readonly Finding[]>;
  /** Ends the thread without an answer. */
  readonly stop: () => void;
}

export const startParser = (): ParserRun => {
  const worker = new Worker(new URL('./parser-worker.ts', import.meta.url));
  const answer = new Promise<readonly Diagnosed[]>((settle, fail) => {
    worker.once('message', settle);
    worker.once('error', (error: Error) => fail(new Error(`The parser of AsyncAPI failed: ${error.message}`, { cause: error })));
    worker.once('exit', () => fail(new Error('The parser of AsyncAPI ended without an answer.')));
  });
  // A failure is told to whoever asks; before that, it is no unhandled one.
  answer.catch(() => undefined);
  return {
    async findings(root, documents, said) {
      worker.postMessage({ root: resolve(root), documents } satisfies Question);
      try {
        return findingsOf(resolve(root), await answer, said, (file) => readFileSync(join(root, file), 'utf8'));
      } finally {
        void worker.terminate();
      }
    },
    stop: () => void worker.terminate(),
  };
};
