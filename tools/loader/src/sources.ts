import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { plain, type SchemaEntry, type SchemaNode } from '@vyarna/avro';
import { type Position, readYaml, type YamlFile } from '@vyarna/contract/yaml';
import { filesBelow } from './contract-files.ts';
import type { Derivations, Looks, Seen } from './derivations.ts';
import type { Finding } from './finding.ts';

/** A node of a file: where a fact stands. Two places are the same when file and pointer are. */
export interface Place {
  readonly file: string;
  /** A JSON pointer without the `#`: `/channels/operatorCreated`; empty for the whole file. */
  readonly pointer: string;
  /** Null for a schema file, which is read elsewhere. */
  readonly node: SchemaNode | null;
}

export type Report = (at: Place | Position, rule: string, message: string, hint?: string, severity?: Finding['severity']) => void;

const escaped = (key: string): string => (key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key);
const unescaped = (part: string): string => percentDecoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export const samePlace = (a: Place, b: Place): boolean => a.file === b.file && a.pointer === b.pointer;

/** What files said when they were last read: while a text stays the same, its tree does. */
export type SourceCache = Map<string, { readonly text: string; readonly yaml: YamlFile }>;

/** The names of the files below a folder that end in a certain way. */
export interface Listing {
  readonly folder: string;
  readonly ending: string;
  readonly files: readonly string[];
}

/** The files of a contract set, each read once, and the ways through them: members, items, values, `$ref`s. */
export class Sources {
  readonly findings: Finding[] = [];
  readonly #root: string;
  readonly #cache: SourceCache;
  readonly #texts = new Map<string, string | undefined>();
  readonly #listings: Listing[] = [];
  readonly #files = new Map<string, YamlFile | undefined>();
  /** Where references lead, by the file they stand in and their text, and through which files: most stand in many places. */
  readonly #targets = new Map<string, Map<string, { readonly place: Place; readonly looks: Looks }>>();
  readonly #derivations: Derivations | undefined;

  /** Files are named relative to `root`. Without `derivations` nothing is kept for another load. */
  constructor(root: string, cache: SourceCache = new Map(), derivations?: Derivations) {
    this.#root = root;
    this.#cache = cache;
    this.#derivations = derivations;
  }

