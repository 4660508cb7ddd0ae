import type { AvroJson } from '@vyarna/contract';
import { pascalCase } from '@vyarna/loader';
import { ScaffoldError } from '../scaffold-error.ts';
import { capitalized, wordsOf } from '../text/words.ts';
import type { FieldSpec, FieldType } from './field-spec.ts';

/** A field of a record as its `.avsc` has it. */
export interface AvroField {
  readonly name: string;
  readonly type: AvroJson;
  readonly doc?: string;
  readonly [attribute: string]: unknown;
}

/** Where the field stands: an enum is named after its record and lives in its namespace. */
export interface FieldPlace {
  readonly namespace: string;
  readonly record: string;
  /** Said of a field that was given without a meaning. */
  readonly doc: string;
}

type Typed = { readonly type: AvroJson } & { readonly [constraint: string]: unknown };

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

const TYPES: Readonly<Record<FieldType, (spec: FieldSpec, place: FieldPlace) => Typed>> = {
  boolean: () => ({ type: 'boolean' }),
  date: () => ({ type: { type: 'int', logicalType: 'date' } }),
  decimal: ({ parameters: [precision = '12', scale = '2'] }) => ({
    type: { type: 'bytes', logicalType: 'decimal', precision: Number(precision), scale: Number(scale) },
  }),
  double: () => ({ type: 'double' }),
  email: () => ({ type: 'string', format: 'email', maxLength: 254 }),
  enum: (spec, place) => ({ type: enumOf(spec, place) }),
  int: () => ({ type: 'int' }),
  // Within what a JSON number holds exactly, so that it is a number in memory.
  long: () => ({ type: 'long', minimum: -MAX_SAFE, maximum: MAX_SAFE }),
  string: ({ parameters: [most = '200'] }) => ({ type: 'string', minLength: 1, maxLength: Number(most) }),
  timestamp: () => ({ type: { type: 'long', logicalType: 'timestamp-micros' } }),
  uuid: () => ({ type: { type: 'string', logicalType: 'uuid' } }),
};

/** The field of a spec that names its type. Throws INVALID for one that does not. */
export const avroFieldOf = (spec: FieldSpec, place: FieldPlace): AvroField => {
  const { name, type, isList, isNullable, doc = place.doc } = spec;
  if (type === undefined) throw new ScaffoldError('INVALID', `The field ${name} needs a type, such as ${name}:string.`);
  const { type: plain, ...constraints } = TYPES[type](spec, place);
  const tags = PERSONAL.test(name) || type === 'email' ? { 'confluent:tags': ['PII'] } : {};
  const own = isList ? { type: { type: 'array', items: plain }, maxItems: 100 } : { type: plain, ...constraints };
  return isNullable ? { name, ...own, type: ['null', own.type], default: null, doc, ...tags } : { name, ...own, doc, ...tags };
};

/** The same field with every type that it defines named instead, for a second record of the same namespace. */
export const withNamedTypes = (field: AvroField): AvroField => ({ ...field, type: named(field.type) });

/** The types that a field itself defines, by full name. */
export const definitionsIn = (field: AvroField): readonly (readonly [string, AvroJson])[] => {
  const type = valueTypeOf(field.type);
  const { name } = (typeof type === 'string' ? {} : type) as { readonly name?: string };
  return name === undefined ? [] : [[name, type]];
};

/** The same field, which a message may leave out: null says that nothing is meant by it. */
export const optional = (field: AvroField, doc: string): AvroField => {
  const { name, type, doc: _, default: __, ...attributes } = withNamedTypes(field);
  return { name, type: isNullable(type) ? type : ['null', type], default: null, doc, ...attributes };
};

export const isNullable = (type: AvroJson): boolean => Array.isArray(type) && type[0] === 'null';

/** The one type beside null, or the type itself. */
export const valueTypeOf = (type: AvroJson): AvroJson => {
  const [, only, ...more] = isNullable(type) ? (type as readonly AvroJson[]) : [];
  return only === undefined || more.length > 0 ? type : only;
};

/** Names that mostly hold what identifies a person. */
const PERSONAL = /^(e?mail|firstName|lastName|fullName|displayName|phone|mobile|street|birth(Date|day)|iban)$|(Email|Phone|Iban)$/;

const enumOf = ({ name, parameters }: FieldSpec, { namespace, record }: FieldPlace): AvroJson => {
  const pascal = pascalCase(name);
  const symbols = ['UNKNOWN', ...parameters.filter((symbol) => symbol !== 'UNKNOWN')];
  const fullName = `${namespace}.${pascal.startsWith(record) ? pascal : `${record}${pascal}`}`;
  return {
    type: 'enum',
    name: fullName,
    symbols,
    default: 'UNKNOWN',
    doc: `${capitalized(wordsOf(symbolsInWords(symbols.slice(1))))}; UNKNOWN from a newer writer.`,
  };
};

const symbolsInWords = (symbols: readonly string[]): string => {
  const words = symbols.map((symbol) => symbol.toLowerCase().replaceAll('_', ' '));
  return words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
};

const named = (type: AvroJson): AvroJson => {
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return type.map(named);
  const { type: kind, name, items } = type as { readonly type?: unknown; readonly name?: string; readonly items?: AvroJson };
  if (name !== undefined && (kind === 'enum' || kind === 'record' || kind === 'fixed')) return name;
  return kind === 'array' && items !== undefined ? { ...type, items: named(items) } : type;
};
