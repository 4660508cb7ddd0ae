import { setTimeout as sleep } from 'node:timers/promises';
import { FolderWatch } from '@vyarna/codegen';

/** Several saves within a moment, of one person or one command, are one change: it is told when it has been quiet for so long. */
const QUIET_MS = 100;

/** Tells when something below folders may have changed; what changed before it is asked is kept. */
export class Changes {
  readonly #watch: FolderWatch;
  readonly #quietMs: number;
  #touchedAt: number | undefined;
  #wake: () => void = () => undefined;

  constructor(folders: readonly string[], quietMs = QUIET_MS) {
    this.#quietMs = quietMs;
    this.#watch = new FolderWatch(folders, () => {
      this.#touchedAt = performance.now();
      this.#wake();
    });
  }

  /** Resolves with true once there is a change, and with false on the signal. */
  async next(signal: AbortSignal): Promise<boolean> {
    const stop = (): void => this.#wake();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const left = this.#touchedAt === undefined ? undefined : this.#touchedAt + this.#quietMs - performance.now();
        if (left !== undefined && left <= 0) {
          this.#touchedAt = undefined;
          return true;
        }
        if (left === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
        else await sleep(left, undefined, { signal }).catch(() => undefined);
      }
      return false;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  close(): void {
    this.#watch.close();
  }
}