  /**
   * What `make` makes of a place and of `inputs`, or made of them in the load before, if all files that it went through say what they said; its findings
   * are reported either way. `name` says what is made. It must depend on nothing else, list no folder, and hold nothing of this load: no `Sources`.
   */
  derive<Value>(name: string, place: Place, inputs: readonly unknown[], make: () => Value): Value {
    if (this.#derivations === undefined) return make();
    const id = `${name} ${place.file}#${place.pointer}`;
    const { value, findings } = this.#derivations.derive(id, [place.node, ...inputs], make, this.#see);
    for (const finding of findings) this.#tell(finding);
    return value;
  }

  readonly #see = (file: string, before: Seen): Seen => (typeof before === 'boolean' ? this.exists(file) : this.tree(file));

  #tell(finding: Finding): void {
    (this.#derivations?.findings ?? this.findings).push(finding);
  }

  /** Every file that was asked for, with its text; undefined where there was none. */
  get texts(): ReadonlyMap<string, string | undefined> {
    return this.#texts;
  }

  get listings(): readonly Listing[] {
    return this.#listings;
  }

  /** Names of files below a folder, sorted; empty where there is no folder. */
  filesBelow(folder: string, ending: string): readonly string[] {
    const files = filesBelow(this.#root, folder, ending);
    this.#listings.push({ folder, ending, files });
    return files;
  }

  readonly report: Report = (at, rule, message, hint = '', severity = 'error') => {
    const { file, line, column } = 'line' in at ? at : this.positionOf(at);
    this.#tell({ file, line, column, rule, severity, message, hint });
  };

  positionAt(file: string, offset: number): Position {
    return this.#files.get(file)?.positionAt(offset) ?? { file, line: 1, column: 1 };
  }

  /** Whether the text of a file broke off somewhere: what is missing from it may stand behind the break. */
  isBroken(file: string): boolean {
    return this.#files.get(file)?.broken === true;
  }

  positionOf({ file, node }: Place): Position {
    return this.positionAt(file, node?.offset ?? 0);
  }

  exists(file: string): boolean {
    const isThere = this.#read(file) !== undefined;
    this.#derivations?.look(file, isThere);
    return isThere;
  }

  /** Throws where there is no such file. */
  text(file: string): string {
    const text = this.#read(file);
    if (text === undefined) throw new Error(`There is no file ${file}.`);
    return text;
  }

  /** The whole of a file; undefined where there is none. */
  open(file: string): Place | undefined {
    const yaml = this.tree(file);
    return yaml === undefined ? undefined : { file, pointer: '', node: yaml.root };
  }

  /** A file as parsed; undefined where there is none. */
  tree(file: string): YamlFile | undefined {
    if (!this.#files.has(file)) {
      const text = this.#read(file);
      const yaml = text === undefined ? undefined : this.#parse(file, text);
      this.findings.push(...(yaml?.findings ?? []));
      this.#files.set(file, yaml);
    }
    const yaml = this.#files.get(file);
    this.#derivations?.look(file, yaml);
    return yaml;
  }

  /** The member as it is written, `$ref` and all. */
  member(place: Place | undefined, key: string): Place | undefined {
    if (place === undefined) return undefined;
    const { node } = place;
    const member = node?.kind === 'array' ? node.items[Number(key)] : node?.kind === 'object' ? entryOf(node, key)?.value : undefined;
    return member === undefined ? undefined : within(place, key, member);
  }

  /** The member, at the end of its `$ref`s. */
  get(place: Place | undefined, ...keys: readonly string[]): Place | undefined {
    let current = place;
    for (const key of keys) current = this.resolve(this.member(current, key));
    return current;
  }

  entries(place: Place | undefined): readonly (readonly [string, Place])[] {
    if (place?.node?.kind !== 'object') return [];
    return membersOf(place.node).map(({ key, value }) => [key, within(place, key, value)]);
  }

  items(place: Place | undefined): readonly Place[] {
    return place?.node?.kind === 'array' ? place.node.items.map((item, index) => within(place, String(index), item)) : [];
  }

  isMap({ node }: Place): boolean {
    return node?.kind === 'object';
  }

  isSequence({ node }: Place): boolean {
    return node?.kind === 'array';
  }

  /** A string, number, boolean or null; undefined for anything else. */
  scalar(place: Place | undefined): unknown {
    return scalarOf(place?.node);
  }

  /** Plain data with every `$ref` replaced by what it points to; one that leads back into what it is part of is reported, and undefined. */
  value(place: Place | undefined, within: readonly Place[] = []): unknown {
    const end = this.resolve(place);
    if (place === undefined || end === undefined) return undefined;
    if (within.some((outer) => samePlace(outer, end))) {
      this.report(place, 'CIRCULAR_REFERENCE', 'This reference leads back to what it is a part of.');
      return undefined;
    }
    const inside = [...within, end];
    if (this.isSequence(end)) return this.items(end).map((item) => this.value(item, inside));
    if (this.isMap(end)) return Object.fromEntries(this.entries(end).map(([key, member]) => [key, this.value(member, inside)]));
    return this.scalar(end) ?? null;
  }

  /** Plain data as it is written, `$ref`s and all. */
  raw({ node }: Place): unknown {
    return node === null ? undefined : plain(node);
  }

  /** The text of the `$ref` at a place. */
  reference(place: Place | undefined): string | undefined {
    const text = place?.node?.kind === 'object' ? scalarOf(entryOf(place.node, '$ref')?.value) : undefined;
    return typeof text === 'string' ? text : undefined;
  }

  /**
   * Follows `$ref`s to what they mean; a file that is no YAML (`.avsc`) is an end by itself, with an empty node.
   * A reference to nothing is reported and gives undefined.
   */
  resolve(place: Place | undefined, seen: readonly string[] = []): Place | undefined {
    const reference = this.reference(place);
    if (place === undefined || reference === undefined) return place;
    let targets = this.#targets.get(place.file);
    if (targets === undefined) {
      targets = new Map();
      this.#targets.set(place.file, targets);
    }
    const known = targets.get(reference);
    if (known !== undefined) {
      for (const [file, what] of known.looks) this.#derivations?.look(file, what);
      return known.place;
    }
    const follow = (): Place | undefined => this.#follow(place, reference, seen);
    const { value: target, looks } = this.#derivations?.watch(follow) ?? { value: follow(), looks: NO_LOOKS };
    if (target !== undefined) targets.set(reference, { place: target, looks });
    return target;
  }

  #follow(place: Place, reference: string, seen: readonly string[]): Place | undefined {
    const at = this.member(place, '$ref') ?? place;
    if (/^[a-z][a-z0-9+.-]+:/i.test(reference)) {
      const hint = 'Nothing is fetched while contracts are read: copy it into the contracts, and refer to the copy.';
      this.report(at, 'REMOTE_REFERENCE', `The reference ${reference} leads out of the contracts.`, hint);
      return undefined;
    }
    const { file, pointer: fragment } = targetOf(place.file, reference);
    if (fragment !== '' && !fragment.startsWith('/')) {
      this.report(at, 'UNRESOLVED_REFERENCE', `The reference ${reference} names an anchor.`, 'Write a JSON pointer: #/components/schemas/Lamp.');
      return undefined;
    }
    const id = `${file}#${fragment}`;
    if (seen.includes(id)) {
      this.report(at, 'CIRCULAR_REFERENCE', `The reference ${reference} leads back to itself.`);
      return undefined;
    }
    if (!this.exists(file)) {
      this.report(at, 'UNRESOLVED_REFERENCE', `There is no file ${file}.`);
      return undefined;
    }
    if (file.endsWith('.avsc') && fragment === '') return { file, pointer: '', node: null };
    const whole = this.open(file);
    if (whole === undefined) return undefined;
    const target = this.#within(whole, fragment, [...seen, id]);
    if (target === undefined) {
      if (!this.isBroken(file)) this.report(at, 'UNRESOLVED_REFERENCE', `The reference ${reference} points to nothing.`);
      return undefined;
    }
    return this.resolve(target, [...seen, id]);
  }

  /** What a pointer into a file means; undefined where there is nothing. */
  find(file: string, pointer: string): Place | undefined {
    if (file.endsWith('.avsc') && pointer === '') return { file, pointer, node: null };
    const whole = this.open(file);
    return whole === undefined ? undefined : this.resolve(this.#within(whole, pointer, []));
  }

  #within(whole: Place, pointer: string, seen: readonly string[]): Place | undefined {
    let target: Place | undefined = whole;
    for (const part of pointer.split('/').slice(1)) target = this.member(this.resolve(target, seen), unescaped(part));
    return target;
  }

  #parse(file: string, text: string): YamlFile {
    const last = this.#cache.get(file);
    if (last?.text === text) return last.yaml;
    const yaml = readYaml(file, text);
    this.#cache.set(file, { text, yaml });
    return yaml;
  }

