import type { Change, Registered } from '../registry/change.ts';
import { sha256 } from '../registry/content.ts';
import { sortedJson } from '../registry/normal-form.ts';
import { readAvro } from '../registry/read-avro.ts';
import { Refusal } from '../registry/refusal.ts';
import type { LoggedChange } from '../registry/registry.ts';
import { RegistryState } from '../registry/state.ts';
import type { ChangeLog, Row } from './change-log.ts';
import { coalesced } from './coalesced.ts';

/** Rows read at once. */
const PAGE = 5_000;

/** This instance's copy of what the log says. */
export class Replica {
  readonly state = new RegistryState();
  /** Resolves when all that was in the log before the call is in the state. */
  readonly catchUp: () => Promise<void>;
  readonly #log: ChangeLog;
  readonly #onApplied: (changes: readonly LoggedChange[]) => void;
  #seq = 0;

  constructor(log: ChangeLog, onApplied: (changes: readonly LoggedChange[]) => void) {
    this.#log = log;
    this.#onApplied = onApplied;
    this.catchUp = coalesced(() => this.#readOn());
  }

  /** The number of the last change in the state. */
  get seq(): number {
    return this.#seq;
  }

  /** Applies changes as the log has them; those already in the state are left out. */
  apply(changes: readonly LoggedChange[]): void {
    const fresh = changes.filter(({ seq }) => seq > this.#seq);
    for (const { seq, at, change } of fresh) {
      if (seq !== this.#seq + 1) throw new Error(`change ${seq} came after ${this.#seq}`);
      this.state.apply(change, at.getTime());
      this.#seq = seq;
    }
    if (fresh.length > 0) this.#onApplied(fresh);
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const rows = await this.#log.after(this.#seq, PAGE);
      if (rows.length > 0) this.apply(await readRows(rows, this.#log));
      if (rows.length < PAGE) return;
    }
  }
}

/** The changes in rows of the log; the normal forms that migrated rows lack are made from their texts. */
export async function readRows(rows: readonly Row[], log: Pick<ChangeLog, 'texts'>): Promise<readonly LoggedChange[]> {
  const changes = rows.map(({ seq, at, actor, action, body }): LoggedChange => ({ seq, at, actor, change: { action, ...body } as Change }));
  const bare = changes.flatMap(({ change }) => (isBare(change) ? [change.content.hash] : []));
  if (bare.length === 0) return changes;
  const texts = await log.texts([...new Set(bare)]);
  return changes.map((logged) => {
    const { change } = logged;
    if (!isBare(change)) return logged;
    const text = texts.get(change.content.hash);
    // Its text is gone with its last version, so nothing is compared with it again.
    const form = text === undefined ? change.content.hash : formOf(text);
    return { ...logged, change: { ...change, content: { ...change.content, form } } };
  });
}

const isBare = (change: Change): change is Registered => change.action === 'register' && change.content.form === undefined;

/** What was once taken stays, also should the reader be stricter now. */
function formOf(text: string): string {
  try {
    return readAvro(text, []).form;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return sha256(sortedJson(text));
  }
}
