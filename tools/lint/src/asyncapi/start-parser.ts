import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { Finding } from '@vyarna/loader';
import type { Diagnosed } from './diagnostic.ts';
import { findingsOf } from './findings-of.ts';
import { KnownDiagnoses } from './known-diagnoses.ts';
import { ParserThread } from './parser-thread.ts';

/** The parser of AsyncAPI, loading in threads of its own. It reads no file but the documents and what they refer to, and nothing over the network. */
export interface ParserRun {
  /** What it finds in documents that `said` does not say already. Once only; rejects where the parser itself fails. */
  readonly findings: (documents: readonly string[], said: readonly Finding[]) => Promise<readonly Finding[]>;
  /** Takes note of what it said, so that it need not be asked again. After `findings`; throws where nothing can be written. */
  readonly keep: () => void;
  /** Ends the threads without an answer. */
  readonly stop: () => void;
}

/** Each holds some hundred megabytes, so there are few, and none for a handful of documents. */
const threadsFor = (documents: number): number => Math.min(availableParallelism(), 4, Math.ceil(documents / DOCUMENTS_OF_A_THREAD));
/** Loading the parser takes as long as running it on so many. */
const DOCUMENTS_OF_A_THREAD = 3;

/** Starts as many threads as documents of the repository have changed since the last run; without an earlier run, as many as pay. */
export const startParser = (repository: string): ParserRun => {
  const root = resolve(repository);
  const known = new KnownDiagnoses(root);
  const threads: ParserThread[] = [];
  const start = (count: number): void => {
    while (threads.length < count) threads.push(new ParserThread());
  };
  start(known.before === 0 ? 1 : threadsFor(known.before - known.size));
  const stop = (): void => threads.forEach((thread) => void thread.stop());
  let diagnosed: readonly Diagnosed[] = [];
  return {
    async findings(documents, said) {
      const unknown = documents.filter((document) => known.of(document) === undefined);
      start(threadsFor(unknown.length));
      try {
        const found = await diagnoseAll(threads, root, unknown);
        diagnosed = documents.flatMap((document) => known.of(document) ?? found.get(document) ?? []);
        return findingsOf(root, diagnosed, said, (file) => readFileSync(join(root, file), 'utf8'));
      } finally {
        stop();
      }
    },
    keep: () => known.keep(diagnosed),
    stop,
  };
};

/** Each thread takes the next document when it is done with one. */
const diagnoseAll = async (threads: readonly ParserThread[], root: string, documents: readonly string[]): Promise<ReadonlyMap<string, Diagnosed>> => {
  const waiting = [...documents];
  const found = new Map<string, Diagnosed>();
  await Promise.all(
    threads.map(async (thread) => {
      for (let document = waiting.shift(); document !== undefined; document = waiting.shift()) {
        found.set(document, await thread.diagnose({ root, document }));
      }
    }),
  );
  return found;
};
