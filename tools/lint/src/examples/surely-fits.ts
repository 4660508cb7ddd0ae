import type { JsonSchema } from '@vyarna/contract';
import { fullFormats } from 'ajv-formats/dist/formats.js';

/** Keywords that bind no value. */
const ANNOTATIONS = new Set([
  'description',
  'title',
  'default',
  'examples',
  'contentEncoding',
  'contentMediaType',
  'x-tags',
  '$defs',
  '$schema',
  'deprecated',
]);

/**
 * Whether a value fits a schema, by reading the schema: compiling one costs a thousand times what a single example is worth. It says true only
 * where it knows every keyword that it meets; where it says false, a validator must be asked, which also says why.
 */
export const surelyFits = (schema: unknown, value: unknown, definitions: JsonSchema = {}): boolean => {
  if (typeof schema === 'boolean') return schema;
  if (typeof schema !== 'object' || schema === null) return false;
  return Object.entries(schema).every(([keyword, bound]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    return KEYWORDS[keyword]?.(value, bound, schema as JsonSchema, definitions) ?? false;
  });
};

type Check = (value: unknown, bound: unknown, schema: JsonSchema, definitions: JsonSchema) => boolean;

const onText =
  (check: (value: string, bound: never) => boolean): Check =>
  (value, bound) =>
    typeof value !== 'string' || check(value, bound as never);

const onNumber =
  (check: (value: number, bound: number) => boolean): Check =>
  (value, bound) =>
    typeof value !== 'number' || (typeof bound === 'number' && check(value, bound));

const onList =
  (check: (value: readonly unknown[], bound: unknown, definitions: JsonSchema) => boolean): Check =>
  (value, bound, _, definitions) =>
    !Array.isArray(value) || check(value, bound, definitions);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const lengthOf = (text: string): number => [...text].length;

const isOfType = (value: unknown, type: unknown): boolean => {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return false;
  }
};

/** A format that is no plain test is for the validator. */
const hasFormat = (value: string, name: string): boolean => {
  const format: unknown = (fullFormats as Readonly<Record<string, unknown>>)[name];
  if (format instanceof RegExp) return format.test(value);
  const test: unknown = isObject(format) ? format['validate'] : format;
  return typeof test === 'function' && test(value) === true;
};

/** The definition that a `$ref` of ours names. */
const definitionOf = (reference: unknown, definitions: JsonSchema): unknown =>
  typeof reference === 'string' && reference.startsWith('#/$defs/') ? definitions[reference.slice('#/$defs/'.length)] : undefined;

const KEYWORDS: Readonly<Record<string, Check>> = {
  $ref: (value, reference, _, definitions) => surelyFits(definitionOf(reference, definitions), value, definitions),
  type: (value, types) => [types].flat().some((type) => isOfType(value, type)),
  enum: (value, values) => Array.isArray(values) && values.includes(value),
  const: (value, constant) => value === constant,
  pattern: onText((value, pattern: string) => new RegExp(pattern, 'u').test(value)),
  format: onText(hasFormat),
  minLength: onText((value, least: number) => lengthOf(value) >= least),
  maxLength: onText((value, most: number) => lengthOf(value) <= most),
  minimum: onNumber((value, least) => value >= least),
  maximum: onNumber((value, most) => value <= most),
  exclusiveMinimum: onNumber((value, least) => value > least),
  exclusiveMaximum: onNumber((value, most) => value < most),
  items: onList((value, items, definitions) => value.every((item) => surelyFits(items, item, definitions))),
  minItems: onList((value, least) => value.length >= Number(least)),
  maxItems: onList((value, most) => value.length <= Number(most)),
  required: (value, names) => !isObject(value) || (Array.isArray(names) && names.every((name: string) => Object.hasOwn(value, name))),
  properties: (value, properties, _, definitions) =>
    !isObject(value) ||
    Object.entries(properties as JsonSchema).every(([name, schema]) => !Object.hasOwn(value, name) || surelyFits(schema, value[name], definitions)),
  additionalProperties: (value, others, schema, definitions) => {
    if (!isObject(value)) return true;
    const known = (schema['properties'] ?? {}) as object;
    return Object.entries(value).every(([name, member]) => Object.hasOwn(known, name) || surelyFits(others, member, definitions));
  },
  anyOf: (value, schemas, _, definitions) => Array.isArray(schemas) && schemas.some((schema) => surelyFits(schema, value, definitions)),
  allOf: (value, schemas, _, definitions) => Array.isArray(schemas) && schemas.every((schema) => surelyFits(schema, value, definitions)),
};
