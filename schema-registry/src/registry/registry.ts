/** The registry as its surfaces see it. */
import type { Change } from './change.ts';
import type { Command, OutcomeOf } from './commands.ts';
import type { AnswerTo, Query } from './queries.ts';

/** A change as it stands in the log, which is the audit log too. */
export interface LoggedChange {
  /** From 1 on, without gaps. */
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly change: Change;
}

/** Several instances on one database are one registry. Both methods reject with a `Refusal` for what is not done. */
export interface Registry {
  /**
   * Sees all that any instance acknowledged before the call. Only what an id, a guid or a version stands for may be answered from memory,
   * where it was found before and this instance hears of every change.
   */
  query<Q extends Query>(query: Q): Promise<AnswerTo<Q>>;
  /** Resolves when the change is durable. `actor` is who asked, for the log. */
  execute<C extends Command>(command: C, actor: string): Promise<OutcomeOf<C>>;
  /** Changes after a number, oldest first. */
  changes(after: number, limit: number): Promise<readonly LoggedChange[]>;
  /** Whether this instance hears of every change: answers made from `query` may be kept until `onChange` tells of one that touches them. */
  isLive(): boolean;
  /** Called after changes of any instance took effect here; without them where some may have been missed. Returns what ends it. */
  onChange(listener: (changes: readonly Change[] | undefined) => void): () => void;
}
