/** What a contract says of a value besides its type, in words for the comment above it. */

import {
  type Attributes,
  type AvroType,
  branchName,
  type Constraints,
  defaultValue,
  type Field,
  type FixedType,
  type Logical,
  referencesIn,
} from '@vyarna/avro';
import type { JsonSchema } from '@vyarna/contract';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const range = (least: number | undefined, most: number | undefined, noun: string): readonly string[] => {
  const counted = (count: number): string => (noun === '' ? String(count) : plural(count, noun));
  if (least !== undefined && most !== undefined) return [least === most ? `exactly ${counted(least)}` : `${least} to ${counted(most)}`];
  if (least !== undefined) return [`at least ${counted(least)}`];
  return most === undefined ? [] : [`at most ${counted(most)}`];
};

/** Inline code, also of text that holds backticks. */
const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

const constraintFacts = (constraints: Constraints): readonly string[] => {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, pattern, format, contentMediaType } = constraints;
  return [
    ...range(constraints.minLength, constraints.maxLength, 'character'),
    ...range(minimum, maximum, ''),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${exclusiveMaximum}`]),
    ...(multipleOf === undefined ? [] : [`a multiple of ${multipleOf}`]),
    ...(format === undefined ? [] : [`format ${format}`]),
    ...(pattern === undefined ? [] : [`matches ${code(pattern)}`]),
    ...(contentMediaType === undefined ? [] : [`holds ${contentMediaType}`]),
    ...range(constraints.minItems, constraints.maxItems, 'item'),
    ...(constraints.uniqueItems === true ? ['no two items equal'] : []),
    ...range(constraints.minProperties, constraints.maxProperties, 'entry').map((fact) => fact.replace(/entrys$/, 'entries')),
  ];
};

const FRACTIONS: { readonly [digits: number]: string } = { 3: 'to the millisecond', 6: 'to the microsecond', 9: 'to the nanosecond' };

const logicalFacts = ({ name, precision, scale = 0 }: Logical): readonly string[] => {
  if (name === 'decimal') return [`${plural(precision ?? 0, 'digit')}${scale === 0 ? '' : `, ${scale} of them after the point`}`];
  return /^time|^local-time/.test(name) ? [FRACTIONS[scale] ?? ''] : [];
};

/** Of a value's own type; what is inside it, of a union's branch say, has facts of its own. */
const typeFacts = (type: AvroType): readonly string[] => {
  switch (type.kind) {
    case 'scalar':
      return [
        ...(type.logical === undefined ? [] : logicalFacts(type.logical)),
        ...constraintFacts(type.constraints),
        ...attributeFacts(type.attributes),
      ];
    case 'array':
    case 'map':
      return [...constraintFacts(type.constraints), ...attributeFacts(type.attributes)];
    case 'reference': {
      // No named type is a list or a map, which a field may bind for other branches.
      const { minItems, maxItems, uniqueItems, minProperties, maxProperties, ...constraints } = type.constraints;
      return constraintFacts(constraints);
    }
    case 'union': {
      const [only] = type.options;
      return only !== undefined && type.options.length === 1 ? typeFacts(only) : [];
    }
  }
};

const attributeFacts = (attributes: Attributes): readonly string[] => {
  const { unit, 'confluent:tags': tags } = attributes;
  return [
    ...(typeof unit === 'string' ? [`in ${unit}`] : []),
    ...(Array.isArray(tags) && tags.length > 0 ? [`tagged ${tags.map(String).join(', ')}`] : []),
  ];
};

const LONGEST_DEFAULT = 60;

/** As code sees the value; where that depends on other types, as the schema writes it. */
const defaultFact = ({ type, default: given }: Field): readonly string[] => {
  // That null stands for what is left out goes without saying.
  if (given === undefined || given.json === null) return [];
  const value = referencesIn(type).length > 0 ? given.json : defaultValue(type, given.json, new Map());
  return shownDefault(value);
};

const shownDefault = (value: unknown): readonly string[] => {
  const text = JSON.stringify(value);
  return text.length > LONGEST_DEFAULT ? [] : [`default ${code(text)}`];
};

const sentence = (facts: readonly string[]): string => {
  const text = facts.filter((fact, index) => fact !== '' && facts.indexOf(fact) === index).join(', ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

const deprecation = ({ deprecated }: Attributes): readonly string[] => {
  if (deprecated === undefined || deprecated === false) return [];
  return [`@deprecated${typeof deprecated === 'string' && deprecated !== '' ? ` ${deprecated}` : ''}`];
};

/** The doc's own words, then what else there is to know: on the same line where there is nothing but words. */
const withFacts = (doc: string, facts: string): readonly string[] => {
  const words = doc.trim();
  if (facts === '' || words === '') return [words === '' ? facts : words];
  return words.includes('\n') ? [words, '', facts] : [`${words}${/[.!?:;)]$/.test(words) ? '' : '.'} ${facts}`];
};

/** The lines of a field's comment. */
export const fieldDoc = (field: Field): readonly string[] => {
  const { type, doc, attributes, aliases } = field;
  const renamed = aliases.length === 0 ? [] : [`once named ${aliases.join(', ')}`];
  const facts = [...typeFacts(type), ...attributeFacts(attributes), ...defaultFact(field), ...renamed];
  return [...withFacts(doc, sentence(facts)), ...branchDoc(type), ...deprecation(attributes)];
};

/** Of a union with several types, what is to know of each. */
const branchDoc = (type: AvroType): readonly string[] => {
  if (type.kind !== 'union' || type.options.length < 2) return [];
  return type.options.flatMap((option) => {
    const facts = sentence(typeFacts(option));
    return facts === '' ? [] : [`- ${code(branchName(option))}: ${facts}`];
  });
};

const TEXTS = ['pattern', 'format', 'contentMediaType'];

/** Of a JSON Schema the constraint keywords that are what they must be. */
const constraintsOf = (schema: JsonSchema): Constraints =>
  Object.fromEntries(
    Object.entries(schema).filter(([keyword, value]) => (TEXTS.includes(keyword) ? typeof value === 'string' : typeof value !== 'string')),
  );

/** The lines of the comment of what a JSON Schema describes. */
export const schemaDoc = (schema: JsonSchema): readonly string[] => {
  const { title, description, default: given, deprecated } = schema;
  const words = [description, title].find((text) => typeof text === 'string' && text.trim() !== '');
  const fallback = given === undefined || given === null ? [] : shownDefault(given);
  return [
    ...withFacts(typeof words === 'string' ? words : '', sentence([...constraintFacts(constraintsOf(schema)), ...fallback])),
    ...deprecation({ deprecated }),
  ];
};

/** The lines of the comment of a type without a name of its own. */
export const rootDoc = (type: AvroType): readonly string[] => [sentence(typeFacts(type)), ...branchDoc(type)];

/** The lines of a named type's comment. */
export const typeDoc = (
  type: { readonly doc: string; readonly attributes: Attributes; readonly aliases: readonly string[] },
  facts: readonly string[] = [],
): readonly string[] => {
  const renamed = type.aliases.length === 0 ? [] : [`once named ${type.aliases.join(', ')}`];
  return [...withFacts(type.doc, sentence([...facts, ...attributeFacts(type.attributes), ...renamed])), ...deprecation(type.attributes)];
};

export const fixedFacts = ({ size, logical }: FixedType): readonly string[] => [
  plural(size, 'byte'),
  ...(logical === undefined ? [] : logicalFacts(logical)),
];
