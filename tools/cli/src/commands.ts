import { existsSync, readdirSync } from 'node:fs';
import type { Command } from './command.ts';

const here = new URL('./', import.meta.url);

/** The folders that hold a command, sorted. */
export const commandNames = (): readonly string[] =>
  readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/command.ts`, here)))
    .map(({ name }) => name)
    .sort();

export const loadCommand = async (name: string): Promise<Command> =>
  ((await import(new URL(`${name}/command.ts`, here).href)) as { readonly command: Command }).command;
