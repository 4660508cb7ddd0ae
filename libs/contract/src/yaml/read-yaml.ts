import { duplicateKeys, type SchemaEntry, type SchemaNode } from '@vyarna/avro';
import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { scalarNode } from './yaml-scalar.ts';

export interface YamlTree {
  /** What could be read; null for an empty text, and for one that is broken. */
  readonly root: SchemaNode;
  readonly faults: readonly YamlFault[];
}

interface YamlFault {
  readonly offset: number;
  /** The key that is given twice; else the text could not be read. */
  readonly duplicate?: { readonly key: string; readonly first: number };
  readonly message: string;
}

/**
 * Reads one YAML 1.2 (or JSON) document as a tree with the place of every part. Aliases and merge keys (`<<`) are resolved, keys are the text
 * that is written. The first place that breaks the text ends the reading; keys given twice are all told.
 */
export const readYamlTree = (text: string): YamlTree => {
  const faults: YamlFault[] = [];
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    return { root: new TreeBuilder(text, events, faults).document(), faults };
  } catch (error) {
    if (error instanceof Broken) faults.push({ offset: error.offset, message: error.message });
    else if (error instanceof YAMLException) faults.push({ offset: error.mark?.position ?? 0, message: REASONS[error.reason] ?? error.reason });
    else throw error;
    return { root: { kind: 'null', offset: 0, value: null }, faults };
  }
};

/** In other words than the library's, where those name its consequence rather than the mistake. */
const REASONS: { readonly [reason: string]: string } = {
  'deficient indentation': 'a line is indented too little, or a bracket or quote before it is not closed',
};

const MAX_DEPTH = 500;
/** Nodes that one document may stand for, each alias counted as what it means: more is an attack, or a mistake. */
const MAX_NODES = 1_000_000;

class Broken extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** A node with an anchor, and how many nodes it stands for; `open` until it has been read to its end. */
type Anchored = { readonly node: SchemaNode; readonly nodes: number } | 'open';

class TreeBuilder {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #faults: YamlFault[];
  readonly #anchors = new Map<string, Anchored>();
  #next = 0;
  #nodes = 0;

  constructor(text: string, events: readonly Event[], faults: YamlFault[]) {
    this.#text = text;
    this.#events = events;
    this.#faults = faults;
  }

  document(): SchemaNode {
    if (this.#events.length === 0) return { kind: 'null', offset: 0, value: null };
    this.#next = 1;
    const root = this.#isAt(EVENT_ID.POP) ? ({ kind: 'null', offset: 0, value: null } as const) : this.#node(0);
    this.#next += 1;
    if (this.#next < this.#events.length) {
      const second = this.#events[this.#next + 1];
      throw new Broken(second === undefined ? 0 : (offsetOf(second) ?? root.offset), 'a file holds one document, and a second one begins');
    }
    return root;
  }

  #isAt(type: Event['type']): boolean {
    return this.#events[this.#next]?.type === type;
  }

