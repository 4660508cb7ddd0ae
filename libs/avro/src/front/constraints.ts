/** The constraint keywords: which there are, what values they take and to which forms of value they apply. */
import type { PrimitiveName } from '../schema/avro-json.ts';
import type { Constraints, Form } from './ast.ts';

type Check = (value: unknown) => string | undefined;

const count: Check = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : 'a whole number, 0 or more');
const number: Check = (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'a number');
const text: Check = (value) => (typeof value === 'string' ? undefined : 'a string');
/** The formats that validators check; any other would pass every value. */
const formats =
  'date time date-time iso-time iso-date-time duration uri uri-reference uri-template url email hostname ipv4 ipv6 regex uuid json-pointer ' +
  'json-pointer-uri-fragment relative-json-pointer';

const format: Check = (value) => (formats.split(' ').includes(value as string) ? undefined : `one of ${formats.replaceAll(' ', ', ')}`);
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const positive: Check = (value) => (typeof value === 'number' && value > 0 && Number.isFinite(value) ? undefined : 'a number above 0');
const pattern: Check = (value) => {
  if (typeof value !== 'string') return 'a string';
  try {
    new RegExp(value, 'u');
    return undefined;
  } catch {
    return 'a regular expression of ECMA-262 with the u flag';
  }
};

const keywords: { readonly [keyword in keyof Required<Constraints>]: { readonly check: Check; readonly on: 'text' | 'number' | 'array' | 'map' } } = {
  minLength: { check: count, on: 'text' },
  maxLength: { check: count, on: 'text' },
  pattern: { check: pattern, on: 'text' },
  format: { check: format, on: 'text' },
  contentMediaType: { check: text, on: 'text' },
  minimum: { check: number, on: 'number' },
  maximum: { check: number, on: 'number' },
  exclusiveMinimum: { check: number, on: 'number' },
  exclusiveMaximum: { check: number, on: 'number' },
  multipleOf: { check: positive, on: 'number' },
  minItems: { check: count, on: 'array' },
  maxItems: { check: count, on: 'array' },
  uniqueItems: { check: flag, on: 'array' },
  minProperties: { check: count, on: 'map' },
  maxProperties: { check: count, on: 'map' },
};

export type Keyword = keyof Constraints;

export const isKeyword = (name: string): name is Keyword => Object.hasOwn(keywords, name);

/** What the keyword's value was expected to be, or undefined where it is that. */
export const expectedOf = (keyword: Keyword, value: unknown): string | undefined => keywords[keyword].check(value);

const texts: readonly Form[] = ['string', 'bytes', 'uuid', 'decimal', 'big-decimal', 'date', 'time', 'timestamp', 'local-timestamp', 'duration'];

/** Whether a keyword can bind a value of this form; `null` for a named type. */
export const appliesTo = (keyword: Keyword, kind: Form | 'array' | 'map', value: unknown): boolean => {
  switch (keywords[keyword].on) {
    case 'text':
      return texts.includes(kind as Form);
    case 'number':
      return kind === 'integer' || kind === 'number' || (kind === 'long' && isLongBound(keyword, value));
    default:
      return kind === keywords[keyword].on;
  }
};

/** A long held as a string can be kept from being negative or below 1 by its pattern; no other bound can be checked on it. */
const isLongBound = (keyword: Keyword, value: unknown): boolean =>
  (keyword === 'minimum' && (value === 0 || value === 1)) || (keyword === 'exclusiveMinimum' && (value === 0 || value === -1));

/** A long whose largest value is within 2^53 is held as a number. */
const isBoundedLong = ({ maximum, exclusiveMaximum }: Constraints): boolean =>
  (maximum !== undefined && maximum <= Number.MAX_SAFE_INTEGER) ||
  (exclusiveMaximum !== undefined && exclusiveMaximum <= Number.MAX_SAFE_INTEGER + 1);

/** How a primitive without a logical type is held. */
export const plainForm = (type: PrimitiveName, constraints: Constraints): Form => {
  switch (type) {
    case 'int':
      return 'integer';
    case 'long':
      return isBoundedLong(constraints) ? 'integer' : 'long';
    case 'float':
    case 'double':
      return 'number';
    default:
      return type;
  }
};

/** The first two keywords that no value can meet together. */
export const contradiction = (constraints: Constraints): readonly [Keyword, Keyword] | undefined => {
  const pairs: readonly (readonly [Keyword, Keyword])[] = [
    ['minLength', 'maxLength'],
    ['minimum', 'maximum'],
    ['minItems', 'maxItems'],
    ['minProperties', 'maxProperties'],
  ];
  return pairs.find(([low, high]) => {
    const [least, most] = [constraints[low], constraints[high]];
    return typeof least === 'number' && typeof most === 'number' && least > most;
  });
};
