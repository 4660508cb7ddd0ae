import { HttpError } from './http-error.ts';

/** Counts what is held of bodies that are still coming in, so that many large ones at once do not take all of the memory. */
export class HeldBytes {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Throws an HttpError (503, Retry-After) when it is too much; then nothing is added. */
  add(bytes: number): void {
    if (this.#held + bytes > this.#most) {
      throw new HttpError(503, 'HTTP 503 Service Unavailable: many large bodies are being read; try again.', { headers: { 'retry-after': '1' } });
    }
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}
