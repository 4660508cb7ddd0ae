import { badRequest, HttpError } from './http-error.ts';

const WHOLE = /^-?\d{1,9}$/;

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

  /** Throws an HttpError (404, as in Confluent's) for what is no whole number. */
  whole(name: string): number | undefined {
    const text = this.#given.get(name);
    if (text === null || text === '') return undefined;
    if (WHOLE.test(text)) return Number(text);
    throw new HttpError(404, `HTTP 404 Not Found: ${name} is a whole number of up to 9 digits, not '${text}'.`);
  }

  set(name: string, value: string): void {
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
