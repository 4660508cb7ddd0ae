/** 0: done. 1: it could not be done. 2: it was asked wrongly. 100: it was done and found something to put right. */
export type ExitCode = 0 | 1 | 2 | 100;

/** Where a command speaks: results on `out`, all else on `error`. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

/**
 * One command of `vyarna`. It lives in a folder of its own name, in a file `command.ts` that exports it as `command`: nothing else lists it.
 */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help text, without the name's line. */
  readonly usage: string;
  /** `args` are those after the command's name. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

/** It was asked wrongly; the message says how, and the usage is one `--help` away. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
