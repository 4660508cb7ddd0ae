import type { AvroType, Field } from '@vyarna/avro';
import type { Model } from '../model.ts';
import { once } from '../once.ts';
import { inFile, type Rule } from '../rule.ts';
import { scalarsOf } from '../type-parts.ts';
import { wordsOf } from '../words.ts';

/** Ends of names of fields that hold personal data, as words. */
const PERSONAL = new Set(
  (
    'email|e mail|email address|mail address|phone|phone number|telephone|mobile|mobile number|msisdn|fax|' +
    'first name|last name|middle name|full name|given name|family name|maiden name|display name|surname|nickname|' +
    'iban|bic number|account holder|card number|pan|cvv|ssn|social security number|passport number|tax id|national id|' +
    'birth date|birthdate|birthday|date of birth|dob|birth place|' +
    'address|street|street address|house number|postal code|post code|postcode|zip|zip code|ip|ip address|gender|ethnicity|religion|signature'
  ).split('|'),
);

/** Of the longest of them, in words. */
const LONGEST = Math.max(...[...PERSONAL].map((end) => end.split(' ').length));

/** Words before `address` that make it one of a thing. */
const THINGS = new Set(
  'server host node service contract web bus broker memory mac network proxy topic queue callback wallet reply return'.split(' '),
);

/** The text of these is personal; a flag or a count about it is not. */
const TEXTUAL = new Set(['string', 'bytes']);

const untagged: Rule = {
  id: 'PII_UNTAGGED',
  level: 'BASIC',
  theme: 'SECURITY',
  severity: 'error',
  why: 'Only what is tagged is kept out of logs and can be erased; an untagged address stays readable in every log line for years.',
  hint: 'Add "confluent:tags": ["PII"] to the field.',
  field({ field, record, file }, model, report) {
    if (!isPersonal(field.name) || !holdsText(field.type, model) || isTagged(field)) return;
    report(inFile(file, field.position), `${record.shortName}.${field.name} is personal data by its name, but not tagged as such.`);
  },
};

const isPersonal = once((name): boolean => {
  const words = wordsOf(name);
  if (words.at(-1) === 'address' && THINGS.has(words.at(-2) ?? '')) return false;
  return Array.from({ length: LONGEST }, (_, index) => words.slice(-1 - index).join(' ')).some(
    (end) => PERSONAL.has(end) || PERSONAL.has(end.replace(/(?<=[^s])s$/, '')),
  );
});

/** A field of records or enums is none: what is personal in a record is tagged there. */
const holdsText = (type: AvroType, model: Model): boolean => {
  const isDate = scalarsOf(type).some(({ logical }) => logical?.name === 'date');
  const inner = type.kind === 'union' ? type.options : [type];
  const isFixed = inner.some((option) => model.named(option)?.kind === 'fixed');
  return isDate || isFixed || scalarsOf(type).some((scalar) => TEXTUAL.has(scalar.type));
};

const isTagged = ({ attributes, type }: Field): boolean =>
  [attributes, ...scalarsOf(type).map((scalar) => scalar.attributes)].some((own) => {
    const tags = own['confluent:tags'];
    return Array.isArray(tags) && tags.some((tag) => typeof tag === 'string' && /^PII\b/i.test(tag));
  });

export const personalDataRules: readonly Rule[] = [untagged];
