import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf } from '@vyarna/loader/entries-of';
import { subjectOfFolder } from './subjects.ts';

/** One released version of a subject: a file that never changes again. */
export interface Release {
  readonly subject: string;
  readonly version: number;
  /** Relative to the repository. */
  readonly file: string;
}

/** All that lies in the folders `released/` of a contract set. */
export interface History {
  readonly root: string;
  /** By subject, oldest first. */
  readonly releases: ReadonlyMap<string, readonly Release[]>;
  /** Files that are no version of anything. */
  readonly strays: readonly string[];
}

/** What a path says of the release it holds; undefined for a file that is none. */
export const releaseAt = (file: string): Release | undefined => {
  const [, folder = '', version] = /(?:^|\/)released\/([^/]+)\/([1-9]\d*)\.avsc$/.exec(file) ?? [];
  return version === undefined ? undefined : { subject: subjectOfFolder(folder), version: Number(version), file };
};

/** Finds the released versions below a folder, at any depth; hidden files are passed over. */
export const readHistory = (root: string, contracts: string): History => {
  const releases: Release[] = [];
  const strays: string[] = [];
  const walk = (folder: string, inside: boolean): void => {
    for (const entry of entriesOf(join(root, folder))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path, inside || entry.name === 'released');
      else if (inside) {
        const release = releaseAt(path);
        if (release === undefined) strays.push(path);
        else releases.push(release);
      }
    }
  };
  walk(contracts, false);
  releases.sort((a, b) => a.version - b.version || (a.file < b.file ? -1 : 1));
  return { root, releases: Map.groupBy(releases, ({ subject }) => subject), strays: strays.sort() };
};

export const textOf = ({ root }: Pick<History, 'root'>, { file }: Release): string => readFileSync(join(root, file), 'utf8');
