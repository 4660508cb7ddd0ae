/** A schema as it is written, JSON or YAML, with the place of every part. Offsets count UTF-16 units from the start of the file. */
import { exactNumber } from './exact-number.ts';

export type SchemaNode = ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly offset: number;
  /** In the order of the text. Where a key is given twice the last counts. */
  readonly entries: readonly SchemaEntry[];
}

export interface SchemaEntry {
  readonly key: string;
  /** Of the key. */
  readonly offset: number;
  readonly value: SchemaNode;
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly offset: number;
  readonly items: readonly SchemaNode[];
}

export interface StringNode {
  readonly kind: 'string';
  readonly offset: number;
  readonly value: string;
}

interface NumberNode {
  readonly kind: 'number';
  readonly offset: number;
  readonly value: number;
  /** As it is written: `value` may be rounded. */
  readonly text: string;
}

interface BooleanNode {
  readonly kind: 'boolean';
  readonly offset: number;
  readonly value: boolean;
}

interface NullNode {
  readonly kind: 'null';
  readonly offset: number;
  readonly value: null;
}

/** An object's entries by key. */
export type Properties = ReadonlyMap<string, SchemaEntry>;

export const propertiesOf = ({ entries }: ObjectNode): Properties => {
  const properties = new Map<string, SchemaEntry>();
  for (const entry of entries) properties.set(entry.key, entry);
  return properties;
};

/** The value of a string node; undefined for anything else. */
export const textOf = (node: SchemaNode | undefined): string | undefined => (node?.kind === 'string' ? node.value : undefined);

/** A node as plain data; a key `__proto__` becomes an own property as any other. */
export const plain = (node: SchemaNode): unknown => {
  if (node.kind === 'array') return node.items.map(plain);
  if (node.kind === 'object') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  return node.value;
};

/** Names a value for a message: `a string`, `an array`. */
export const describe = ({ kind }: SchemaNode): string =>
  kind === 'array' || kind === 'object' ? `an ${kind}` : kind === 'null' ? 'null' : `a ${kind}`;

/** A string in quotes, or what else it is, to begin a sentence with. */
export const shown = (node: SchemaNode): string => (node.kind === 'string' ? `"${node.value}"` : describe(node).replace(/^a/, 'A'));

/** A whole number, exactly; undefined for any other node, and for `1.0` and `1e3`, which most readers take for no integer. */
export const integerOf = (node: SchemaNode): bigint | undefined => {
  if (node.kind !== 'number') return undefined;
  if (/^[-+]?\d+$/.test(node.text)) return BigInt(node.text.replace('+', ''));
  // YAML has further ways to write an integer.
  if (/^0(x[\da-f]+|o[0-7]+)$/i.test(node.text)) return BigInt(node.text);
  return Number.isSafeInteger(node.value) && !/[.]|\de/i.test(node.text.replace(/^[-+]?0x.*/i, '')) ? BigInt(node.value) : undefined;
};

/** As `plain`, but integers beyond 2^53 are kept to the digit. */
export const exact = (node: SchemaNode): unknown => {
  if (node.kind === 'array') return node.items.map(exact);
  if (node.kind === 'object') return Object.fromEntries(node.entries.map(({ key, value }) => [key, exact(value)]));
  const whole = node.kind === 'number' && !Number.isSafeInteger(node.value) ? integerOf(node) : undefined;
  return whole === undefined ? node.value : exactNumber(String(whole));
};
