/** What texts are made of: equal where each part is the same value. Parts of the contracts' model are never changed, so they can be told by identity. */
export type RenderKey = readonly unknown[];

/**
 * The texts of one generation, for the next: what is made of the same parts is not made again. Held in memory by whoever generates again and
 * again; a generation with one gives the same bytes as one without.
 */
export class RenderCache {
  #last = new Map<string, { readonly key: RenderKey; readonly text: string }>();
  #current = new Map<string, { readonly key: RenderKey; readonly text: string }>();

  /** The text of a path if it was made of this key the last time. */
  known(path: string, key: RenderKey): string | undefined {
    const last = this.#last.get(path);
    if (last === undefined || last.key.length !== key.length || last.key.some((part, index) => part !== key[index])) return undefined;
    this.#current.set(path, last);
    return last.text;
  }

  keep(path: string, key: RenderKey, text: string): string {
    this.#current.set(path, { key, text });
    return text;
  }

  /** Known, or made now. */
  text(path: string, key: RenderKey, make: () => string): string {
    return this.known(path, key) ?? this.keep(path, key, make());
  }

  /** Ends a generation: what it did not ask for is forgotten. */
  end(): void {
    this.#last = this.#current;
    this.#current = new Map();
  }
}
