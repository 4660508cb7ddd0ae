import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf } from '@vyarna/loader/entries-of';

/** Content hashes by path, relative to the repository, with `/`. */
export type Snapshot = ReadonlyMap<string, string>;

/** The files below folders, read again where they were written to. Two snapshots differ where contents do, whatever was saved in between. */
export class SourceTree {
  readonly #root: string;
  readonly #folders: readonly string[];
  readonly #isSource: (path: string) => boolean;
  readonly #known = new Map<string, { readonly stamp: string; readonly hash: string }>();

  /** A folder that is not there is empty. */
  constructor(root: string, folders: readonly string[], isSource: (path: string) => boolean) {
    this.#root = root;
    this.#folders = folders;
    this.#isSource = isSource;
  }

  snapshot(): Snapshot {
    const found = new Map<string, string>();
    for (const folder of this.#folders) this.#read(folder, found);
    for (const path of this.#known.keys()) if (!found.has(path)) this.#known.delete(path);
    return found;
  }

  #read(folder: string, found: Map<string, string>): void {
    for (const entry of entriesOf(join(this.#root, folder))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') this.#read(path, found);
      } else if (this.#isSource(path)) {
        const hash = this.#hashOf(path);
        if (hash !== undefined) found.set(path, hash);
      }
    }
  }

  /** Undefined for a file that went in between. */
  #hashOf(path: string): string | undefined {
    const file = join(this.#root, path);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const stamp = `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.hash;
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    this.#known.set(path, { stamp, hash });
    return hash;
  }
}

/** The paths whose content differs, sorted. */
export const changedPaths = (before: Snapshot, after: Snapshot): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
