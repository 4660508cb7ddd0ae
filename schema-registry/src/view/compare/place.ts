/** The place in a schema that a JSON pointer names, as the path of fields: `lines[].sku`. */
import type { AvroType, Field, NamedType, Schema } from '@vyarna/avro';

/** Undefined where the pointer leads nowhere; empty for the schema itself. */
export const placeOf = (schema: Schema, pointer: string): string | undefined => {
  const tokens = pointer.split('/').filter((token) => token !== '');
  let at: AvroType | NamedType = schema.root;
  let place = '';
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const type: AvroType | NamedType | undefined = at.kind === 'reference' ? schema.types.get(at.name) : at;
    if (type === undefined) return undefined;
    at = type;
    if (token === 'fields') {
      index += 1;
      const field: Field | undefined = type.kind === 'record' ? type.fields[Number(tokens[index])] : undefined;
      if (field === undefined) return undefined;
      place += `${place === '' ? '' : '.'}${field.name}`;
      at = field.type;
    } else if (token === 'items' && type.kind === 'array') {
      place += '[]';
      at = type.items;
    } else if (token === 'values' && type.kind === 'map') {
      place += '{}';
      at = type.values;
    } else if (/^\d+$/.test(token)) {
      // Where the other schema has a union, or at the end of a path, the number counts that one's branches.
      if (type.kind === 'union' && index < tokens.length - 1) {
        const branch: AvroType | undefined = type.branches[Number(token)];
        if (branch === undefined) return undefined;
        at = branch;
      }
    } else if (token !== 'type' && token !== 'name' && token !== 'size' && token !== 'symbols') return undefined;
  }
  return place;
};