  /** `before` is where an empty node stands: the place of its key, or of what holds it. */
  #node(before: number): SchemaNode {
    const event = this.#events[this.#next] as Event;
    this.#next += 1;
    this.#count(1, before);
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#anchored(event, () => scalarNode(this.#text, event, offsetOf(event) ?? before));
      case EVENT_ID.SEQUENCE:
        this.#requireTag(event, 'seq');
        return this.#anchored(event, () => this.#sequence(event.start));
      case EVENT_ID.MAPPING:
        this.#requireTag(event, 'map');
        return this.#anchored(event, () => this.#mapping(event.start));
      case EVENT_ID.ALIAS:
        return this.#alias(event.anchorStart - 1, this.#text.slice(event.anchorStart, event.anchorEnd));
      default:
        throw new Error('A node was expected in the events of a YAML document.');
    }
  }

  #count(nodes: number, offset: number): void {
    this.#nodes += nodes;
    if (this.#nodes > MAX_NODES) throw new Broken(offset, `its aliases stand for more than ${MAX_NODES} values`);
  }

  #anchored({ anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number }, read: () => SchemaNode): SchemaNode {
    if (anchorStart < 0) return read();
    const name = this.#text.slice(anchorStart, anchorEnd);
    this.#anchors.set(name, 'open');
    const before = this.#nodes;
    const node = read();
    this.#anchors.set(name, { node, nodes: this.#nodes - before + 1 });
    return node;
  }

  #alias(offset: number, name: string): SchemaNode {
    const meant = this.#anchors.get(name);
    if (meant === undefined) throw new Broken(offset, `there is no anchor &${name} before this alias`);
    if (meant === 'open') throw new Broken(offset, `the alias *${name} stands inside what it means`);
    this.#count(meant.nodes, offset);
    return meant.node;
  }

  #sequence(offset: number): SchemaNode {
    const items: SchemaNode[] = [];
    while (!this.#isAt(EVENT_ID.POP)) items.push(this.#node(offset));
    this.#next += 1;
    return { kind: 'array', offset, items };
  }

  #mapping(offset: number): SchemaNode {
    const entries: SchemaEntry[] = [];
    const merged: SchemaNode[] = [];
    while (!this.#isAt(EVENT_ID.POP)) {
      const key = this.#key(offset);
      const value = this.#node(key.offset);
      if (key.merges) {
        merged.push(value);
        continue;
      }
      entries.push({ key: key.text, offset: key.offset, value });
    }
    this.#next += 1;
    for (const [{ key, offset: later }, first] of duplicateKeys(entries)) {
      this.#faults.push({ offset: later, duplicate: { key, first: first.offset }, message: 'a key is given twice' });
    }
    if (merged.length > 0) merge(entries, merged);
    return { kind: 'object', offset, entries };
  }

  #key(before: number): { readonly text: string; readonly offset: number; readonly merges: boolean } {
    const event = this.#events[this.#next] as Event;
    if (event.type === EVENT_ID.SCALAR) {
      const text = getScalarValue(this.#text, event);
      if (event.anchorStart >= 0) this.#node(before);
      else this.#next += 1;
      return { text, offset: offsetOf(event) ?? before, merges: text === '<<' && event.style === SCALAR_STYLE.PLAIN };
    }
    if (event.type === EVENT_ID.ALIAS) {
      const node = this.#node(before);
      if (node.kind !== 'object' && node.kind !== 'array') return { text: String(node.value), offset: event.anchorStart - 1, merges: false };
    }
    throw new Broken(offsetOf(event) ?? before, 'a key is text, not a list or a mapping');
  }

  #requireTag({ tagStart, tagEnd }: { readonly tagStart: number; readonly tagEnd: number }, type: 'map' | 'seq'): void {
    if (tagStart < 0) return;
    const tag = this.#text.slice(tagStart, tagEnd);
    if (tag !== '!' && tag !== `!!${type}`) throw new Broken(tagStart, `the tag ${tag} is not known`);
  }
}

/** Where a node begins, its quote included; undefined for an empty one. */
const offsetOf = (event: Event): number | undefined => {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      if (event.valueStart < 0) return undefined;
      if (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED) return event.valueStart - 1;
      return event.style === SCALAR_STYLE.PLAIN ? event.valueStart : event.valueStart + Math.max(event.indent, 0);
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    default:
      return undefined;
  }
};

/** What `<<` takes from other mappings: the keys that are not there yet. */
const merge = (entries: SchemaEntry[], sources: readonly SchemaNode[]): void => {
  const known = new Set(entries.map(({ key }) => key));
  for (const source of sources.flatMap((node) => (node.kind === 'array' ? node.items : [node]))) {
    if (source.kind !== 'object') throw new Broken(source.offset, 'only mappings can be merged with <<');
    for (const entry of source.entries) {
      if (known.has(entry.key)) continue;
      known.add(entry.key);
      entries.push(entry);
    }
  }
};
