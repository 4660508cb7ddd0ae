/** Reads a self-contained schema at run time, by the front end that reads the contracts. */
import type { AvroType, NamedType } from '../front/ast.ts';
import { resolveSchemas } from '../front/resolve-schemas.ts';
import type { AvroJson, Lookup } from './avro-json.ts';
import { neededSchemas } from './needed-schemas.ts';

export interface Schema {
  readonly root: AvroType;
  readonly types: ReadonlyMap<string, NamedType>;
}

/** Thrown for what is no Avro schema, or refers to a type it does not define. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

export interface ReadOptions {
  /** Finds the types that the schema names without defining them. */
  readonly lookup?: Lookup;
  /** Refuses defaults that do not fit, too: at run time they are looked at only when they are needed. */
  readonly strict?: boolean;
}

/** Throws `SchemaError`. */
export const readSchema = (schema: AvroJson, { lookup, strict = false }: ReadOptions = {}): Schema => {
  const needed = lookup === undefined ? [] : neededSchemas(schema, lookup);
  const inputs = [schema, ...needed].map((json, index) => ({ id: String(index), file: '', text: JSON.stringify(json), fullNames: index > 0 }));
  const { types, roots, findings } = resolveSchemas(inputs);
  // All else that leaves a schema readable is a warning.
  const fatal = findings.filter(({ rule, severity }) => severity === 'error' && (strict || rule !== 'INVALID_DEFAULT'));
  const root = roots.get('0');
  if (root === undefined || fatal.length > 0) {
    throw new SchemaError(`The schema cannot be used: ${fatal.map(({ message, hint }) => `${message} ${hint}`.trim()).join(' ')}`);
  }
  return { root, types };
};
