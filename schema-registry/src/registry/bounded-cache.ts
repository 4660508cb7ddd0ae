/** Keeps what was used last, up to a total weight. */
export class BoundedCache<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly weight: number }>();
  readonly #limit: number;
  #weight = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    const found = this.#kept.get(key);
    // The order matters only when something will have to go soon, and keeping it costs more than finding.
    if (found === undefined || this.#weight < this.#limit / 2) return found?.value;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  /** What is heavier than the whole cache is not kept. */
  set(key: string, value: Value, weight: number): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0;
    this.#kept.delete(key);
    if (weight > this.#limit) return;
    this.#kept.set(key, { value, weight });
    this.#weight += weight;
    for (const [oldest, { weight: freed }] of this.#kept) {
      if (this.#weight <= this.#limit) return;
      this.#kept.delete(oldest);
      this.#weight -= freed;
    }
  }
}
