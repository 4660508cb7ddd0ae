import type { Logger } from '@vyarna/logger';
import { pause, redeliveryPause } from '../pause.ts';
import type { IncomingRecord, SubscribeOptions } from '../port.ts';
import { isLostMembership } from './kafka-errors.ts';

export interface WorkParts {
  /** What a fetch brought of one partition; not empty. */
  readonly records: readonly IncomingRecord[];
  readonly options: SubscribeOptions;
  readonly logger: Logger;
  /** Notes the next offset of the group in Kafka. */
  readonly commit: (next: string) => Promise<void>;
  /** Whether the partition is this member's at the moment. Kafka itself would take the commit of any member. */
  readonly isOurs: () => boolean;
}

/** Attempts to commit a finished batch once the work is to stop and Kafka does not answer. */
const LAST_COMMITS = 5;

/** Handles and commits the records that a fetch brought of one partition. */
export class PartitionWork {
  /** Resolves when nothing is in hand any more: true when everything was handled and committed. */
  readonly done: Promise<boolean>;
  readonly #parts: WorkParts;
  readonly #stop = new AbortController();
  #settled = false;
  #committed = 0n;

  constructor(parts: WorkParts) {
    this.#parts = parts;
    this.done = this.#run().finally(() => {
      this.#settled = true;
    });
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** Records below this offset need not be handled again. */
  get committed(): bigint {
    return this.#committed;
  }

  /** Begins no further batch; the one in hand may finish and is then committed. */
  stop(): void {
    this.#stop.abort();
  }

  async #run(): Promise<boolean> {
    const { records, options } = this.#parts;
    const most = options.maxBatch ?? 100;
    for (let at = 0; at < records.length; at += most) {
      const batch = records.slice(at, at + most);
      if (!(await this.#deliver(batch)) || !(await this.#commit(batch))) return false;
    }
    return true;
  }

  /** Until the handler takes the batch: true; or the work is to stop meanwhile: false. */
  async #deliver(batch: readonly IncomingRecord[]): Promise<boolean> {
    const { options, logger } = this.#parts;
    for (let failures = 1; ; failures += 1) {
      if (this.#stop.signal.aborted) return false;
      try {
        await options.handle(batch, this.#stop.signal);
        return true;
      } catch (error) {
        if (this.#stop.signal.aborted) return false;
        const where = { group: options.group, topic: batch[0]?.topic, partition: batch[0]?.partition, offset: batch[0]?.offset, failures };
        logger.warn({ ...where, error }, 'a batch was not handled; it is delivered again after a pause');
        await pause(redeliveryPause(failures), this.#stop.signal);
      }
    }
  }

  /** False when the partition belongs to somebody else by now, or Kafka does not answer before the end. */
  async #commit(batch: readonly IncomingRecord[]): Promise<boolean> {
    const next = BigInt(batch.at(-1)?.offset ?? 0) + 1n;
    for (let left = LAST_COMMITS; left > 0; ) {
      if (!this.#parts.isOurs()) return false;
      try {
        await this.#parts.commit(next.toString());
        this.#committed = next;
        return true;
      } catch (error) {
        if (isLostMembership(error)) return false;
        if (this.#stop.signal.aborted) left -= 1;
        await pause(300);
      }
    }
    return false;
  }
}
