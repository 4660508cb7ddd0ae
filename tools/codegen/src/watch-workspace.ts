import { dirname, join } from 'node:path';
import { FolderWatch } from './folder-watch.ts';
import type { Generation, Workspace } from './workspace.ts';

/**
 * Generates once, and again whenever contracts or flows change, until the signal comes. Gives each generation that wrote something or found something
 * else than the one before it, and then, where others have touched the output, what was put right; contracts that are refused leave what was generated last.
 */
export async function* watchWorkspace(workspace: Workspace, signal: AbortSignal): AsyncGenerator<Generation, void, void> {
  const { root, contracts, flows } = workspace.folders;
  let wake = (): void => {};
  let due = true;
  const touch = (): void => {
    due = true;
    wake();
  };
  const stop = (): void => wake();
  signal.addEventListener('abort', stop);
  let watched: FolderWatch | undefined;
  try {
    let told: string | undefined;
    let isFirst = true;
    let folders: readonly string[] = [];
    while (!signal.aborted) {
      if (!due) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (due || signal.aborted) resolve();
        });
        continue;
      }
      due = false;
      // Watched before it is read: what changes meanwhile is told.
      watched ??= new FolderWatch(
        [contracts, flows].map((folder) => join(root, folder)),
        touch,
      );
      const generation = await workspace.update();
      const outside = foldersOutside(generation, workspace);
      if (outside.join() !== folders.join()) {
        folders = outside;
        watched.close();
        watched = new FolderWatch([...[contracts, flows].map((folder) => join(root, folder)), ...outside], touch);
        due = true;
      }
      const found = JSON.stringify([generation.set === null, generation.findings]);
      if (found !== told || hasDrift(generation)) {
        told = found;
        yield generation;
      }
      if (due || signal.aborted || generation.set === null) continue;
      if (isFirst) {
        // What is read and rendered is kept from the second time on: that is now, while nobody waits, and not the first edit.
        isFirst = false;
        due = true;
        continue;
      }
      const mended = { ...generation, drift: workspace.mend() };
      if (hasDrift(mended)) yield mended;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    watched?.close();
  }
}

const hasDrift = ({ drift: { missing, changed, stale } }: Generation): boolean => missing.length + changed.length + stale.length > 0;

/** Folders of files that contracts refer to, outside the contracts, and those that links among the contracts lead to. */
const foldersOutside = ({ read }: Generation, { folders: { root, contracts, flows } }: Workspace): readonly string[] => {
  const isInside = (file: string): boolean =>
    [contracts, flows].some((folder) => file.startsWith(`${folder}/`) || (folder === '.' && !file.startsWith('..')));
  const outside = [...read.texts.keys()].filter((file) => !isInside(file));
  return [...new Set([...outside.map(dirname), ...read.links].map((folder) => join(root, folder)))].sort();
};
