import type { Logger } from '@vyarna/logger';
import { pause, redeliveryPause } from '../pause.ts';
import type { SubscribeOptions } from '../port.ts';
import type { Claim, ClaimStore } from './claim-store.ts';
import type { Fetched, RecordFetcher } from './record-fetcher.ts';

export interface WorkerParts {
  readonly claim: Claim;
  readonly claims: ClaimStore;
  readonly fetcher: RecordFetcher;
  readonly options: SubscribeOptions;
  readonly logger: Logger;
}

/** Attempts to note the position of a finished batch once the worker is stopping and the database is away. */
const LAST_COMMITS = 5;

/** Works on one claimed partition: fetch, handle, commit, until stopped or fenced. */
export class PartitionWorker {
  readonly claim: Claim;
  /** Resolves when nothing is in hand any more. */
  readonly done: Promise<void>;
  readonly #parts: WorkerParts;
  readonly #stop = new AbortController();
  #settled = false;

  constructor(parts: WorkerParts) {
    this.claim = parts.claim;
    this.#parts = parts;
    this.done = this.#run().finally(() => {
      this.#settled = true;
    });
  }

  get settled(): boolean {
    return this.#settled;
  }

  get stopping(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Takes no further batch; the one in hand may finish and is then committed, where the claim still stands. */
  stop(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    const { fetcher, options } = this.#parts;
    let position = this.claim.position;
    while (!this.stopping) {
      const batch = await fetcher.next({ partition: this.claim.partition, from: position, most: options.maxBatch ?? 100 }, this.#stop.signal);
      if (batch === undefined || !(await this.#deliver(batch)) || !(await this.#commit(batch.next))) return;
      position = batch.next;
    }
  }

  /** Until the handler takes the batch: true; or the worker stops meanwhile: false. */
  async #deliver(batch: Fetched): Promise<boolean> {
    const { options, logger } = this.#parts;
    for (let failures = 1; ; failures += 1) {
      if (this.stopping) return false;
      try {
        await options.handle(batch.records, this.#stop.signal);
        return true;
      } catch (error) {
        if (this.stopping) return false;
        const first = batch.records[0];
        const where = { group: options.group, topic: first?.topic, partition: first?.partition, offset: first?.offset, failures };
        logger.warn({ ...where, error }, 'a batch was not handled; it is delivered again after a pause');
        await pause(redeliveryPause(failures), this.#stop.signal);
      }
    }
  }

  /** False when the partition belongs to somebody else by now, or the position could not be noted before the end. */
  async #commit(position: bigint): Promise<boolean> {
    const { claims, logger, options } = this.#parts;
    let last = LAST_COMMITS;
    for (;;) {
      try {
        if (await claims.commit(this.claim, position)) return true;
        const { topic, number: partition } = this.claim.partition;
        logger.warn({ group: options.group, topic, partition }, 'the partition went to another member meanwhile; its batch is delivered there again');
        this.#stop.abort();
        return false;
      } catch {
        if (this.stopping) last -= 1;
        if (last === 0) return false;
        await pause(300);
      }
    }
  }
}
