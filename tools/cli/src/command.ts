import type { Values } from './parse.ts';

/** 0: done. 1: it could not be done. 2: it was asked wrongly. 100: it was done and found something to put right. */
export type ExitCode = 0 | 1 | 2 | 100;

/** Where a command speaks: results on `out`, all else on `error`. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

/** What a shell completes to at a place of the command line: its files or folders, or words that the contracts know. */
type Completion = 'file' | 'directory' | (() => Promise<readonly string[]>);

/** One `--name` of a command. */
export interface Option {
  /** One line for `--help`; it tells the value that is taken without the option. */
  readonly summary: string;
  /** What stands for the value in `--help`, such as `DIR`; an option without one is a switch. */
  readonly value?: string;
  /** The values there are; any other one is refused. */
  readonly choices?: readonly string[];
  readonly complete?: Completion;
  /** It may be given several times. */
  readonly multiple?: boolean;
  /** One letter, for `-n`. */
  readonly short?: string;
}

/** One word of a command that is no option; told by its place. */
export interface Argument {
  /** In capitals, such as `TOPIC`; with `choices` their list stands for it. */
  readonly name: string;
  readonly summary: string;
  readonly choices?: readonly string[];
  readonly complete?: Completion;
  /** It may be left out; only the last ones may. */
  readonly optional?: boolean;
  /** All words that are left; only the last one may be, and they may be none. */
  readonly multiple?: boolean;
}

export type Options = { readonly [name: string]: Option };

/** What is said once about a command: `--help`, the reading of its words and the shell's completion all follow from it. */
export interface Definition<O extends Options = Options, A extends readonly Argument[] = readonly Argument[]> {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly arguments?: A;
  readonly options?: O;
  /** The end of the help text: environment variables, examples, exit codes. */
  readonly notes?: string;
  /** Gets the words after the command's name, read. */
  readonly run: (values: Values<O, A>, terminal: Terminal) => Promise<ExitCode>;
}

/**
 * One command of `vyarna`, made by `defineCommand`. It lives in a folder of its own name, in a file `command.ts` that exports it as `command`:
 * nothing else lists it.
 */
export type Command = Omit<Definition, 'run'> & { readonly run: (values: never, terminal: Terminal) => Promise<ExitCode> };

export const defineCommand = <const O extends Options = Record<never, Option>, const A extends readonly Argument[] = readonly []>(
  definition: Definition<O, A>,
): Command => definition;

/** It was asked wrongly; the message says how, and the usage is one `--help` away. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
