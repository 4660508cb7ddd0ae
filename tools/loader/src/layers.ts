import { Facts } from './facts.ts';
import { mergePatch } from './merge-patch.ts';
import type { Place, Sources } from './sources.ts';

/** An object and its traits as one: the object wins over its traits, and a later trait over an earlier one. */
export class Layers {
  readonly own: Facts;
  /** The traits' places, in the order of the document. */
  readonly traits: readonly Place[];
  readonly #sources: Sources;
  readonly #layers: readonly Facts[];

  constructor(sources: Sources, place: Place) {
    this.#sources = sources;
    this.own = new Facts(sources, place);
    this.traits = sources.items(this.own.at('traits')).flatMap((trait) => sources.resolve(trait) ?? []);
    this.#layers = [this.own, ...this.traits.toReversed().map((trait) => new Facts(sources, trait))];
  }

  /** What the first layer that says anything says. */
  first<Value>(read: (layer: Facts) => Value | undefined): Value | undefined {
    for (const layer of this.#layers) {
      const value = read(layer);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** What the bindings of protocols other than Kafka say, by protocol, merged as AsyncAPI merges traits; nothing without any. */
  bindings(): { readonly bindings?: { readonly [protocol: string]: unknown } } {
    const bindings = new Map<string, unknown>();
    for (const layer of this.#layers.toReversed()) {
      for (const [protocol, at] of this.#sources.entries(layer.at('bindings'))) {
        if (protocol !== 'kafka') bindings.set(protocol, mergePatch(bindings.get(protocol), this.#sources.value(at)));
      }
    }
    return bindings.size === 0 ? {} : { bindings: Object.fromEntries(bindings) };
  }
}
