import type { Change } from '../registry/change.ts';
import type { Registry } from '../registry/registry.ts';
import type { Lasting } from './route.ts';

/** How much each kind may take, in bytes; the oldest go first. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What an entry costs beside its bytes, about. */
const ENTRY_BYTES = 300;

/**
 * Ready-made answers by URL and kind of client, for requests whose answer does not change while nothing is deleted. Each is a text with a character for every
 * byte, to be sent as latin1: that is copied once, behind the head.
 */
export class KeptAnswers {
  readonly #registry: Registry;
  readonly #kinds = { content: new BoundedBytes(MOST_BYTES), version: new BoundedBytes(MOST_BYTES) };
  #generation = 0;

  constructor(registry: Registry) {
    this.#registry = registry;
    registry.onChange((changes) => this.#forget(changes));
  }

  /** Undefined where nothing is kept, or where this instance may have missed a change. */
  find(url: string): string | undefined {
    if (!this.#registry.isLive()) return undefined;
    return this.#kinds.content.get(url) ?? this.#kinds.version.get(url);
  }

  /** To be asked before the answer is made: what is kept with it counts only if nothing changed since. */
  get generation(): number {
    return this.#generation;
  }

  keep(url: string, about: Lasting['about'], text: string, generation: number): void {
    if (generation === this.#generation && this.#registry.isLive()) this.#kinds[about].set(url, Buffer.from(text).toString('latin1'));
  }

  #forget(changes: readonly Change[] | undefined): void {
    this.#generation += 1;
    const actions = changes?.map(({ action }) => action);
    if (actions === undefined || actions.some((action) => TAKES_AWAY.has(action))) this.#kinds.content.clear();
    if (actions === undefined || actions.some((action) => !LEAVES_VERSIONS.has(action))) this.#kinds.version.clear();
  }
}

const TAKES_AWAY: ReadonlySet<Change['action']> = new Set(['delete', 'purge', 'delete-context']);
/** An alias changes what a name stands for; an import may put another schema in a version's place. */
const LEAVES_VERSIONS: ReadonlySet<Change['action']> = new Set(['set-mode', 'remove-mode']);

class BoundedBytes {
  readonly #most: number;
  readonly #entries = new Map<string, string>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): string | undefined {
    return this.#entries.get(key);
  }

  set(key: string, bytes: string): void {
    const size = sizeOf(key, bytes);
    if (size > this.#most / 4 || this.#entries.has(key)) return;
    this.#entries.set(key, bytes);
    this.#bytes += size;
    for (const [oldest, held] of this.#entries) {
      if (this.#bytes <= this.#most) return;
      this.#entries.delete(oldest);
      this.#bytes -= sizeOf(oldest, held);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}

const sizeOf = (key: string, bytes: string): number => key.length * 2 + bytes.length + ENTRY_BYTES;
