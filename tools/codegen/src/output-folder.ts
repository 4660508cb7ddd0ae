import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entriesOf } from '@vyarna/loader/entries-of';
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

/** The paths of the files in an output folder, sorted; empty where there is no folder. */
export const filesIn = (folder: string): readonly string[] => {
  const found: string[] = [];
  const walk = (below: string): void => {
    for (const entry of entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (!isBeingWritten(path)) found.push(path);
      } else if (entry.name !== 'node_modules') walk(path);
    }
  };
  walk('');
  return found.sort();
};

/** Compares a folder with the files that belong there; only generated files lie in it. */
export const findDrift = (folder: string, files: readonly GeneratedFile[], textOf = readText): Drift => {
  const present = new Set(filesIn(folder));
  const wanted = new Set(files.map(({ path }) => path));
  return {
    missing: files.filter(({ path }) => !present.has(path)).map(({ path }) => path),
    changed: files.filter(({ path, text }) => present.has(path) && textOf(join(folder, path)) !== text).map(({ path }) => path),
    stale: [...present].filter((path) => !wanted.has(path)),
  };
};

/** How a folder that holds exactly some files differs from others; both in the order of paths. */
export const driftBetween = (there: readonly GeneratedFile[], files: readonly GeneratedFile[]): Drift => {
  const texts = new Map(there.map(({ path, text }) => [path, text]));
  const missing: string[] = [];
  const changed: string[] = [];
  for (const { path, text } of files) {
    const before = texts.get(path);
    texts.delete(path);
    if (before === undefined) missing.push(path);
    else if (before !== text) changed.push(path);
  }
  return { missing, changed, stale: [...texts.keys()] };
};

const readText = (file: string): string => readFileSync(file, 'utf8');

/**
 * Makes the folder hold exactly the files, touching only those that differ. Each file appears whole, so whoever is interrupted leaves old files
 * and new ones, but none that breaks off. Throws where it would remove files of a folder that was not generated.
 */
export const writeOutput = (folder: string, files: readonly GeneratedFile[], drift: Drift): void => {
  if (drift.stale.length > 0 && !isGenerated(folder)) {
    throw new Error(`${folder} holds files that vyarna did not write, such as ${drift.stale[0]}: name an empty or a new folder with --out.`);
  }
  const due = new Set([...drift.missing, ...drift.changed]);
  const made = new Set<string>();
  const temporary = join(folder, `.vyarna-${process.pid}.tmp`);
  for (const { path, text } of files) {
    if (!due.has(path)) continue;
    const target = join(folder, path);
    const parent = dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  }
  for (const path of drift.stale) {
    rmSync(join(folder, path));
    removeEmpty(folder, dirname(path));
  }
};

/** What a process that still runs has not given its name yet; one that ended in between left rubbish. */
const isBeingWritten = (path: string): boolean => {
  const writer = /^\.vyarna-(\d+)\.tmp$/.exec(path)?.[1];
  if (writer === undefined) return false;
  try {
    return process.kill(Number(writer), 0);
  } catch {
    return false;
  }
};

/** Whether a folder is one of ours: its package says so, if only in one half of a merge conflict. */
const isGenerated = (folder: string): boolean => {
  try {
    return readText(join(folder, 'package.json')).includes(JSON.stringify(OUTPUT_PACKAGE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
};

/** The name of the package that an output folder is. */
export const OUTPUT_PACKAGE = '@vyarna/generated';

const removeEmpty = (folder: string, path: string): void => {
  if (path === '.' || readdirSync(join(folder, path)).length > 0) return;
  rmdirSync(join(folder, path));
  removeEmpty(folder, dirname(path));
};
