import { ScaffoldError } from './scaffold-error.ts';

/** One file as it is to be; `before` is undefined for a new one. */
export interface Change {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** The text of a file by its path in the repository; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

/** What is to be written, kept in memory: nothing reaches the disk before everything could be planned. */
export class Draft {
  readonly #read: ReadFile;
  readonly #changes = new Map<string, Change>();
  readonly #byHand: string[] = [];

  constructor(read: ReadFile) {
    this.#read = read;
  }

  /** As the draft leaves it. */
  text(path: string): string | undefined {
    return this.#changes.get(path)?.after ?? this.#read(path);
  }

  has(path: string): boolean {
    return this.text(path) !== undefined;
  }

  /** Throws EXISTS where the file is there. */
  create(path: string, text: string): void {
    if (this.has(path)) throw new ScaffoldError('EXISTS', `${path} is there already.`);
    this.#changes.set(path, { path, before: undefined, after: text });
  }

  /** Throws MISSING where there is no such file. */
  edit(path: string, change: (text: string) => string): void {
    const text = this.text(path);
    if (text === undefined) throw new ScaffoldError('MISSING', `There is no ${path}.`);
    this.#changes.set(path, { path, before: this.#read(path), after: change(text) });
  }

  /** As `edit`, where `change` gives undefined for a text it does not know its way in; a person is then told to do it. */
  editOrTell(path: string, change: (text: string) => string | undefined, byHand: string): void {
    const text = this.text(path);
    const after = text === undefined ? undefined : change(text);
    if (after === undefined) this.tell(`${path}: ${byHand}`);
    else this.#changes.set(path, { path, before: this.#read(path), after });
  }

  /** Notes what a person has to do, because no program can. */
  tell(what: string): void {
    this.#byHand.push(what);
  }

  /** Files that really change, sorted by path. */
  get changes(): readonly Change[] {
    return [...this.#changes.values()].filter(({ before, after }) => before !== after).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  get byHand(): readonly string[] {
    return this.#byHand;
  }
}
