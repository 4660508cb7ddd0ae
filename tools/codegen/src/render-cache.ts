/** What something is made of: equal where each part is the same value. Parts of the contracts' model are never changed, so they can be told by identity. */
export type RenderKey = readonly unknown[];

interface Made {
  readonly key: RenderKey;
  readonly value: unknown;
}

/**
 * What one generation made, texts above all, for the next: what is made of the same parts is not made again. Held in memory by whoever generates again
 * and again; a generation with one gives the same bytes as one without.
 */
export class RenderCache {
  #last = new Map<string, Made>();
  #current = new Map<string, Made>();

  /** The text of a path if it was made of this key the last time. */
  known(path: string, key: RenderKey): string | undefined {
    return this.#known(path, key)?.value as string | undefined;
  }

  keep(path: string, key: RenderKey, text: string): string {
    this.#current.set(path, { key, value: text });
    return text;
  }

  /** Known, or made now. */
  text(path: string, key: RenderKey, make: () => string): string {
    return this.known(path, key) ?? this.keep(path, key, make());
  }

  /** Something that texts are made from; `id` is no path. */
  value<Value>(id: string, key: RenderKey, make: () => Value): Value {
    const known = this.#known(id, key) as (Made & { readonly value: Value }) | undefined;
    if (known !== undefined) return known.value;
    const value = make();
    this.#current.set(id, { key, value });
    return value;
  }

  #known(id: string, key: RenderKey): Made | undefined {
    const last = this.#last.get(id);
    if (last === undefined || !isSame(last.key, key)) return undefined;
    this.#current.set(id, last);
    return last;
  }

  /** Ends a generation: what it did not ask for is forgotten. */
  end(): void {
    this.#last = this.#current;
    this.#current = new Map();
  }
}

const isSame = (before: RenderKey, now: RenderKey): boolean => {
  if (before.length !== now.length) return false;
  for (let index = 0; index < now.length; index += 1) if (before[index] !== now[index]) return false;
  return true;
};
