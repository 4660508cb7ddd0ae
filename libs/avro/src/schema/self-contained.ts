/** Makes a schema that stands by itself, as the registry keeps them: every named type is written out where it is first used. */
import { meanings, namespaceOf, qualify } from '../front/names.ts';
import { type AvroJson, isPrimitiveName, type Lookup } from './avro-json.ts';
import { definedName, isNamedSchema, isReference, mapInnerTypes } from './walk-schema.ts';

/** A type without a namespace would have to be named inside a namespace that has a namesake of it, which Avro has no way to do. */
export class UnnameableError extends Error {
  override readonly name = 'UnnameableError';
  readonly type: string;
  readonly namespace: string;

  constructor(type: string, namespace: string) {
    super(`"${type}" has no namespace, and inside "${namespace}" its name means "${namespace}.${type}": give it a namespace.`);
    this.type = type;
    this.namespace = namespace;
  }
}

/**
 * Of a schema, or of the type of a full name. What the lookup gives refers to other types by their full names, as `avroJsonOf` writes it.
 * All attributes are kept, but what stands beside a name where its type is first used: there the definition stands. Throws where a type is
 * referred to that the lookup does not know, and `UnnameableError`.
 */
export const selfContained = (schema: AvroJson, types: Lookup): AvroJson => {
  const written = new Set<string>();

  const isKnown = (name: string): boolean => written.has(name) || types(name) !== undefined;

  const meant = (name: string, { namespace, isFull }: Place): string => {
    if (isFull && isKnown(name)) return name;
    return meanings(name, namespace).find(isKnown) ?? qualify(name, namespace);
  };

  const inline = (schema: AvroJson, place: Place): AvroJson => {
    if (typeof schema === 'string') return isPrimitiveName(schema) ? schema : named(meant(schema, place), place.namespace);
    if (isReference(schema)) {
      const made = inline(schema.type, place);
      return typeof made === 'string' ? { ...schema, type: made } : made;
    }
    if (!isNamedSchema(schema)) return mapInnerTypes(schema, (inner) => inline(inner, place));
    const name = definedName(schema, place.namespace);
    if (written.has(name)) return reference(name, place.namespace);
    written.add(name);
    return mapInnerTypes(schema, (inner) => inline(inner, { ...place, namespace: namespaceOf(name) }));
  };

  const reference = (name: string, namespace: string): string => {
    const other = qualify(name, namespace);
    if (other === name || !isKnown(other)) return name;
    throw new UnnameableError(name, namespace);
  };

  const named = (name: string, namespace: string): AvroJson => {
    if (written.has(name)) return reference(name, namespace);
    const schema = types(name);
    if (schema === undefined || typeof schema === 'string') throw new Error(`There is no type "${name}" among the schemas.`);
    // A name without a namespace would else take the one around it.
    const bare = isNamedSchema(schema) && !name.includes('.') && namespace !== '';
    return inline(bare ? { ...schema, namespace: '' } : schema, { namespace: '', isFull: true });
  };

  return inline(schema, { namespace: '', isFull: false });
};

interface Place {
  readonly namespace: string;
  /** Whether names here are full ones, instead of short for those of the namespace. */
  readonly isFull: boolean;
}
