/** A schema as it is written, JSON or YAML, with the place of every part. Offsets count UTF-16 units from the start of the file. */

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

export const propertiesOf = ({ entries }: ObjectNode): Properties => new Map(entries.map((entry) => [entry.key, entry]));

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
