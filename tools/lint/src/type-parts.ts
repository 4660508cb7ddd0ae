import type { AvroType, ScalarType } from '@vyarna/avro';

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
