/** JSON Schemas (draft 2020-12) of the values code holds, for validation and documents. */

import { defaultValue } from '../codec/default-value.ts';
import {
  base64Pattern,
  bigDecimalPattern,
  datePattern,
  decimalPattern,
  durationPattern,
  longPattern,
  timePattern,
  timestampPattern,
  uuidPattern,
} from '../codec/patterns.ts';
import {
  type AvroType,
  branchName,
  type Constraints,
  type Field,
  type FixedType,
  type NamedType,
  type ScalarType,
  type UnionType,
} from '../front/ast.ts';
import type { AvroJson, JsonSchema, Lookup } from './avro-json.ts';
import { readSchema } from './read-schema.ts';
import { selfContained } from './self-contained.ts';

/** The JSON Schema of a schema, or of the type of a full name, which stands by itself: every named type is under `$defs`. */
export const jsonSchemaOf = (schema: AvroJson, types: Lookup): JsonSchema => {
  const read = readSchema(selfContained(schema, types));
  return jsonSchemaOfTypes({ ...read, definitions: [...read.types.values()], refOf: pointer });
};

export interface DescribedTypes {
  readonly root: AvroType;
  /** The named types to put under `$defs`, by their full names. */
  readonly definitions: readonly NamedType[];
  /** All named types that these refer to. */
  readonly types: ReadonlyMap<string, NamedType>;
  /** The `$ref` of a named type that is not among the definitions. */
  readonly refOf: (fullName: string) => string;
}

/**
 * The JSON Schema of resolved types. Objects are closed; a field is required unless it has a default. Field docs and type docs are
 * `description`s, `confluent:tags` are `x-tags`.
 */
