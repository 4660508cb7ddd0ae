import type { Position } from '../rule.ts';

/** One line of the settings that leaves findings out. */
export interface Exception {
  /** Where it is written. */
  readonly at: Position;
  /** As it is written, for messages. */
  readonly text: string;
  /** The ids of the rules; null for all. */
  readonly rules: ReadonlySet<string> | null;
  /** A file, or a folder with all below, relative to the repository. */
  readonly path: string;
}

export interface Settings {
  /** Ids of the rules that run. */
  readonly use: ReadonlySet<string>;
  /** Entries of `except` that leave out no rule in use. */
  readonly idle: readonly Omit<Exception, 'rules' | 'path'>[];
  readonly exceptions: readonly Exception[];
}
