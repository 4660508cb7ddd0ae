import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Folders that hold no contract: past releases are compared with, not compiled, and examples are values. */
const PASSED_OVER = new Set(['node_modules', 'released', 'examples', 'generated']);

/** Every file of a contract folder, relative to the repository and sorted. */
export interface ContractFiles {
  /** Raw Avro. */
  readonly avro: readonly string[];
  /** What may be an AsyncAPI document, or a part of one. */
  readonly documents: readonly string[];
}

/** Lists what lies below a folder at any depth; what is hidden is left out. Empty where there is no such folder. */
export const listContractFiles = (root: string, contracts: string): ContractFiles => {
  const avro: string[] = [];
  const documents: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      // Hidden files are editors' own: their locks are links that lead nowhere.
      if (entry.name.startsWith('.') || (entry.isSymbolicLink() && !isFile(join(root, path)))) continue;
      if (entry.isDirectory()) {
        if (!PASSED_OVER.has(entry.name)) walk(path);
      } else if (path.endsWith('.avsc')) avro.push(path);
      else if (/\.(ya?ml|json)$/.test(path)) documents.push(path);
    }
  };
  walk(contracts);
  return { avro: avro.sort(), documents: documents.sort() };
};

const entriesOf = (folder: string) => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

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
