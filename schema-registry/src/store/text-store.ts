import { BoundedCache } from '../registry/bounded-cache.ts';
import { type Texts, TextsMissing } from '../registry/schema-reader.ts';
import type { ChangeLog } from './change-log.ts';

/** Characters of schema text kept in memory. */
const KEPT = 64_000_000;

/** A text that is in no row: its last version was deleted for good, which the state may not say yet. */
export class TextGone extends Error {
  override readonly name = 'TextGone';
}

/** The texts of schemas: those used last in memory, all in the database. */
export class TextStore {
  readonly #kept = new BoundedCache<string>(KEPT);
  readonly #log: Pick<ChangeLog, 'texts'>;

  constructor(log: Pick<ChangeLog, 'texts'>) {
    this.#log = log;
  }

  keep(hash: string, text: string): void {
    this.#kept.set(hash, text, text.length);
  }

  /** Does pure work that needs texts, again with more of them until it has all. Rejects with TextGone. `extra` are texts that are not in the database yet. */
  async with<Result>(work: (texts: Texts) => Result, extra: ReadonlyMap<string, string> = new Map()): Promise<Result> {
    // Held until the work is done, however little is kept beside it.
    const held = new Map<string, string>(extra);
    const texts: Texts = (hash) => held.get(hash) ?? this.#kept.get(hash);
    for (;;) {
      try {
        return work(texts);
      } catch (error) {
        if (!(error instanceof TextsMissing)) throw error;
        const found = await this.#log.texts(error.hashes);
        for (const hash of error.hashes) {
          const text = found.get(hash);
          if (text === undefined) throw new TextGone(`the text ${hash} is in no row of schema_text`);
          held.set(hash, text);
          this.keep(hash, text);
        }
      }
    }
  }
}
