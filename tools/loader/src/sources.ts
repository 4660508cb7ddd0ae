import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Finding } from './finding.ts';
import { type Position, readYaml, type YamlFile } from './yaml-file.ts';

/** A node of a file: where a fact stands. Two places are the same when file and pointer are. */
export interface Place {
  readonly file: string;
  /** A JSON pointer without the `#`: `/channels/operatorCreated`; empty for the whole file. */
  readonly pointer: string;
  readonly node: Node | null;
}

export type Report = (at: Place | Position, rule: string, message: string, hint?: string) => void;

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (part: string): string => percentDecoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export const samePlace = (a: Place, b: Place): boolean => a.file === b.file && a.pointer === b.pointer;

/** The files of a contract set, each read once, and the ways through them: members, items, values, `$ref`s. */
export class Sources {
  readonly findings: Finding[] = [];
  readonly #root: string;
  readonly #files = new Map<string, YamlFile | undefined>();
  readonly #members = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  /** Files are named relative to `root`. */
  constructor(root: string) {
    this.#root = root;
  }

  readonly report: Report = (at, rule, message, hint = '') => {
    const { file, line, column } = 'line' in at ? at : this.positionOf(at);
    this.findings.push({ file, line, column, rule, severity: 'error', message, hint });
  };

  positionAt(file: string, offset: number): Position {
    return this.#files.get(file)?.positionAt(offset) ?? { file, line: 1, column: 1 };
  }

  /** Whether the text of a file broke off somewhere: what is missing from it may stand behind the break. */
  isBroken(file: string): boolean {
    return this.#files.get(file)?.broken === true;
  }

  positionOf(place: Place): Position {
    return this.#files.get(place.file)?.positionOf(place.node) ?? { file: place.file, line: 1, column: 1 };
  }

  exists(file: string): boolean {
    const path = join(this.#root, file);
    return existsSync(path) && statSync(path).isFile();
  }

  text(file: string): string {
    return readFileSync(join(this.#root, file), 'utf8');
  }

  /** The whole of a file; undefined where there is none. */
  open(file: string): Place | undefined {
    if (!this.#files.has(file)) {
      const read = this.exists(file) ? readYaml(file, this.text(file)) : undefined;
      this.findings.push(...(read?.findings ?? []));
      this.#files.set(file, read?.yaml);
    }
    const yaml = this.#files.get(file);
    return yaml === undefined ? undefined : { file, pointer: '', node: yaml.document.contents };
  }

  /** The member as it is written, `$ref` and all. */
  member(place: Place | undefined, key: string): Place | undefined {
    if (place === undefined) return undefined;
    const node = this.#node(place);
    if (isSeq(node)) return this.items(place)[Number(key)];
    if (!isMap(node)) return undefined;
    const pair = this.#pairs(place, node).get(key);
    return pair === undefined ? undefined : { file: place.file, pointer: `${place.pointer}/${escaped(key)}`, node: pair.value as Node | null };
  }

  /** The member, at the end of its `$ref`s. */
  get(place: Place | undefined, ...keys: readonly string[]): Place | undefined {
    return keys.reduce<Place | undefined>((current, key) => this.resolve(this.member(current, key)), place);
  }

  entries(place: Place | undefined): readonly (readonly [string, Place])[] {
    const node = place === undefined ? null : this.#node(place);
    if (place === undefined || !isMap(node)) return [];
    return [...this.#pairs(place, node)].map(([name, { value }]) => [
      name,
      { file: place.file, pointer: `${place.pointer}/${escaped(name)}`, node: value as Node | null },
    ]);
  }

  /** Where a member's key stands in the text. */
  keyOffset(place: Place, name: string): number | undefined {
    const node = this.#node(place);
    const key = isMap(node) ? this.#pairs(place, node).get(name)?.key : undefined;
    return isScalar(key) ? key.range?.[0] : undefined;
  }

  items(place: Place | undefined): readonly Place[] {
    const node = place === undefined ? null : this.#node(place);
    if (place === undefined || !isSeq(node)) return [];
    return node.items.map((item, index) => ({ file: place.file, pointer: `${place.pointer}/${index}`, node: item as Node | null }));
  }

  isMap(place: Place): boolean {
    return isMap(this.#node(place));
  }

  isSequence(place: Place): boolean {
    return isSeq(this.#node(place));
  }

  /** A string, number, boolean or null; undefined for anything else. */
  scalar(place: Place | undefined): unknown {
    const node = place === undefined ? null : this.#node(place);
    return isScalar(node) ? node.value : undefined;
  }

  /** Plain data with every `$ref` replaced by what it points to. */
  value(place: Place | undefined): unknown {
    const end = this.resolve(place);
    if (end === undefined) return undefined;
    const node = this.#node(end);
    if (isSeq(node)) return this.items(end).map((item) => this.value(item));
    if (isMap(node)) return Object.fromEntries(this.entries(end).map(([key, member]) => [key, this.value(member)]));
    return isScalar(node) ? node.value : null;
  }

  /** Plain data as it is written, `$ref`s and all. */
  raw(place: Place): unknown {
    const yaml = this.#files.get(place.file);
    return yaml === undefined ? undefined : place.node?.toJS(yaml.document);
  }

  /** The text of the `$ref` at a place. */
  reference(place: Place | undefined): string | undefined {
    const text = this.scalar(this.member(place, '$ref'));
    return typeof text === 'string' ? text : undefined;
  }

  /**
   * Follows `$ref`s to what they mean; a file that is no YAML (`.avsc`) is an end by itself, with an empty node.
   * A reference to nothing is reported and gives undefined.
   */
  resolve(place: Place | undefined, seen: readonly string[] = []): Place | undefined {
    const reference = place === undefined ? undefined : this.reference(place);
    if (place === undefined || reference === undefined) return place;
    const at = this.member(place, '$ref') ?? place;
    if (/^[a-z][a-z0-9+.-]+:/i.test(reference)) {
      const hint = 'Nothing is fetched while contracts are read: copy it into the contracts, and refer to the copy.';
      this.report(at, 'REMOTE_REFERENCE', `The reference ${reference} leads out of the contracts.`, hint);
      return undefined;
    }
    const { file, pointer: fragment } = targetOf(place.file, reference);
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

  /** A mapping's members by key, those of merged mappings (`<<: *anchor`) included where it has none of its own. */
  #pairs(place: Place, map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#members.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Pair>();
    const merged: Place[] = [];
    for (const pair of map.items) {
      const key = keyOf(pair.key);
      if (key === '<<') merged.push({ ...place, node: pair.value as Node | null });
      else pairs.set(key, pair);
    }
    for (const at of merged.flatMap((one) => (this.isSequence(one) ? this.items(one) : [one]))) {
      const node = this.#node(at);
      if (!isMap(node)) continue;
      for (const [key, pair] of this.#pairs(at, node)) if (!pairs.has(key)) pairs.set(key, pair);
    }
    this.#members.set(map, pairs);
    return pairs;
  }

  #node(place: Place): Node | null {
    if (!isAlias(place.node)) return place.node;
    const yaml = this.#files.get(place.file);
    return yaml === undefined ? null : (place.node.resolve(yaml.document) ?? null);
  }
}

/** The file and the pointer that a `$ref` written in `file` names. */
export const targetOf = (file: string, reference: string): { readonly file: string; readonly pointer: string } => {
  const [path = '', pointer = ''] = reference.split('#');
  return { file: path === '' ? file : normalize(join(dirname(file), percentDecoded(path))), pointer };
};

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);
