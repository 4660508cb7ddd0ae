import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { ExitCode, Terminal } from '../command.ts';
import type { RegistryClient } from './client.ts';
import { dumpLines } from './dump.ts';
import { exportRegistry } from './export.ts';
import { stopSignal } from './stop-signal.ts';
import { plural, progressOn } from './told.ts';

/** `vyarna registry export`: a file is there whole, or not at all. */
export const exportCommand = async (registry: RegistryClient, file: string, terminal: Terminal): Promise<ExitCode> => {
  const { signal, release } = stopSignal();
  try {
    const dump = await exportRegistry(registry, progressOn(terminal, 'versions read'), signal);
    if (!dump.isComplete) terminal.error(partly(registry));
    if (file === '-') for (const line of dumpLines(dump)) terminal.out(line);
    else writeWhole(file, `${[...dumpLines(dump)].join('\n')}\n`);
    const subjects = new Set(dump.versions.map(({ subject }) => subject)).size;
    terminal.error(`vyarna registry export: ${plural(dump.versions.length, 'version')} of ${plural(subjects, 'subject')} of ${registry.url}.`);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    terminal.error('vyarna registry export: stopped; nothing was written.');
    return 1;
  } finally {
    release();
  }
};

/** What a person must know who takes an export for the whole. */
export const partly = ({ url }: RegistryClient): string =>
  `warning: the registry at ${url} has subjects that these credentials may not read: they are left out. For all of it, use those of somebody who may read *.`;

const writeWhole = (file: string, text: string): void => {
  const half = `${file}.${process.pid}`;
  try {
    writeFileSync(half, text);
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
};
