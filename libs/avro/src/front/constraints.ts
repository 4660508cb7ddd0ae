/** The constraint keywords: which there are, what values they take and to which forms of value they apply. */
import type { PrimitiveName } from '../schema/avro-json.ts';
import type { Constraints, Form } from './ast.ts';
import { plain, type SchemaNode, textOf } from './schema-node.ts';

type Check = (node: SchemaNode) => string | undefined;

const unless = (valid: boolean, expected: string): string | undefined => (valid ? undefined : expected);

const count: Check = (node) => unless(Number.isSafeInteger(plain(node)) && (plain(node) as number) >= 0, 'a whole number, 0 or more');

const number: Check = (node) => {
  if (node.kind !== 'number' || !Number.isFinite(node.value)) return 'a number';
  return unless(isExact(node.value, node.text), 'a number that is kept exactly by JSON tools: beyond 2^53 they round it');
};

/** The ends of a long are rounded outwards, which changes nothing. */
const isExact = (value: number, text: string): boolean =>
  Number.isSafeInteger(value) || !/^-?\d+$/.test(text) || BigInt(text) === BigInt(value) || longEnds.includes(text);

const longEnds = ['9223372036854775807', '-9223372036854775807'];

const text: Check = (node) => unless(node.kind === 'string', 'a string');

/** The formats that validators check; any other would pass every value. */
const formats: ReadonlySet<string> = new Set(
  (
    'date time date-time iso-time iso-date-time duration uri uri-reference uri-template url email hostname ipv4 ipv6 regex uuid json-pointer ' +
    'json-pointer-uri-fragment relative-json-pointer'
  ).split(' '),
);

const format: Check = (node) => unless(formats.has(textOf(node) ?? ''), `one of ${[...formats].join(', ')}`);

const flag: Check = (node) => unless(node.kind === 'boolean', 'true or false');

const positive: Check = (node) => unless(node.kind === 'number' && node.value > 0 && Number.isFinite(node.value), 'a number above 0');

const pattern: Check = (node) => {
  if (node.kind !== 'string') return 'a string';
  try {
    new RegExp(node.value, 'u');
    return undefined;
  } catch {
    return 'a regular expression of ECMA-262 with the u flag';
  }
};

interface KeywordFacts {
  readonly check: Check;
  readonly on: 'text' | 'number' | 'array' | 'map';
}

const keywords = new Map<string, KeywordFacts>(
  Object.entries({
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
  } satisfies { readonly [keyword in keyof Required<Constraints>]: KeywordFacts }),
);

export type Keyword = keyof Constraints;

export const keywordNames: readonly string[] = [...keywords.keys()];

export const isKeyword = (name: string): name is Keyword => keywords.has(name);

/** What the keyword's value was expected to be, or undefined where it is that. */
export const expectedOf = (keyword: Keyword, node: SchemaNode): string | undefined => keywords.get(keyword)?.check(node);

const texts: ReadonlySet<string> = new Set<Form>([
  'string',
  'bytes',
  'uuid',
  'decimal',
  'big-decimal',
  'date',
  'time',
  'timestamp',
  'local-timestamp',
  'duration',
]);

/** Whether a keyword can bind a value of this form. A number that is held as a string can be kept within bounds, by a pattern. */
export const appliesTo = (keyword: Keyword, held: Form | 'array' | 'map'): boolean => {
  const on = keywords.get(keyword)?.on;
  if (on === 'text') return texts.has(held);
  if (on !== 'number') return held === on;
  return held === 'integer' || held === 'number' || (keyword !== 'multipleOf' && (held === 'long' || held === 'decimal'));
};

export const NO_CONSTRAINTS: Constraints = Object.freeze({});

/** Those of the constraints that can bind a value of this form. */
export const applicable = (constraints: Constraints, held: Form | 'array' | 'map'): Constraints => {
  const names = Object.keys(constraints) as Keyword[];
  if (names.length === 0) return NO_CONSTRAINTS;
  if (names.every((name) => appliesTo(name, held))) return constraints;
  return Object.fromEntries(names.filter((name) => appliesTo(name, held)).map((name) => [name, constraints[name]]));
};

/** What stands on a type with what stands on the field around it, which counts where both say something. */
export const together = (own: Constraints, inherited: Constraints): Constraints => {
  if (Object.keys(inherited).length === 0) return own;
  return Object.keys(own).length === 0 ? inherited : { ...own, ...inherited };
};

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
