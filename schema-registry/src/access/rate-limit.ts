import { HttpError } from '../http/http-error.ts';

interface Bucket {
  left: number;
  at: number;
}

const MOST_BUCKETS = 10_000;

/** Lets each name through so many times a second on average, and so many at once. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #atOnce: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perSecond: number, atOnce = perSecond, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#atOnce = atOnce;
    this.#now = now;
  }

  /** Throws an HttpError (429, Retry-After in seconds) when it is too much. */
  take(name: string): void {
    const bucket = this.#bucketOf(name);
    this.#demandOne(bucket);
    bucket.left -= 1;
  }

  /** As `take`, but takes nothing. */
  peek(name: string): void {
    this.#demandOne(this.#bucketOf(name));
  }

  #demandOne(bucket: Bucket): void {
    if (bucket.left >= 1) return;
    const seconds = Math.ceil((1 - bucket.left) / this.#perSecond);
    throw new HttpError(429, `HTTP 429 Too Many Requests: try again in ${seconds} s.`, { headers: { 'retry-after': String(seconds) } });
  }

  #bucketOf(name: string): Bucket {
    const now = this.#now();
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      if (this.#buckets.size >= MOST_BUCKETS) this.#dropFull(now);
      const full = { left: this.#atOnce, at: now };
      this.#buckets.set(name, full);
      return full;
    }
    bucket.left = this.#leftAt(bucket, now);
    bucket.at = now;
    return bucket;
  }

  #leftAt({ left, at }: Bucket, now: number): number {
    return Math.min(this.#atOnce, left + ((now - at) / 1_000) * this.#perSecond);
  }

  /** A full bucket is as good as none; where all are in use the oldest goes. */
  #dropFull(now: number): void {
    for (const [name, bucket] of this.#buckets) if (this.#leftAt(bucket, now) >= this.#atOnce) this.#buckets.delete(name);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size >= MOST_BUCKETS && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
