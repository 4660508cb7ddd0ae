import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Folders that hold no contract: past releases are compared with, not compiled, and examples are values. */
const PASSED_OVER = new Set(['node_modules', 'released', 'examples', 'generated']);

/** Every file of a contract folder, relative to the repository and sorted. */
export interface ContractFiles {
  /** Raw Avro. */
  readonly avro: readonly string[];
  /** What may be an AsyncAPI document, or a part of one. */
  readonly documents: readonly string[];
  /** Links to folders elsewhere, through which some of these files are read. */
  readonly links: readonly string[];
}

/**
 * Lists what lies below a folder at any depth; what is hidden is left out. A link to a folder elsewhere is followed, each such folder once; one to a
 * folder around the contracts or below them is not, since all there is listed under its own name. Empty where there is no such folder.
 */
export const listContractFiles = (root: string, contracts: string): ContractFiles => {
  const avro: string[] = [];
  const documents: string[] = [];
  const links = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      const kind = entry.isSymbolicLink() ? kindOf(join(root, path)) : entry.isDirectory() ? 'folder' : 'file';
      if (kind === 'folder') {
        if (!PASSED_OVER.has(entry.name) && (!entry.isSymbolicLink() || isNew(path))) walk(path);
      } else if (kind === 'file') {
        if (path.endsWith('.avsc')) avro.push(path);
        else if (/\.(ya?ml|json)$/.test(path)) documents.push(path);
      }
    }
  };
  const isNew = (link: string): boolean => {
    const real = realpathSync(join(root, link));
    if ([realpathSync(join(root, contracts)), ...links.values()].some((known) => overlaps(real, known))) return false;
    links.set(link, real);
    return true;
  };
  walk(contracts);
  return { avro: avro.sort(), documents: documents.sort(), links: [...links.keys()] };
};

const entriesOf = (folder: string) => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
};

/** What a link leads to; undefined where that is nothing, as with the locks of some editors, or the link itself. */
const kindOf = (link: string): 'folder' | 'file' | undefined => {
  try {
    const stats = statSync(link);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
};

const overlaps = (a: string, b: string): boolean => `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);

/** Names of files below a folder that end so, relative to `root`, sorted; empty where there is no folder. */
export const filesBelow = (root: string, folder: string, ending: string): readonly string[] => {
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ending) && !basename(name).startsWith('.'))
    .map((name) => `${folder}/${name}`)
    .sort();
};
