/** A schema in Avro's own JSON form. */
export type AvroJson = string | readonly AvroJson[] | { readonly [attribute: string]: unknown };

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** How a named type is found by its full name. */
export type Lookup = (fullName: string) => AvroJson | undefined;

export const primitiveNames = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;

export type PrimitiveName = (typeof primitiveNames)[number];

export const isPrimitiveName = (name: string): name is PrimitiveName => (primitiveNames as readonly string[]).includes(name);

export const isJsonObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
