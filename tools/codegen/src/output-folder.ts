import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from './generated-file.ts';

/** How a folder differs from what is generated: paths within it, sorted. */
export interface Drift {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Files that are no longer generated. */
  readonly stale: readonly string[];
}

/** The whole model, which running programs read. Every change touches it, so it is made on each machine and not committed. */
export const BUNDLE_FILE = 'bundle.json';

/** What of a difference concerns files that are committed. */
export const committedDrift = ({ missing, changed, stale }: Drift): Drift => {
  const committed = (paths: readonly string[]): readonly string[] => paths.filter((path) => path !== BUNDLE_FILE);
  return { missing: committed(missing), changed: committed(changed), stale };
};

const filesIn = (folder: string): readonly string[] => {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .filter((path) => !path.split('/').includes('node_modules'))
      .sort();
  } catch {
    return [];
  }
};

/** Compares a folder with the files that belong there; only generated files lie in it. */
export const findDrift = (folder: string, files: readonly GeneratedFile[]): Drift => {
  const present = new Set(filesIn(folder));
  const wanted = new Set(files.map(({ path }) => path));
  return {
    missing: files.filter(({ path }) => !present.has(path)).map(({ path }) => path),
    changed: files.filter(({ path, text }) => present.has(path) && readFileSync(join(folder, path), 'utf8') !== text).map(({ path }) => path),
    stale: [...present].filter((path) => !wanted.has(path)),
  };
};

/** Makes the folder hold exactly the files, touching only those that differ. */
export const writeOutput = (folder: string, files: readonly GeneratedFile[], drift: Drift): void => {
  const due = new Set([...drift.missing, ...drift.changed]);
  for (const { path, text } of files) {
    if (!due.has(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const path of drift.stale) {
    rmSync(join(folder, path));
    removeEmpty(folder, dirname(path));
  }
};

const removeEmpty = (folder: string, path: string): void => {
  if (path === '.' || readdirSync(join(folder, path)).length > 0) return;
  rmdirSync(join(folder, path));
  removeEmpty(folder, dirname(path));
};
