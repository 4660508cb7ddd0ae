/** Why there is nothing more to wait for: enough came, all that was there has come, nothing came for too long, or a person stopped it. */
export type Ending = 'enough' | 'all' | 'silence' | 'stopped';

/** Counts messages, and tells when it is over. */
export class Countdown {
  /** Resolves when it is over; rejects when it failed. */
  readonly over: Promise<Ending>;
  readonly #over = Promise.withResolvers<Ending>();
  readonly #max: number;
  readonly #timeoutMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  #counted = 0;

  /** Both may be infinite. */
  constructor(max: number, timeoutMs: number) {
    this.over = this.#over.promise;
    this.#max = max;
    this.#timeoutMs = timeoutMs;
    this.#wait();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get counted(): number {
    return this.#counted;
  }

  count(): void {
    this.#counted += 1;
    if (this.#counted >= this.#max) this.end('enough');
    else this.#wait();
  }

  end(why: Ending): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#over.resolve(why);
  }

  fail(error: unknown): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#over.reject(error);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || !Number.isFinite(this.#timeoutMs)) return;
    this.#timer = setTimeout(() => this.end('silence'), this.#timeoutMs);
  }
}
