import { registered } from '../registry/answer.ts';
import type { Command, OutcomeOf } from '../registry/commands.ts';
import { decide } from '../registry/decide.ts';
import { Refusal } from '../registry/refusal.ts';
import type { LoggedChange } from '../registry/registry.ts';
import type { SchemaReader } from '../registry/schema-reader.ts';
import { WorkMissing } from '../registry/schema-work.ts';
import type { RegistryState, VersionRecord } from '../registry/state.ts';
import { type ChangeLog, LogMovedOn } from './change-log.ts';
import type { Replica } from './replica.ts';
import { TextGone, type TextStore } from './text-store.ts';

/** Commands written together at most, and characters of schema text in them: more would hold readers up while they are decided. */
const BATCH = 200;
const BATCH_CHARACTERS = 1_000_000;
/** Changes of other instances that wait to be applied to the state ahead; with more of them it is taken anew. */
const LATER = 10_000;

interface Pending {
  readonly command: Command;
  readonly actor: string;
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Settle = () => void;

/** A registration that waits for work on large schemas, and those of its subject that wait for it. */
interface Hold {
  readonly first: Pending;
  readonly others: Pending[];
}

/** What else needs such work is held under no name. */
const subjectOf = ({ command }: Pending): string => (command.type === 'register' ? command.subject : '');

/**
 * Group commit: while one batch is being written, commands gather for the next. Each is decided against what those before it made, and answered
 * when it is durable. One that needs work on large schemas first is decided in a later batch, when that is done. A batch that was overtaken by another instance
 * is decided again on what that one wrote.
 */
export class Writer {
  readonly #log: ChangeLog;
  readonly #replica: Replica;
  readonly #reader: SchemaReader;
  readonly #texts: TextStore;
  readonly #finish: (missing: WorkMissing) => Promise<void>;
  readonly #waiting: Pending[] = [];
  /** The replica's state as it is once the batch is written; undefined where it must be taken anew. */
  #ahead: RegistryState | undefined;
  #aheadSeq = 0;
  #later: LoggedChange[] = [];
  #isWriting = false;
  readonly #held = new Map<string, Hold>();

  constructor(log: ChangeLog, replica: Replica, reader: SchemaReader, texts: TextStore, finish: (missing: WorkMissing) => Promise<void>) {
    this.#log = log;
    this.#replica = replica;
    this.#reader = reader;
    this.#texts = texts;
    this.#finish = finish;
  }

  execute<C extends Command>(command: C, actor: string): Promise<OutcomeOf<C>> {
    return new Promise((resolve, reject) => this.#queue({ command, actor, resolve: resolve as Pending['resolve'], reject }));
  }

  #queue(pending: Pending): void {
    this.#waiting.push(pending);
    if (!this.#isWriting) void this.#write();
  }

  /** A registration comes back when what it needs is done. Those of other subjects do not wait for it; those of its own would only make what is done useless. */
  #hold(pending: Pending, missing: WorkMissing): void {
    const subject = subjectOf(pending);
    if (this.#held.get(subject)?.first !== pending) this.#held.set(subject, { first: pending, others: [] });
    this.#finish(missing).then(
      () => this.#queue(pending),
      (error: unknown) => {
        this.#release(pending);
        pending.reject(error);
      },
    );
  }

  #isHeldBack(pending: Pending, subject: string): boolean {
    const hold = this.#held.get(subject);
    return hold !== undefined && hold.first !== pending;
  }