  #read(file: string): string | undefined {
    if (!this.#texts.has(file)) {
      this.#texts.set(file, textOf(join(this.#root, file)));
    }
    return this.#texts.get(file);
  }
}

const NO_LOOKS: Looks = new Map();

/** Undefined where there is no file; a folder is none. */
const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

type ObjectNode = Extract<SchemaNode, { readonly kind: 'object' }>;

const within = ({ file, pointer }: Place, key: string, node: SchemaNode): Place => ({ file, pointer: `${pointer}/${escaped(key)}`, node });

const scalarOf = (node: SchemaNode | null | undefined): unknown =>
  node === null || node === undefined || node.kind === 'object' || node.kind === 'array' ? undefined : node.value;

/** Above so many entries an index pays. */
const FEW = 8;
const indexes = new WeakMap<ObjectNode, ReadonlyMap<string, SchemaEntry>>();

const indexOf = (node: ObjectNode): ReadonlyMap<string, SchemaEntry> => {
  let index = indexes.get(node);
  if (index === undefined) {
    index = new Map(node.entries.map((entry) => [entry.key, entry]));
    indexes.set(node, index);
  }
  return index;
};

/** Where a key is given twice, the last counts. */
const entryOf = (node: ObjectNode, key: string): SchemaEntry | undefined =>
  node.entries.length > FEW ? indexOf(node).get(key) : lastOf(node.entries, key);

const lastOf = (entries: readonly SchemaEntry[], key: string): SchemaEntry | undefined => {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry?.key === key) return entry;
  }
  return undefined;
};

/** The entries that count, each key once. */
const membersOf = (node: ObjectNode): readonly SchemaEntry[] => {
  const index = indexOf(node);
  return index.size === node.entries.length ? node.entries : [...index.values()];
};

/** The file and the pointer that a `$ref` written in `file` names. */
export const targetOf = (file: string, reference: string): { readonly file: string; readonly pointer: string } => {
  const [path = '', pointer = ''] = reference.split('#');
  return { file: path === '' ? file : normalize(join(dirname(file), percentDecoded(path))), pointer };
};