export const jsonSchemaOfTypes = ({ root, definitions, types, refOf }: DescribedTypes): JsonSchema => {
  const own = new Set(definitions.map(({ name }) => name));
  const schema: Schema = { types, refOf: (fullName) => (own.has(fullName) ? pointer(fullName) : refOf(fullName)) };
  const described = definitions.map((type) => [type.name, describeNamed(type, schema)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...typeSchema(root, schema),
    ...(described.length === 0 ? {} : { $defs: Object.fromEntries(described.sort(([a], [b]) => (a < b ? -1 : 1))) }),
  };
};

type Schema = Pick<DescribedTypes, 'types' | 'refOf'>;

const pointer = (fullName: string): string => `#/$defs/${fullName}`;

const described = (doc: string, schema: JsonSchema): JsonSchema => (doc === '' ? schema : { ...schema, description: doc });

const tagged = (attributes: { readonly [name: string]: unknown }, schema: JsonSchema): JsonSchema =>
  'confluent:tags' in attributes ? { ...schema, 'x-tags': attributes['confluent:tags'] } : schema;

const describeNamed = (type: NamedType, schema: Schema): JsonSchema => tagged(type.attributes, described(type.doc, bodyOf(type, schema)));

const bodyOf = (type: NamedType, schema: Schema): JsonSchema => {
  switch (type.kind) {
    case 'enum':
      return { type: 'string', enum: type.symbols };
    case 'fixed':
      return scalarSchema(type, {});
    case 'record':
      return {
        type: 'object',
        properties: Object.fromEntries(type.fields.map((field) => [field.name, fieldSchema(field, schema)])),
        required: type.fields.filter((field) => field.default === undefined).map(({ name }) => name),
        additionalProperties: false,
      };
  }
};

const fieldSchema = (field: Field, schema: Schema): JsonSchema => {
  const value = tagged(field.attributes, described(field.doc, typeSchema(field.type, schema)));
  const fallback = field.default && defaultValue(field.type, field.default.json, schema.types);
  return fallback === undefined ? value : { ...value, default: fallback };
};

const typeSchema = (type: AvroType, schema: Schema): JsonSchema => {
  switch (type.kind) {
    case 'scalar':
      return tagged(type.attributes, scalarSchema(type, type.constraints));
    case 'array':
      return tagged(type.attributes, { type: 'array', items: typeSchema(type.items, schema), ...type.constraints });
    case 'map':
      return tagged(type.attributes, { type: 'object', additionalProperties: typeSchema(type.values, schema), ...type.constraints });
    case 'reference':
      return { $ref: schema.refOf(type.name), ...type.constraints };
    case 'union':
      return unionSchema(type, schema);
  }
};

const unionSchema = ({ options, nullable }: UnionType, schema: Schema): JsonSchema => {
  const [only] = options;
  const nothing = nullable ? [{ type: 'null' }] : [];
  if (only === undefined) return { type: 'null' };
  if (options.length === 1) return nullable ? { anyOf: [typeSchema(only, schema), ...nothing] } : typeSchema(only, schema);
  const wrapped = options.map((option) => {
    const name = branchName(option);
    return { type: 'object', properties: { [name]: typeSchema(option, schema) }, required: [name], additionalProperties: false };
  });
  return { anyOf: [...wrapped, ...nothing] };
};

const scalarSchema = (type: ScalarType | FixedType, constraints: Constraints): JsonSchema => {
  const text = (pattern: string, more: JsonSchema = {}): JsonSchema => withConstraints({ type: 'string', pattern, ...more }, constraints);
  const scale = type.logical?.scale ?? 0;
  switch (type.form) {
    case 'null':
    case 'boolean':
      return { type: type.form };
    case 'string':
      return { type: 'string', ...constraints };
    case 'integer':
      return integerSchema(type.kind === 'scalar' && type.type === 'int' ? [-(2 ** 31), 2 ** 31 - 1] : safe, constraints);
    case 'number':
      return { type: 'number', ...(type.kind === 'scalar' && type.type === 'float' ? floatRange : {}), ...constraints };
    case 'long':
      return { type: 'string', pattern: boundedLongPattern(constraints) };
    case 'bytes':
      return text(base64Pattern, { contentEncoding: 'base64', ...(type.kind === 'fixed' ? exactly(4 * Math.ceil(type.size / 3)) : {}) });
    case 'uuid':
      return text(uuidPattern, { format: 'uuid' });
    case 'decimal':
      return text(decimalPattern(type.logical?.precision ?? 1, scale));
    case 'big-decimal':
      return text(bigDecimalPattern);
    case 'date':
      return text(datePattern, { format: 'date' });
    case 'time':
      return text(timePattern(scale));
    case 'timestamp':
      return text(timestampPattern(scale, 'Z'), { format: 'date-time' });
    case 'local-timestamp':
      return text(timestampPattern(scale, ''));
    case 'duration':
      return text(durationPattern);
  }
};

const safe: readonly [number, number] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

const floatRange = { minimum: -3.4028234663852886e38, maximum: 3.4028234663852886e38 };

const exactly = (length: number): JsonSchema => ({ minLength: length, maxLength: length });

const integerSchema = ([least, most]: readonly [number, number], constraints: Constraints): JsonSchema => ({
  type: 'integer',
  ...constraints,
  minimum: Math.max(least, constraints.minimum ?? least),
  maximum: Math.min(most, constraints.maximum ?? most),
});

/** A field's own pattern is met beside that of its form. */
const withConstraints = (schema: JsonSchema, { pattern, ...constraints }: Constraints): JsonSchema =>
  pattern === undefined ? { ...schema, ...constraints } : { ...schema, ...constraints, allOf: [{ pattern }] };

/** As a string a long can be bound to 0 or 1 and above, by its pattern. */
const boundedLongPattern = ({ minimum, exclusiveMinimum }: Constraints): string => {
  if (minimum === 1 || exclusiveMinimum === 0) return '^[1-9]\\d{0,18}$';
  return minimum === 0 || exclusiveMinimum === -1 ? '^(0|[1-9]\\d{0,18})$' : longPattern;
};
