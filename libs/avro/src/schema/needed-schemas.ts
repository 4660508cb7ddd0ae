/** Finds the schemas that a schema needs because it names their types without defining them. */
import { meanings, namespaceOf } from '../front/names.ts';
import { type AvroJson, isPrimitiveName, type Lookup } from './avro-json.ts';
import { definedName, isNamedSchema, isReference, mapInnerTypes } from './walk-schema.ts';

interface Use {
  readonly name: string;
  readonly namespace: string;
  /** Whether the name is a full one, as `avroJsonOf` writes it. */
  readonly isFull: boolean;
}

/**
 * What the lookup gives refers to other types by their full names. A type that it does not know is left to whoever reads the schemas.
 */
export const neededSchemas = (root: AvroJson, lookup: Lookup): readonly AvroJson[] => {
  const defined = new Set<string>();
  const uses: Use[] = [];
  const visit = (schema: AvroJson, namespace: string, isFull: boolean): void => {
    if (typeof schema === 'string') {
      if (!isPrimitiveName(schema)) uses.push({ name: schema, namespace, isFull });
    } else if (isReference(schema)) {
      visit(schema.type, namespace, isFull);
    } else {
      const name = isNamedSchema(schema) ? definedName(schema, namespace) : undefined;
      if (name !== undefined) defined.add(name);
      const inside = name === undefined ? namespace : namespaceOf(name);
      mapInnerTypes(schema, (inner) => {
        visit(inner, inside, isFull);
        return inner;
      });
    }
  };
  visit(root, '', false);
  const found: AvroJson[] = [];
  const isKnown = (name: string): boolean => defined.has(name) || lookup(name) !== undefined;
  // The list grows while it is walked: what is found may need more.
  for (const { name, namespace, isFull } of uses) {
    const meant = isFull ? name : meanings(name, namespace).find(isKnown);
    const schema = meant === undefined || defined.has(meant) ? undefined : lookup(meant);
    if (schema === undefined) continue;
    found.push(schema);
    visit(schema, '', true);
  }
  return found;
};
