import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Generation, WorkspaceFolders } from '@vyarna/codegen';
import { filesIn } from '@vyarna/codegen/output-folder';
import { filesBelow, listContractFiles } from '@vyarna/loader/contract-files';
import { digestOf, digestOfFile } from '@vyarna/loader/digest';

/** What one run read and wrote, by content: while all of it is so, another run would change nothing. */
export interface Manifest {
  /** Of the code that generated; taken before it was loaded. */
  readonly tool: string;
  /** The absolute path of the output folder. */
  readonly output: string;
  /** Every file that was looked for, relative to the root; null where there was none. */
  readonly inputs: { readonly [file: string]: string | null };
  /** What was listed, with the digest of the names found. */
  readonly listings: readonly { readonly folder: string; readonly ending: string; readonly names: string }[];
  readonly outputs: { readonly [path: string]: string };
  /** What was told of the run. */
  readonly summary: string;
  readonly warnings: readonly string[];
}

/** Beside the tool, not beside the contracts: those may lie anywhere, and nothing is left there but what was asked for. */
const FOLDER = fileURLToPath(new URL('../../../../node_modules/.cache/vyarna/generate/', import.meta.url));

/** Above so many, those of folders that are gone are removed. */
const MANY = 100;

const pathOf = ({ root, contracts, flows, out }: WorkspaceFolders): string =>
  join(FOLDER, `${digestOf(JSON.stringify([root, contracts, flows, out]))}.json`);

/** The manifest of the last run, where all that it read and wrote is still as it was; undefined where anything is not. */
export const unchangedSince = (folders: WorkspaceFolders, tool: string): Manifest | undefined => {
  const manifest = read(pathOf(folders));
  return manifest?.tool === tool && sameInputs(folders, manifest) && sameOutputs(manifest) ? manifest : undefined;
};

const sameInputs = ({ root, contracts }: WorkspaceFolders, { inputs, listings }: Manifest): boolean => {
  const { avro, documents } = listContractFiles(root, contracts);
  return (
    [...avro, ...documents].every((file) => typeof inputs[file] === 'string') &&
    listings.every(({ folder, ending, names }) => namesDigest(filesBelow(root, folder, ending)) === names) &&
    Object.entries(inputs).every(([file, digest]) => digestOfFile(join(root, file)) === digest)
  );
};

const sameOutputs = ({ output, outputs }: Manifest): boolean => {
  const present = filesIn(output);
  return present.length === Object.keys(outputs).length && present.every((path) => digestOfFile(join(output, path)) === outputs[path]);
};

const namesDigest = (names: readonly string[]): string => digestOf(JSON.stringify(names));

/** Keeps what a run read and wrote. Only for a run that left the output folder as it should be. */
export const keep = (
  folders: WorkspaceFolders,
  { read: { texts, listings }, files }: Generation,
  told: Pick<Manifest, 'tool' | 'summary' | 'warnings'>,
): void => {
  const manifest: Manifest = {
    output: join(folders.root, folders.out),
    inputs: Object.fromEntries([...texts].map(([file, text]) => [file, text === undefined ? null : digestOf(text)])),
    listings: listings.map(({ folder, ending, files: names }) => ({ folder, ending, names: namesDigest(names) })),
    outputs: Object.fromEntries(files.map(({ path, text }) => [path, digestOf(text)])),
    ...told,
  };
  mkdirSync(FOLDER, { recursive: true });
  prune();
  const path = pathOf(folders);
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(manifest));
  renameSync(`${path}.${process.pid}`, path);
};

const prune = (): void => {
  const kept = readdirSync(FOLDER);
  if (kept.length < MANY) return;
  for (const name of kept) {
    const output = read(join(FOLDER, name))?.output;
    if (output === undefined || filesIn(output).length === 0) rmSync(join(FOLDER, name), { force: true });
  }
};

const read = (path: string): Manifest | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch (error) {
    // A manifest is only ever a way to do less: one that is missing or broken means a whole run.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
