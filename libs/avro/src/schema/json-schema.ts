/** JSON Schemas (draft 2020-12) of the values code holds, for validation and documents. */

import { defaultValue } from '../codec/default-value.ts';
import {
  base64Pattern,
  bigDecimalPattern,
  datePattern,
  decimalPattern,
  exactDurationPattern,
  exactLongPattern,
  fixedPattern,
  nanosRange,
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
  type ReferenceType,
  type ScalarType,
  type UnionType,
} from '../front/ast.ts';
import { applicable } from '../front/constraints.ts';
import { maxFloat } from '../front/held-value.ts';
import { withoutFaults } from '../front/impossible.ts';
import type { AvroJson, JsonSchema, Lookup } from './avro-json.ts';
import { boundedPattern } from './bounded-text.ts';
import { closedObject } from './closed-object.ts';
import { readSchema } from './read-schema.ts';

/** The JSON Schema of a schema, or of the type of a full name, which stands by itself: every named type is under `$defs`. */
export const jsonSchemaOf = (schema: AvroJson, types: Lookup): JsonSchema => {
  const read = readSchema(schema, { lookup: types });
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
      return scalarSchema(type, type.constraints);
    case 'record':
      return closedObject(
        type.fields.map((field) => ({ name: field.name, schema: fieldSchema(field, schema), required: field.default === undefined })),
      );
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
      return tagged(type.attributes, { type: 'array', items: typeSchema(type.items, schema), ...withoutFaults(type, type.constraints) });
    case 'map':
      return tagged(type.attributes, {
        type: 'object',
        additionalProperties: typeSchema(type.values, schema),
        ...withoutFaults(type, type.constraints),
      });
    case 'reference':
      return tagged(type.attributes, referenceSchema(type, schema));
    case 'union':
      return unionSchema(type, schema);
  }
};

/** Keywords beside a `$ref` bind the same value as the schema it leads to. */
const referenceSchema = (type: ReferenceType, { types, refOf }: Schema): JsonSchema => {
  const named = types.get(type.name);
  if (named?.kind !== 'fixed') return { $ref: refOf(type.name) };
  const bound = withoutFaults(named, applicable(type.constraints, named.form));
  const pattern = named.form === 'decimal' ? boundedPattern(named, bound) : bound.pattern;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...texts } = bound;
  return { $ref: refOf(type.name), ...texts, ...(pattern === undefined ? {} : { pattern }) };
};

const unionSchema = ({ options, nullable }: UnionType, schema: Schema): JsonSchema => {
  const [only] = options;
  const nothing = nullable ? [{ type: 'null' }] : [];
  if (only === undefined) return nullable ? { type: 'null' } : { not: {} };
  if (options.length === 1) return nullable ? { anyOf: [typeSchema(only, schema), ...nothing] } : typeSchema(only, schema);
  const wrapped = options.map((option) => closedObject([{ name: branchName(option), schema: typeSchema(option, schema), required: true }]));
  return { anyOf: [...wrapped, ...nothing] };
};

const scalarSchema = (type: ScalarType | FixedType, written: Constraints): JsonSchema => {
  const constraints = withoutFaults(type, written);
  const text = (pattern: string, more: JsonSchema = {}): JsonSchema => withConstraints({ type: 'string', pattern, ...more }, constraints);
  const { precision = 1, scale = 0, name } = type.logical ?? {};
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
      return { type: 'string', pattern: boundedPattern(type, constraints) ?? exactLongPattern };
    case 'bytes':
      return text(type.kind === 'fixed' ? fixedPattern(type.size) : base64Pattern, { contentEncoding: 'base64' });
    case 'uuid':
      return text(uuidPattern, { format: 'uuid' });
    case 'decimal': {
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...texts } = constraints;
      return withConstraints({ type: 'string', pattern: boundedPattern(type, constraints) ?? decimalPattern(precision, scale) }, texts);
    }
    case 'big-decimal':
      return text(bigDecimalPattern);
    case 'date':
      return text(datePattern, { format: 'date' });
    case 'time':
      return text(timePattern(scale));
    case 'timestamp':
      return timestampSchema(name, timestampPattern(scale, 'Z'), 'Z', constraints);
    case 'local-timestamp':
      return timestampSchema(name, timestampPattern(scale, ''), '', constraints);
    case 'duration':
      return text(exactDurationPattern);
  }
};

/** The formats see to it that a day is one its month has. */
const timestampSchema = (name: string | undefined, pattern: string, zone: 'Z' | '', constraints: Constraints): JsonSchema => {
  const format = zone === 'Z' ? 'date-time' : 'iso-date-time';
  const range = name?.endsWith('nanos') === true ? [nanosRange(zone)] : [];
  return withConstraints({ type: 'string', pattern, format }, constraints, range);
};

const safe: readonly [number, number] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

const floatRange = { minimum: -maxFloat, maximum: maxFloat };

const integerSchema = ([least, most]: readonly [number, number], constraints: Constraints): JsonSchema => ({
  type: 'integer',
  ...constraints,
  minimum: Math.max(least, constraints.minimum ?? least),
  maximum: Math.min(most, constraints.maximum ?? most),
});

/** A field's own pattern is met beside that of its form. */
const withConstraints = (schema: JsonSchema, { pattern, ...constraints }: Constraints, patterns: readonly string[] = []): JsonSchema => {
  const all = [...patterns, ...(pattern === undefined ? [] : [pattern])].map((more) => ({ pattern: more }));
  return { ...schema, ...constraints, ...(all.length === 0 ? {} : { allOf: all }) };
};
