import { readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { LoadCache, type Loaded, type LoadOptions, loadContracts } from '@vyarna/loader';
import { generateFiles } from './generate.ts';
import type { GeneratedFile } from './generated-file.ts';
import { type Drift, driftBetween, findDrift, writeOutput } from './output-folder.ts';
import { RenderCache } from './render-cache.ts';

export interface WorkspaceFolders extends LoadOptions {
  /** Where generated files go, relative to `root`. */
  readonly out: string;
}

/** What contracts and flows say now, and how the output folder differed from it. */
export interface Generation extends Loaded {
  /** Every generated file; empty where the contracts are refused. */
  readonly files: readonly GeneratedFile[];
  readonly drift: Drift;
}

/** The steps of a generation, told before each is begun. */
export type Step = 'read' | 'generate' | 'compare' | 'write';

const NO_DRIFT: Drift = { missing: [], changed: [], stale: [] };

/**
 * The contracts of a repository and what is generated from them, for as long as somebody works on them: of what it read, parsed and rendered it keeps
 * what did not change, so a further generation costs what was edited. What is written is, byte for byte, what a new process would write.
 */
export class Workspace {
  readonly folders: WorkspaceFolders;
  readonly #cache = new LoadCache();
  readonly #rendered = new RenderCache();
  readonly #onStep: (step: Step) => void;
  /** What files of the output folder said when they were last looked at. */
  readonly #present = new Map<string, { readonly text: string; readonly stamp: string }>();
  /** What this workspace wrote; undefined where it does not know what is there. */
  #written: readonly GeneratedFile[] | undefined;

  constructor(folders: WorkspaceFolders, onStep: (step: Step) => void = () => {}) {
    this.folders = folders;
    this.#onStep = onStep;
  }

  /** Finds how the output folder differs from what the contracts say, and writes nothing. */
  compare(): Promise<Generation> {
    return this.#make(this.#driftOf);
  }

  /** Brings the output folder in line with the contracts. Contracts that are refused leave it as it is. */
  generate(): Promise<Generation> {
    return this.#generate(this.#driftOf);
  }

  /**
   * As `generate`, but takes what this workspace wrote to be there still: to look at every file takes an eighth of an edit. Call `mend` when there is time.
   */
  update(): Promise<Generation> {
    return this.#generate((files) => (this.#written === undefined ? this.#driftOf(files) : driftBetween(this.#written, files)));
  }

  /** Puts right what others did to what was written last, and says what that was. */
  mend(): Drift {
    if (this.#written === undefined) return NO_DRIFT;
    const drift = this.#driftOf(this.#written);
    this.#write(this.#written, drift);
    return drift;
  }

  async #generate(driftOf: (files: readonly GeneratedFile[]) => Drift): Promise<Generation> {
    const generation = await this.#make(driftOf);
    if (generation.set !== null) this.#write(generation.files, generation.drift);
    return generation;
  }

  async #make(driftOf: (files: readonly GeneratedFile[]) => Drift): Promise<Generation> {
    this.#onStep('read');
    const loaded = loadContracts(this.folders, this.#cache);
    if (loaded.set === null) return { ...loaded, files: [], drift: NO_DRIFT };
    this.#onStep('generate');
    const files = await generateFiles(loaded.set, this.folders.out, this.#rendered);
    this.#onStep('compare');
    return { ...loaded, files, drift: driftOf(files) };
  }

  #write(files: readonly GeneratedFile[], drift: Drift): void {
    this.#onStep('write');
    // Whoever breaks off does not know what is there.
    this.#written = undefined;
    writeOutput(this.#output, files, drift);
    this.#written = files;
  }

  readonly #driftOf = (files: readonly GeneratedFile[]): Drift => findDrift(this.#output, files, this.#textOf);

  get #output(): string {
    return join(this.folders.root, this.folders.out);
  }

  /** Read again only where the file is another one, or was written to. */
  readonly #textOf = (file: string): string => {
    const stamp = stampOf(statSync(file));
    const last = this.#present.get(file);
    if (last?.stamp === stamp) return last.text;
    const text = readFileSync(file, 'utf8');
    this.#present.set(file, { text, stamp });
    return text;
  };
}

const stampOf = ({ ino, size, mtimeMs, ctimeMs }: Stats): string => `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
