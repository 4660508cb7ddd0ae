import type { AvroType, ReferenceType, ScalarType } from '@vyarna/avro';

/** The scalars that a value of the type is made of: the type itself, a union's branches, the items of an array, the values of a map. */
export const scalarsOf = (type: AvroType): readonly ScalarType[] => {
  switch (type.kind) {
    case 'scalar':
      return [type];
    case 'union':
      return type.options.flatMap(scalarsOf);
    case 'array':
      return scalarsOf(type.items);
    case 'map':
      return scalarsOf(type.values);
    case 'reference':
      return [];
  }
};

/** The references to named types that it is made of; those inside the named types are not followed. */
export const referencesIn = (type: AvroType): readonly ReferenceType[] => {
  switch (type.kind) {
    case 'reference':
      return [type];
    case 'union':
      return type.branches.flatMap(referencesIn);
    case 'array':
      return referencesIn(type.items);
    case 'map':
      return referencesIn(type.values);
    case 'scalar':
      return [];
  }
};
