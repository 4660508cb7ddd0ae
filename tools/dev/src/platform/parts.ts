export interface Part {
  readonly name: string;
  /** Higher ones stop first; equal ones together. */
  readonly rank: number;
  readonly stop: () => Promise<void>;
}

/** What runs, and the order in which it ends: callers before what they call. */
export class Parts {
  readonly #parts: Part[] = [];
  #stopping: Promise<void> | undefined;

  add(part: Part): void {
    this.#parts.push(part);
  }

  /** Ends everything once, in order; one that fails to end does not keep the rest running. Never rejects. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopInOrder();
    return this.#stopping;
  }

  async #stopInOrder(): Promise<void> {
    const ranks = [...new Set(this.#parts.map(({ rank }) => rank))].sort((a, b) => b - a);
    for (const rank of ranks) await Promise.allSettled(this.#parts.filter((part) => part.rank === rank).map((part) => part.stop()));
  }
}
