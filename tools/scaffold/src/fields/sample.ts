import type { AvroJson } from '@vyarna/contract';
import { kebabCase } from '@vyarna/loader';
import { capitalized, wordsOf } from '../text/words.ts';
import { type AvroField, isNullable, valueTypeOf } from './avro-field.ts';

/** A named type by its full name. */
export type Lookup = (fullName: string) => AvroJson | undefined;

/** Two values for each field, which differ where its type has more than one. */
export type Variant = 0 | 1;

interface Sampling {
  readonly lookup: Lookup;
  readonly variant: Variant;
  readonly depth: number;
}

type Attributes = { readonly [attribute: string]: unknown };

/** Deeper than this a recursive type ends with null. */
const DEEPEST = 4;

/** A value that fits the field, as it is in memory. A `pattern` is not looked at. */
export const sampleOf = (field: AvroField, lookup: Lookup, variant: Variant = 0): unknown => ofField(field, { lookup, variant, depth: 0 });

/** A whole record, field by field: a default that says something, else a sample. */
export const sampleRecord = (fields: readonly AvroField[], lookup: Lookup): { readonly [field: string]: unknown } =>
  ofFields(fields, { lookup, variant: 0, depth: 0 });

const ofFields = (fields: readonly AvroField[], sampling: Sampling): { readonly [field: string]: unknown } =>
  Object.fromEntries(fields.map((field) => [field.name, saysSomething(field.default) ? field.default : ofField(field, sampling)]));

const saysSomething = (standard: unknown): boolean => standard !== undefined && standard !== null;

const ofField = (field: AvroField, sampling: Sampling): unknown => {
  const type = valueTypeOf(field.type);
  if (isNullable(field.type) && (Array.isArray(type) || sampling.depth >= DEEPEST)) return null;
  if (Array.isArray(type)) return ofUnion(type, field, sampling);
  if (typeof type === 'string') return ofName(type, field, sampling);
  const attributes = type as Attributes;
  if (attributes['type'] === 'array' && sampling.depth >= DEEPEST) return [];
  if (attributes['type'] === 'array') return [ofField({ ...field, type: attributes['items'] as AvroJson }, deeper(sampling))];
  if (attributes['type'] === 'map') return {};
  if (attributes['logicalType'] !== undefined) return ofLogicalType(attributes, field, sampling);
  if (typeof attributes['name'] === 'string') return ofNamed(attributes, sampling);
  return ofName(String(attributes['type']), { ...attributes, ...field }, sampling);
};

/** As a union of several types is in memory: under the name of the type. */
const ofUnion = ([first = 'null']: readonly AvroJson[], field: AvroField, sampling: Sampling): unknown => {
  const { name, type } = (typeof first === 'string' ? { name: first, type: first } : first) as { readonly name?: string; readonly type: string };
  return { [name ?? type]: ofField({ ...field, type: first }, deeper(sampling)) };
};

const deeper = (sampling: Sampling): Sampling => ({ ...sampling, depth: sampling.depth + 1 });

const ofName = (name: string, field: AvroField, sampling: Sampling): unknown => {
  const { variant } = sampling;
  switch (name) {
    case 'string':
      return textFor(field, variant);
    case 'int':
    case 'float':
    case 'double':
      return numberFor(field, variant);
    case 'long':
      return field['maximum'] === undefined ? String(numberFor(field, variant)) : numberFor(field, variant);
    case 'boolean':
      return variant === 0;
    case 'bytes':
      return ['AA==', 'AQ=='][variant];
    case 'null':
      return null;
    default: {
      const found = sampling.lookup(name);
      return found === undefined ? null : ofNamed(found as Attributes, sampling);
    }
  }
};

const ofNamed = (type: Attributes, sampling: Sampling): unknown => {
  if (type['type'] === 'record') return ofFields(type['fields'] as readonly AvroField[], deeper(sampling));
  if (type['type'] !== 'enum') return null;
  const symbols = (type['symbols'] as readonly string[]).filter((symbol) => symbol !== 'UNKNOWN');
  return symbols[sampling.variant] ?? symbols[0] ?? 'UNKNOWN';
};

const ofLogicalType = ({ logicalType, scale }: Attributes, { name }: AvroField, { variant }: Sampling): unknown => {
  const day = `2026-11-2${1 + variant}`;
  switch (logicalType) {
    case 'uuid':
      return name === 'businessUnitId' ? `01980c2e-0000-7000-8000-00000000000${1 + variant}` : `01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a1${1 + variant}`;
    case 'decimal':
      return scale === undefined || scale === 0 ? `${1 + variant}` : `${1 + variant}.${'5'.padEnd(Number(scale), '0')}`;
    case 'date':
      return day;
    case 'time-millis':
      return `1${variant}:15:30.123`;
    case 'time-micros':
      return `1${variant}:15:30.123456`;
    case 'timestamp-millis':
      return `${day}T10:15:30.123Z`;
    case 'timestamp-micros':
      return `${day}T10:15:30.123456Z`;
    default:
      return null;
  }
};

const textFor = ({ name, format, minLength, maxLength }: AvroField, variant: Variant): string => {
  if (format === 'email') return ['ada@example.org', 'grace@example.org'][variant] ?? '';
  if (format === 'uri') return `https://example.org/${variant}`;
  const words = capitalized(wordsOf(kebabCase(name)));
  const text = variant === 0 ? words : `Another ${words.toLowerCase()}`;
  return text.padEnd(Number(minLength ?? 0), '.').slice(0, Number(maxLength ?? 100));
};

const numberFor = ({ minimum, maximum }: AvroField, variant: Variant): number =>
  Math.min(Math.max(1, Number(minimum ?? 1)) + variant, Number(maximum ?? 1_000));
