import { type OutgoingRecord, TransportError } from './port.ts';
import { recordSize } from './record-size.ts';

interface Call<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One write takes no more than this, unless a single call does. */
const MOST_RECORDS = 2_000;
const MOST_BYTES = 4_194_304;

/**
 * Writes one batch at a time: calls that come while one is under way share the next, so that many small calls cost few
 * round trips, and the calls of one process stay in order, also when a write is tried again. Where the bus refuses a
 * shared batch, each call is written by itself: what is wrong with one is not the others' fault.
 */
export class PublishQueue<Item extends { readonly record: OutgoingRecord }> {
  readonly #write: (items: readonly Item[]) => Promise<void>;
  #calls: Call<Item>[] = [];
  #writing = false;

  constructor(write: (items: readonly Item[]) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when these are written; rejects as `write` does for the batch that they were in. */
  add(items: readonly Item[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#calls.push({ items, resolve, reject });
    if (!this.#writing) void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    this.#writing = true;
    while (this.#calls.length > 0) {
      await this.#writeTogether(this.#take());
    }
    this.#writing = false;
  }

  async #writeTogether(calls: readonly Call<Item>[]): Promise<void> {
    try {
      await this.#write(calls.flatMap((call) => call.items));
      for (const call of calls) call.resolve();
    } catch (error) {
      if (calls.length > 1 && isRefused(error)) for (const call of calls) await this.#writeTogether([call]);
      else for (const call of calls) call.reject(error);
    }
  }

  /** The calls that go together: at least one, more while they are small. */
  #take(): Call<Item>[] {
    let records = 0;
    let bytes = 0;
    let count = 0;
    for (const call of this.#calls) {
      records += call.items.length;
      for (const { record } of call.items) bytes += recordSize(record);
      if (count > 0 && (records > MOST_RECORDS || bytes > MOST_BYTES)) break;
      count += 1;
    }
    return this.#calls.splice(0, count);
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof TransportError && error.code !== 'BUS_UNAVAILABLE';
}
