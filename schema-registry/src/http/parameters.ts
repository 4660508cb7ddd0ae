import { CODES, Refusal } from '../registry/refusal.ts';
import { badRequest, HttpError } from './http-error.ts';
import type { Route } from './route.ts';

const WHOLE = /^-?\d{1,10}$/;
const MOST = 2 ** 31 - 1;

const NONE: readonly never[] = [];

/** Query parameters, read as Confluent's registry does: `true` in any case of letters is true, all else false. */
export class Parameters {
  readonly #given: URLSearchParams;

  constructor(query: string) {
    this.#given = new URLSearchParams(query);
  }

  text(name: string): string | undefined {
    return this.#given.get(name) ?? undefined;
  }

  all(name: string): readonly string[] {
    return this.#given.getAll(name);
  }

  flag(name: string): boolean {
    return this.#given.get(name)?.toLowerCase() === 'true';
  }

  /** Refuses with 422 what a route does not take, and what it takes once and is given again: nothing is overlooked in silence. */
  demandOnly({ method, path, parameters = NONE, refused = {}, repeated = NONE }: Route): void {
    const seen = new Set<string>();
    // A copy, since names may change on the way.
    for (const given of [...this.#given.keys()]) {
      const name = this.#nameOf(given, parameters);
      const reason = Object.hasOwn(refused, name) ? refused[name] : undefined;
      if (reason !== undefined && this.#given.get(given) === '') continue;
      if (reason !== undefined) throw new Refusal(CODES.unprocessable, `The parameter ${given} is not taken: ${reason}.`);
      if (!parameters.includes(name)) {
        const taken = parameters.length === 0 ? 'no parameters' : parameters.join(', ');
        throw new Refusal(
          CODES.unprocessable,
          `The parameter ${JSON.stringify(given)} is unknown: ${method} ${path} takes ${taken}. Correct it, or leave it out.`,
        );
      }
      if (seen.has(name) && !repeated.includes(name)) throw givenTwice(name);
      seen.add(name);
    }
  }

  /** Confluent's Python client writes some names as `deleted_only`. */
  #nameOf(given: string, known: readonly string[]): string {
    if (!given.includes('_')) return given;
    const name = given.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (!known.includes(name)) return name;
    for (const value of this.#given.getAll(given)) this.#given.append(name, value);
    this.#given.delete(given);
    return name;
  }

  /** Throws an HttpError (404, as in Confluent's) for what is no whole number of 32 bits. */
  whole(name: string): number | undefined {
    const text = this.#given.get(name);
    if (text === null || text === '') return undefined;
    if (WHOLE.test(text) && Math.abs(Number(text)) <= MOST) return Number(text);
    throw new HttpError(404, `HTTP 404 Not Found: the parameter ${name} is a whole number up to ${MOST}, not '${text}'.`);
  }

  /** Refuses with 422 to take the place of several. */
  set(name: string, value: string): void {
    if (this.#given.getAll(name).length > 1) throw givenTwice(name);
    this.#given.set(name, value);
  }

  /** The part of a list that `offset` and `limit` name; a limit below 1 is none. */
  page<Item>(items: readonly Item[]): readonly Item[] {
    const { offset, limit } = this.bounds();
    return items.slice(offset, limit === undefined ? undefined : offset + limit);
  }

  bounds(): { readonly offset: number; readonly limit: number | undefined } {
    const offset = this.whole('offset') ?? 0;
    if (offset < 0) throw badRequest(`The parameter offset is ${offset}: it counts from 0.`);
    const limit = this.whole('limit') ?? -1;
    return { offset, limit: limit > 0 ? limit : undefined };
  }
}

const givenTwice = (name: string): Refusal => new Refusal(CODES.unprocessable, `The parameter ${name} is given more than once: send it once.`);
