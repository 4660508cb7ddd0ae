import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf, digestOfFile } from '@vyarna/loader/digest';
import type { Diagnosed } from './diagnostic.ts';

interface Kept {
  /** Of the parser: what another one says of a document is another thing. */
  readonly parser: string;
  readonly root: string;
  readonly diagnosed: readonly Diagnosed[];
}

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const FOLDER = join(REPOSITORY, 'node_modules/.cache/vyarna/check');

/** Above so many, those of folders that are gone are removed. */
const MANY = 100;

const parserDigest = (): string =>
  digestOf([join(REPOSITORY, 'package-lock.json'), fileURLToPath(new URL('./parser-worker.ts', import.meta.url))].map(digestOfFile).join());

/** What the parser said of the documents of a repository when it last ran: it says the same again while all that it read is the same. */
export class KnownDiagnoses {
  readonly #root: string;
  readonly #folder: string;
  readonly #parser = parserDigest();
  readonly #known: ReadonlyMap<string, Diagnosed>;
  /** How many documents there were the last time. */
  readonly before: number;

  /** `root` is absolute; `folder` is where it is kept. */
  constructor(root: string, folder = FOLDER) {
    this.#root = root;
    this.#folder = folder;
    const kept = read(this.#path);
    const diagnosed = kept?.parser === this.#parser ? kept.diagnosed : [];
    const digestNow = digests();
    const isUnchanged = ({ read: then }: Diagnosed): boolean => Object.entries(then).every(([file, digest]) => digestNow(file) === digest);
    this.before = diagnosed.length;
    this.#known = new Map(diagnosed.filter(isUnchanged).map((each) => [each.document, each]));
  }

  /** How many documents are known. */
  get size(): number {
    return this.#known.size;
  }

  of(document: string): Diagnosed | undefined {
    return this.#known.get(document);
  }

  /** Keeps what was said in place of all that was kept. */
  keep(diagnosed: readonly Diagnosed[]): void {
    if (diagnosed.length === this.before && diagnosed.every((each) => this.#known.get(each.document) === each)) return;
    mkdirSync(this.#folder, { recursive: true });
    prune(this.#folder);
    const kept: Kept = { parser: this.#parser, root: this.#root, diagnosed };
    writeFileSync(`${this.#path}.${process.pid}`, JSON.stringify(kept));
    renameSync(`${this.#path}.${process.pid}`, this.#path);
  }

  get #path(): string {
    return join(this.#folder, `${digestOf(this.#root)}.json`);
  }
}

/** Digests of files as they are now; each is read once, though many documents refer to it. */
const digests = (): ((file: string) => string | null) => {
  const found = new Map<string, string | null>();
  return (file) => {
    const known = found.get(file);
    if (known !== undefined) return known;
    const digest = digestOfFile(file);
    found.set(file, digest);
    return digest;
  };
};

const prune = (folder: string): void => {
  const names = readdirSync(folder);
  if (names.length < MANY) return;
  for (const name of names) if (!existsSync(read(join(folder, name))?.root ?? '')) rmSync(join(folder, name), { force: true });
};

const read = (path: string): Kept | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept;
  } catch (error) {
    // What is kept is only ever a way to do less: where it is missing or broken, the parser runs.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
