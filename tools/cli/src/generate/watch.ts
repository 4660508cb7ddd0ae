import { Workspace, type WorkspaceFolders, watchWorkspace } from '@vyarna/codegen';
import type { ExitCode, Terminal } from '../command.ts';
import { changes, reportFindings } from './generate.ts';
import { secondsSince } from './told.ts';

/** Generates on each change until Ctrl-C or SIGTERM. Contracts with errors leave what was generated last. */
export const watchContracts = async (folders: WorkspaceFolders, terminal: Terminal): Promise<ExitCode> => {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let started = performance.now();
  const workspace = new Workspace(folders, (step) => {
    if (step === 'read') started = performance.now();
  });
  let isFirst = true;
  for await (const generation of watchWorkspace(workspace, stopping.signal)) {
    if (!reportFindings(generation, terminal)) {
      terminal.error(`vyarna generate: ${folders.out}/ stays as it was until these are put right.`);
    } else {
      const { missing, changed, stale } = generation.drift;
      if (!isFirst) for (const path of [...missing, ...changed]) terminal.out(`${folders.out}/${path}`);
      if (!isFirst) for (const path of stale) terminal.out(`${folders.out}/${path}: removed`);
      terminal.out(`${generation.files.length} files in ${folders.out}/, ${changes(generation.drift)} (${secondsSince(started)})`);
    }
    if (isFirst) terminal.error(`Watching ${folders.contracts}/ and ${folders.flows}/; Ctrl-C ends it.`);
    isFirst = false;
  }
  return 0;
};
