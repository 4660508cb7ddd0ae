import type { AvroType, Form, NamedType } from '@vyarna/avro';

/** What a type names and how its scalars are held, at any depth. */
export interface Mentioned {
  readonly names: ReadonlySet<string>;
  readonly forms: ReadonlySet<Form>;
  /** Whether there is a union of several types. */
  readonly tagged: boolean;
}

/** Reads it of several types at once. */
export const mentionedIn = (types: readonly (NamedType | AvroType)[]): Mentioned => {
  const names = new Set<string>();
  const forms = new Set<Form>();
  let tagged = false;
  const walk = (type: NamedType | AvroType): void => {
    switch (type.kind) {
      case 'record':
        for (const field of type.fields) walk(field.type);
        break;
      case 'scalar':
      case 'fixed':
        forms.add(type.form);
        break;
      case 'reference':
        names.add(type.name);
        break;
      case 'array':
        walk(type.items);
        break;
      case 'map':
        walk(type.values);
        break;
      case 'union':
        if (type.options.length > 1) tagged = true;
        for (const option of type.options) walk(option);
        break;
      case 'enum':
    }
  };
  for (const type of types) walk(type);
  return { names, forms, tagged };
};
