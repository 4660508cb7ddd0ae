import type { AvroType, NamedType, ReferenceType } from './ast.ts';

/** The references that stand in a type, in its order: in a record's fields too, but not inside the types that are referred to. */
export const referencesIn = (type: NamedType | AvroType): readonly ReferenceType[] => {
  switch (type.kind) {
    case 'record':
      return type.fields.flatMap((field) => referencesIn(field.type));
    case 'array':
      return referencesIn(type.items);
    case 'map':
      return referencesIn(type.values);
    case 'union':
      return type.branches.flatMap(referencesIn);
    case 'reference':
      return [type];
    default:
      return [];
  }
};
