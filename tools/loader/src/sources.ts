import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
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
const unescaped = (part: string): string => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');

export const samePlace = (a: Place, b: Place): boolean => a.file === b.file && a.pointer === b.pointer;

/** The files of a contract set, each read once, and the ways through them: members, items, values, `$ref`s. */
export class Sources {
  readonly findings: Finding[] = [];
  readonly #root: string;
  readonly #files = new Map<string, YamlFile | undefined>();

  /** Files are named relative to `root`. */
  constructor(root: string) {
    this.#root = root;
  }

  readonly report: Report = (at, rule, message, hint = '') => {
    const position = 'line' in at ? at : this.positionOf(at);
    this.findings.push({ ...position, rule, message, hint });
  };

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
    const pair = node.items.find((item) => keyOf(item.key) === key);
    return pair === undefined ? undefined : { file: place.file, pointer: `${place.pointer}/${escaped(key)}`, node: pair.value as Node | null };
  }

  /** The member, at the end of its `$ref`s. */
  get(place: Place | undefined, ...keys: readonly string[]): Place | undefined {
    return keys.reduce<Place | undefined>((current, key) => this.resolve(this.member(current, key)), place);
  }

  entries(place: Place | undefined): readonly (readonly [string, Place])[] {
    const node = place === undefined ? null : this.#node(place);
    if (place === undefined || !isMap(node)) return [];
    return node.items.flatMap(({ key }) => {
      const name = keyOf(key);
      const member = this.member(place, name);
      return member === undefined ? [] : [[name, member] as const];
    });
  }

  items(place: Place | undefined): readonly Place[] {
    const node = place === undefined ? null : this.#node(place);
    if (place === undefined || !isSeq(node)) return [];
    return node.items.map((item, index) => ({ file: place.file, pointer: `${place.pointer}/${index}`, node: item as Node | null }));
  }

  isMap(place: Place): boolean {
    return isMap(this.#node(place));
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
    const { file, pointer: fragment } = targetOf(place.file, reference);
    const id = `${file}#${fragment}`;
    const at = this.member(place, '$ref') ?? place;
    if (seen.includes(id)) {
      this.report(at, 'circular-reference', `The reference ${reference} leads back to itself.`);
      return undefined;
    }
    if (file.endsWith('.avsc')) {
      if (this.exists(file)) return { file, pointer: '', node: null };
      this.report(at, 'unresolved-reference', `There is no file ${file}.`);
      return undefined;
    }
    const whole = this.open(file);
    if (whole === undefined) {
      this.report(at, 'unresolved-reference', `There is no file ${file}.`);
      return undefined;
    }
    let target: Place | undefined = whole;
    for (const part of fragment.split('/').slice(1)) {
      target = this.member(this.resolve(target, [...seen, id]), unescaped(part));
    }
    if (target === undefined) {
      this.report(at, 'unresolved-reference', `The reference ${reference} points to nothing.`);
      return undefined;
    }
    return this.resolve(target, [...seen, id]);
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
  return { file: path === '' ? file : normalize(join(dirname(file), path)), pointer };
};

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);
