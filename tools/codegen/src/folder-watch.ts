import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors save in several steps, and a checkout touches many files: a change is told when it has been quiet for so many milliseconds. */
const QUIET_MS = 15;
/** At the latest after so many. */
const LATEST_MS = 500;

/**
 * Tells when anything below folders may have changed; what, is for the one who is told to find out. Every folder below them is watched by itself, which
 * is alike on all systems and sees files that are saved by replacing them. Folders that come, go or come again are followed.
 */
export class FolderWatch {
  readonly #roots: readonly string[];
  readonly #onChange: () => void;
  readonly #watched = new Map<string, { readonly watcher: FSWatcher; readonly identity: string }>();
  #timer: NodeJS.Timeout | undefined;
  #since = 0;

  /** `onChange` is called once for each burst of changes, never before the constructor returns. */
  constructor(roots: readonly string[], onChange: () => void) {
    this.#roots = roots;
    this.#onChange = onChange;
    this.#follow();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #touched(): void {
    const now = performance.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.#since + LATEST_MS - now));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // A folder that is new may have got files before it was watched.
      if (this.#follow()) this.#touched();
      this.#onChange();
    }, wait);
  }

  /** Watches the folders there are now; true where one of them is new. */
  #follow(): boolean {
    const folders = new Set(this.#roots.flatMap((root) => [parentOf(root), ...foldersBelow(root)]));
    for (const [folder, { watcher, identity }] of this.#watched) {
      // A folder that went and came again is another one under the same name.
      if (folders.has(folder) && identityOf(folder) === identity) continue;
      watcher.close();
      this.#watched.delete(folder);
    }
    let grew = false;
    for (const folder of folders) grew = this.#add(folder) || grew;
    return grew;
  }

  #add(folder: string): boolean {
    const identity = identityOf(folder);
    if (identity === undefined || this.#watched.has(folder)) return false;
    try {
      const watcher = watch(folder, () => this.#touched());
      watcher.on('error', () => this.#touched());
      this.#watched.set(folder, { watcher, identity });
      return true;
    } catch (error) {
      // It went in between.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }
}

const identityOf = (folder: string): string | undefined => {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true ? `${stats.ino} ${stats.birthtimeMs}` : undefined;
};

/** Tells when the folder itself comes or goes. */
const parentOf = (folder: string): string => join(folder, '..');

const foldersBelow = (root: string): readonly string[] => {
  try {
    const below = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [root, ...below.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes('node_modules'))];
  } catch {
    return [];
  }
};
