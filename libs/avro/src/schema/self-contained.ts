/** Makes a schema that stands by itself, as the registry keeps them: every named type is written out where it is first used. */
import { meanings, namespaceOf, qualify } from '../front/names.ts';
import { type AvroJson, isPrimitiveName, type Lookup } from './avro-json.ts';
import { definedName, isNamedSchema, mapInnerTypes } from './walk-schema.ts';

/** A schema, or the full name of one. All attributes are kept. Throws where a type is referred to that the lookup does not know. */
export const selfContained = (schema: AvroJson, types: Lookup): AvroJson => {
  const written = new Set<string>();

  const meant = (name: string, namespace: string): string => {
    const known = meanings(name, namespace).find((meaning) => written.has(meaning) || types(meaning) !== undefined);
    return known ?? qualify(name, namespace);
  };

  const inline = (schema: AvroJson, namespace: string): AvroJson => {
    if (typeof schema === 'string') return isPrimitiveName(schema) ? schema : named(meant(schema, namespace), namespace);
    if (!isNamedSchema(schema)) return mapInnerTypes(schema, (inner) => inline(inner, namespace));
    const name = definedName(schema, namespace);
    if (written.has(name)) return name;
    written.add(name);
    return mapInnerTypes(schema, (inner) => inline(inner, namespaceOf(name)));
  };

  const named = (name: string, namespace: string): AvroJson => {
    if (written.has(name)) return name;
    const schema = types(name);
    if (schema === undefined || typeof schema === 'string') throw new Error(`There is no type "${name}" among the schemas.`);
    // A name without a namespace would else take the one around it.
    const bare = isNamedSchema(schema) && !name.includes('.') && namespace !== '';
    return inline(bare ? { ...schema, namespace: '' } : schema, '');
  };

  return inline(schema, '');
};
