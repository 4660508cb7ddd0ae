import type { SchemaEntry, SchemaNode } from '@vyarna/avro';
import { isNode, isScalar, type Node } from 'yaml';
import type { Place, Sources } from './sources.ts';

/** Trees by the YAML they were made from: what did not change is known to be the same tree. */
const known = new WeakMap<Node, SchemaNode>();

/** An Avro schema inside a document, as the Avro front end reads it. `$ref`s are left for it to follow. */
export const schemaNodeAt = (sources: Sources, place: Place): SchemaNode => {
  const earlier = place.node === null ? undefined : known.get(place.node);
  if (earlier !== undefined) return earlier;
  const tree = convert(sources, place);
  if (place.node !== null) known.set(place.node, tree);
  return tree;
};

const convert = (sources: Sources, place: Place): SchemaNode => {
  const offset = place.node?.range?.[0] ?? 0;
  if (sources.isSequence(place)) return { kind: 'array', offset, items: sources.items(place).map((item) => convert(sources, item)) };
  if (sources.isMap(place)) {
    const entries = sources.entries(place).map(([key, value]): SchemaEntry => {
      return { key, offset: sources.keyOffset(place, key) ?? offset, value: convert(sources, value) };
    });
    return { kind: 'object', offset, entries };
  }
  const value = sources.scalar(place);
  switch (typeof value) {
    case 'string':
      return { kind: 'string', offset, value };
    case 'boolean':
      return { kind: 'boolean', offset, value };
    case 'number':
      return {
        kind: 'number',
        offset,
        value,
        text: isNode(place.node) && isScalar(place.node) ? (place.node.source ?? String(value)) : String(value),
      };
    default:
      return { kind: 'null', offset, value: null };
  }
};
