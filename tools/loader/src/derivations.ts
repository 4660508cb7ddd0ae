import type { YamlFile } from '@vyarna/contract/yaml';
import type { Finding } from './finding.ts';

/** What was seen of a file: its tree, undefined where there was no file to read, or only whether there is one. */
export type Seen = YamlFile | undefined | boolean;

/** Files that were looked at, in the order in which one led to the next. */
export type Looks = ReadonlyMap<string, Seen>;

/** Something made of inputs and of what files say. */
interface Derivation {
  readonly inputs: readonly unknown[];
  readonly looks: Looks;
  readonly findings: readonly Finding[];
  readonly value: unknown;
}

interface Making {
  readonly looks: Map<string, Seen>;
  /** Undefined where what is reported meanwhile is nobody's to keep. */
  readonly findings: Finding[] | undefined;
}

/**
 * What one load of contracts derived, for the next: what was made of the same inputs, through files that say the same, is not made again. It
 * watches the files that are looked at meanwhile, so that nobody has to list them; the inputs are told apart by identity.
 */
export class Derivations {
  readonly #last: ReadonlyMap<string, Derivation>;
  readonly #current = new Map<string, Derivation>();
  /** From the outermost to the innermost. */
  readonly #making: Making[] = [];

  constructor(last?: Derivations) {
    this.#last = last === undefined ? new Map() : last.#current;
  }

  /** Where findings go while something is made. */
  get findings(): Finding[] | undefined {
    return this.#making.at(-1)?.findings;
  }

  /** `see` looks at a file as it is now, as it was looked at before. The findings are not yet told to whoever derives more of what is given. */
  derive<Value>(
    id: string,
    inputs: readonly unknown[],
    make: () => Value,
    see: (file: string, before: Seen) => Seen,
  ): { readonly value: Value; readonly findings: readonly Finding[] } {
    const last = this.#last.get(id);
    // In their order: a file that another led to is looked at only where that one says what it said.
    if (last !== undefined && isSame(last.inputs, inputs) && last.looks.entries().every(([file, before]) => see(file, before) === before)) {
      this.#current.set(id, last);
      return last as Derivation & { readonly value: Value };
    }
    const findings: Finding[] = [];
    const derivation = { inputs, findings, ...this.#watch(make, findings) };
    this.#current.set(id, derivation);
    return derivation;
  }

  /** What is made, and which files were looked at for it. */
  watch<Value>(make: () => Value): { readonly value: Value; readonly looks: Looks } {
    return this.#watch(make, this.findings);
  }

  /** Tells what was seen of a file. */
  look(file: string, seen: Seen): void {
    const looks = this.#making.at(-1)?.looks;
    if (looks === undefined) return;
    const before = looks.get(file);
    if (looks.has(file) && (typeof before !== 'boolean' || before === seen)) return;
    // Behind the others, since one of them may be what led to its being opened.
    looks.delete(file);
    looks.set(file, seen);
  }

  #watch<Value>(make: () => Value, findings: Finding[] | undefined): { readonly value: Value; readonly looks: Looks } {
    const looks = new Map<string, Seen>();
    this.#making.push({ looks, findings });
    let value: Value;
    try {
      value = make();
    } finally {
      this.#making.pop();
    }
    for (const [file, seen] of looks) this.look(file, seen);
    return { value, looks };
  }
}

const isSame = (before: readonly unknown[], now: readonly unknown[]): boolean =>
  before.length === now.length && before.every((input, index) => input === now[index]);
