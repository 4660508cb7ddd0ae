import { didYouMean } from '@vyarna/avro';
import { parseDuration } from './duration.ts';
import type { Place, Sources } from './sources.ts';

/** Reads typed facts below one place and reports what has another type than it must. A fact that is not given is undefined. */
export class Facts {
  readonly place: Place | undefined;
  readonly #sources: Sources;

  constructor(sources: Sources, place: Place | undefined) {
    this.#sources = sources;
    this.place = sources.resolve(place);
  }

  at(key: string): Place | undefined {
    return this.#sources.get(this.place, key);
  }

  below(key: string): Facts {
    return new Facts(this.#sources, this.at(key));
  }

  text(key: string): string | undefined {
    return this.#read(key, 'text', (value) => (typeof value === 'string' ? value : undefined));
  }

  count(key: string): number | undefined {
    return this.#read(key, 'a whole number above 0', (value) => (Number.isInteger(value) && (value as number) > 0 ? (value as number) : undefined));
  }

  flag(key: string): boolean | undefined {
    return this.#read(key, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** Milliseconds. */
  time(key: string): number | undefined {
    return this.#read(key, 'a time such as 200ms, 30s, 5m, 2h or 7d', (value) => (typeof value === 'string' ? parseDuration(value) : undefined));
  }

  oneOf<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    return this.#read(key, `one of ${choices.join(', ')}`, (value) => choices.find((choice) => choice === value));
  }

  /** Reports members outside the ones that are known: mostly a misspelt key. */
  only(known: readonly string[], what: string): void {
    for (const [key, member] of this.#sources.entries(this.place)) {
      if (!known.includes(key))
        this.#sources.report(member, 'UNKNOWN_FACT', `${what} has no "${key}".`, didYouMean(key, known, `It knows ${known.join(', ')}.`));
    }
  }

  #read<Value>(key: string, wanted: string, accept: (value: unknown) => Value | undefined): Value | undefined {
    const place = this.at(key);
    if (place === undefined) return undefined;
    const value = accept(this.#sources.scalar(place));
    if (value === undefined) this.#sources.report(place, 'INVALID_FACT', `"${key}" must be ${wanted}.`);
    return value;
  }
}
