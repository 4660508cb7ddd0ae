/** Reads a self-contained schema at run time, by the front end that reads the contracts. */
import type { AvroType, NamedType } from '../front/ast.ts';
import type { Finding } from '../front/finding.ts';
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

/** `lookup` finds the types that the schema names without defining them. Throws `SchemaError`. */
export const readSchema = (schema: AvroJson, lookup?: Lookup): Schema => {
  const needed = lookup === undefined ? [] : neededSchemas(schema, lookup);
  const inputs = [schema, ...needed].map((json, index) => ({ id: String(index), file: '', text: JSON.stringify(json), fullNames: index > 0 }));
  const { types, roots, findings } = resolveSchemas(inputs);
  const fatal = findings.filter(isFatal);
  const root = roots.get('0');
  if (root === undefined || fatal.length > 0) {
    throw new SchemaError(`The schema cannot be used: ${fatal.map(({ message, hint }) => `${message} ${hint}`.trim()).join(' ')}`);
  }
  return { root, types };
};

/** A default is looked at when it is needed. All else that leaves a schema readable is a warning. */
const isFatal = ({ rule, severity }: Finding): boolean => severity === 'error' && rule !== 'INVALID_DEFAULT';
