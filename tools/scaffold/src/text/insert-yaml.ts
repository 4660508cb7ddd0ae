import { isCollection, isMap, isNode, isPair, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { ScaffoldError } from '../scaffold-error.ts';
import { inlineYaml } from './inline-yaml.ts';

/** Where a new member goes: after all others, or in the order of the keys. */
export type Order = 'last' | 'sorted';

/**
 * Adds a member to the mapping at `path`, which is made where it is missing. Nothing else of the text changes: the place is found in the
 * parsed document, and lines are put into the text. `block` is the member as YAML without indentation, its key included.
 * Undefined where the key is there already; throws MISSING where the path leads out of the file, or is no mapping.
 */
export const insertYaml = (text: string, path: readonly string[], key: string, block: string, order: Order = 'last'): string | undefined => {
  let map: unknown = parseDocument(text).contents;
  for (const [depth, name] of path.entries()) {
    const mapping = mappingOf(map, path.slice(0, depth));
    const pair = pairOf(mapping, name);
    if (pair === undefined || isEmpty(pair.value)) return insertAbsent(text, mapping, path.slice(depth), pair, block);
    map = pair.value;
  }
  const target = mappingOf(map, path);
  if (pairOf(target, key) !== undefined) return undefined;
  return target.flow === true ? insertInFlow(text, target, block) : insertInBlock(text, target, block, order === 'sorted' ? key : undefined);
};

type Member = Pair<Node, Node | null>;

const mappingOf = (node: unknown, path: readonly string[]): YAMLMap<Node, Node | null> => {
  const where = path.length === 0 ? 'The document' : path.join('.');
  if (!isMap<Node, Node | null>(node)) throw new ScaffoldError('MISSING', `${where} is no mapping, so nothing can be added to it.`);
  if (pairOf(node, '$ref') !== undefined) throw new ScaffoldError('MISSING', `${where} is a $ref: what is new has to be added there by hand.`);
  return node;
};

const keyOf = ({ key }: Member): string => String(isScalar(key) ? key.value : key);

const pairOf = (map: YAMLMap<Node, Node | null>, key: string): Member | undefined => map.items.find((pair) => keyOf(pair) === key);

const isEmpty = (value: unknown): boolean =>
  value === null || (isScalar(value) && value.value === null) || (isMap(value) && value.items.length === 0);

/** A mapping that is not there, or is empty: written as a block below the one that is. */
const insertAbsent = (
  text: string,
  map: YAMLMap<Node, Node | null>,
  missing: readonly string[],
  empty: Member | undefined,
  block: string,
): string => {
  const written = missing.reduceRight((inner, name) => `${name}:\n${indented(inner, 2)}`, block);
  if (empty === undefined) return map.flow === true ? insertInFlow(text, map, written) : insertInBlock(text, map, written, undefined);
  const from = startOf(empty.key);
  const after = map.flow === true ? inlineYaml(written) : indented(written, from - lineStart(text, from)).trimStart();
  return `${text.slice(0, from)}${after}${text.slice(endOf(empty))}`;
};

const insertInBlock = (text: string, map: YAMLMap<Node, Node | null>, block: string, sortedBy: string | undefined): string => {
  const [first] = map.items;
  const column = first === undefined ? 0 : startOf(first.key) - lineStart(text, startOf(first.key));
  const lines = `${indented(block, column)}\n`;
  const next = sortedBy === undefined ? undefined : map.items.find((pair) => keyOf(pair) > sortedBy);
  if (next !== undefined) {
    const at = aboveComments(text, lineStart(text, startOf(next.key)));
    return `${text.slice(0, at)}${lines}${text.slice(at)}`;
  }
  const last = map.items.at(-1);
  const end = last === undefined ? 0 : endOf(last);
  const newline = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1;
  // A file may end without a line end.
  return newline === 0 ? `${text}\n${lines}` : `${text.slice(0, newline)}${lines}${text.slice(newline)}`;
};

const insertInFlow = (text: string, map: YAMLMap<Node, Node | null>, block: string): string => {
  const last = map.items.at(-1);
  const at = last === undefined ? startOf(map) + 1 : endOf(last);
  return `${text.slice(0, at)}${last === undefined ? ' ' : ', '}${inlineYaml(block)}${last === undefined ? ' ' : ''}${text.slice(at)}`;
};

const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** Where the last thing of a node or member ends, comments after it aside. */
const endOf = (node: Node | Member): number => {
  if (isPair<Node, Node | null>(node)) {
    const { key, value } = node;
    return value === null || value.range?.[1] === value.range?.[0] ? endOf(key) + 1 : endOf(value);
  }
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (isPair(last) || isNode(last)) return endOf(last as Node | Member);
  }
  return node.range?.[1] ?? 0;
};

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The comments right above a member belong to it; those at the head of a file to the file. */
const aboveComments = (text: string, at: number): number => {
  let start = at;
  while (start > 0) {
    const before = lineStart(text, start - 1);
    if (!text.slice(before, start).trimStart().startsWith('#')) return start;
    start = before;
  }
  return at;
};

const indented = (block: string, by: number): string =>
  block
    .split('\n')
    .map((line) => (line === '' ? line : `${' '.repeat(by)}${line}`))
    .join('\n');
