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
import type { JsonSchema, Lookup } from './avro-json.ts';
import { readSchema, type Schema } from './read-schema.ts';
import { selfContained } from './self-contained.ts';

/**
 * Every named type is under `$defs` by its full name. Objects are closed; a field is required unless it has a default. Field docs and type
 * docs are `description`s, `confluent:tags` are `x-tags`.
 */
export const jsonSchemaOf = (fullName: string, types: Lookup): JsonSchema => {
  const schema = readSchema(selfContained(fullName, types));
  const definitions = [...schema.types.values()].map((type) => [type.name, describeNamed(type, schema)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: pointer(fullName),
    $defs: Object.fromEntries(definitions.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};

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
  const value = tagged(field.attributes, described(field.doc, typeSchema(field.type)));
  const fallback = field.default && defaultValue(field.type, field.default.json, schema.types);
  return fallback === undefined ? value : { ...value, default: fallback };
};

const typeSchema = (type: AvroType): JsonSchema => {
  switch (type.kind) {
    case 'scalar':
      return tagged(type.attributes, scalarSchema(type, type.constraints));
    case 'array':
      return tagged(type.attributes, { type: 'array', items: typeSchema(type.items), ...type.constraints });
    case 'map':
      return tagged(type.attributes, { type: 'object', additionalProperties: typeSchema(type.values), ...type.constraints });
    case 'reference':
      return { $ref: pointer(type.name), ...type.constraints };
    case 'union':
      return unionSchema(type);
  }
};

const unionSchema = ({ options, nullable }: UnionType): JsonSchema => {
  const [only] = options;
  const nothing = nullable ? [{ type: 'null' }] : [];
  if (only === undefined) return { type: 'null' };
  if (options.length === 1) return nullable ? { anyOf: [typeSchema(only), ...nothing] } : typeSchema(only);
  const wrapped = options.map((option) => {
    const name = branchName(option);
    return { type: 'object', properties: { [name]: typeSchema(option) }, required: [name], additionalProperties: false };
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