  #holdBack(pending: Pending, subject: string): void {
    const hold = this.#held.get(subject);
    if (hold === undefined) this.#queue(pending);
    else hold.others.push(pending);
  }

  #release(pending: Pending): void {
    const subject = subjectOf(pending);
    const hold = this.#held.get(subject);
    if (hold?.first !== pending) return;
    const [next, ...others] = hold.others;
    if (next === undefined) this.#held.delete(subject);
    else {
      // One after another, as each is compared with what the one before it made.
      this.#held.set(subject, { first: next, others });
      this.#queue(next);
    }
  }

  /** Told of all changes that were applied to the replica. */
  follow(changes: readonly LoggedChange[]): void {
    if (this.#ahead === undefined) return;
    if (this.#later.length + changes.length > LATER) this.#forget();
    else this.#later.push(...changes);
  }

  #forget(): void {
    this.#ahead = undefined;
    this.#later = [];
  }

  #stateAhead(): RegistryState {
    for (const { seq, at, change } of this.#later) {
      if (seq !== this.#aheadSeq + 1) continue;
      this.#ahead?.apply(change, at.getTime());
      this.#aheadSeq = seq;
    }
    this.#later = [];
    if (this.#ahead === undefined || this.#aheadSeq !== this.#replica.seq) {
      this.#ahead = this.#replica.state.clone();
      this.#aheadSeq = this.#replica.seq;
    }
    return this.#ahead;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize(this.#waiting));
      try {
        for (const settle of await this.#commit(batch)) settle();
      } catch (error) {
        this.#forget();
        for (const pending of batch) {
          this.#release(pending);
          pending.reject(error);
        }
      }
    }
    this.#isWriting = false;
  }

  async #commit(batch: readonly Pending[]): Promise<readonly Settle[]> {
    for (;;) {
      const ahead = this.#stateAhead();
      const seq = this.#aheadSeq;
      const decided = await this.#decideAll(batch, seq, ahead).catch((error: unknown) => this.#orAgain(seq, error));
      if (decided === undefined) continue;
      const { settles, changes, texts, gone } = decided;
      if (await this.#isCurrent(seq, changes, texts, gone)) {
        this.#aheadSeq = seq + changes.length;
        this.#replica.apply(changes);
        for (const [hash, text] of texts) this.#texts.keep(hash, text);
        return settles;
      }
      this.#forget();
    }
  }

  /** Where another instance deleted for good what was needed: undefined, with what it wrote in the state. */
  async #orAgain(seq: number, error: unknown): Promise<undefined> {
    if (!(error instanceof TextGone)) throw error;
    this.#forget();
    await this.#replica.catchUp();
    if (this.#replica.seq === seq) throw error;
  }

  /** Whether the decisions were made on the log's end; then their changes are written. */
  async #isCurrent(seq: number, changes: readonly LoggedChange[], texts: ReadonlyMap<string, string>, gone: readonly string[]): Promise<boolean> {
    if (changes.length === 0) {
      await this.#replica.catchUp();
      return this.#replica.seq === seq;
    }
    try {
      await this.#log.append(changes, [...texts], gone);
      return true;
    } catch (error) {
      if (!(error instanceof LogMovedOn)) throw error;
      await this.#replica.catchUp();
      return false;
    }
  }

  async #decideAll(batch: readonly Pending[], seq: number, ahead: RegistryState) {
    const changes: LoggedChange[] = [];
    const texts = new Map<string, string>();
    const settles: Settle[] = [];
    const taken = new Set<string>();
    const at = new Date();
    // Of this batch; it may be decided again.
    const held = new Set<string>();
    for (const pending of batch) {
      const { command, actor, resolve, reject } = pending;
      if (command.type === 'register' && (held.has(command.subject) || this.#isHeldBack(pending, command.subject))) {
        settles.push(() => this.#holdBack(pending, command.subject));
        continue;
      }
      try {
        const outcome = await this.#decide(command, ahead, texts, (change) => {
          for (const hash of ahead.textsTaken(change)) taken.add(hash);
          ahead.apply(change, at.getTime());
          changes.push({ seq: seq + changes.length + 1, at, actor, change });
        });
        settles.push(() => {
          this.#release(pending);
          resolve(outcome);
        });
      } catch (error) {
        if (error instanceof WorkMissing) {
          held.add(subjectOf(pending));
          settles.push(() => this.#hold(pending, error));
        } else if (error instanceof Refusal) {
          settles.push(() => {
            this.#release(pending);
            reject(error);
          });
        } else throw error;
      }
    }
    const gone = ahead.unusedTexts(taken);
    for (const hash of gone) texts.delete(hash);
    return { settles, changes, texts, gone };
  }

  async #decide(
    command: Command,
    state: RegistryState,
    texts: Map<string, string>,
    apply: (change: LoggedChange['change']) => void,
  ): Promise<unknown> {
    const reader = this.#reader;
    const decision = await this.#texts.with((found) => decide({ state, reader, texts: found }, command), texts);
    for (const [hash, text] of decision.texts ?? []) texts.set(hash, text);
    for (const change of decision.changes) apply(change);
    if (command.type !== 'register') return decision.outcome;
    const version = decision.registered === undefined ? (decision.outcome as VersionRecord) : state.version(decision.registered);
    if (version === undefined) throw new Error('the version just registered is not there');
    return await this.#texts.with((found) => registered({ state, reader, texts: found }, version), texts);
  }
}

function batchSize(waiting: readonly Pending[]): number {
  let characters = 0;
  const tooMuch = waiting.findIndex(({ command }) => {
    characters += command.type === 'register' ? command.schema.schema.length : 0;
    return characters > BATCH_CHARACTERS;
  });
  return Math.min(BATCH, tooMuch < 0 ? waiting.length : Math.max(1, tooMuch));
}
