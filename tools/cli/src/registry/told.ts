import type { Terminal } from '../command.ts';

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Tells a person who waits how far it is, every hundredth time. */
export const progressOn =
  (terminal: Terminal, what: string) =>
  (done: number, all: number): void => {
    if (process.stderr.isTTY && done % 100 === 0) terminal.error(`${done} of ${all} ${what}`);
  };
