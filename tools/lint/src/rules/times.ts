import type { Field, ScalarType } from '@vyarna/avro';
import { inFile, type Rule } from '../rule.ts';
import { scalarsOf } from '../type-parts.ts';
import { wordsOf } from '../words.ts';

const MOMENTS = new Set(['at', 'time', 'date', 'on', 'timestamp']);

/** Words before `time` that make it a length of time or a number of times. */
const SPANS = new Set(['response', 'lead', 'run', 'waiting', 'wait', 'processing', 'travel', 'up', 'down', 'life', 'elapsed']);

/** The number or text that a field is, though its name says that it is a time; undefined of any other field. */
export const plainTimeIn = (field: Field): ScalarType | undefined => {
  const words = wordsOf(field.name);
  const last = words.at(-1) ?? '';
  if (!MOMENTS.has(last) || (words.length === 1 && (last === 'at' || last === 'on'))) return undefined;
  const value = scalarsOf(field.type).find(({ type, logical }) => ['string', 'long', 'int'].includes(type) && logical === undefined);
  return value?.type === 'int' && last === 'time' ? undefined : value;
};

const logicalType: Rule = {
  id: 'TIME_WITHOUT_LOGICAL_TYPE',
  level: 'BASIC',
  theme: 'TYPES',
  severity: 'error',
  why: 'A bare number or text leaves unit, zone and precision to be guessed, and two services guess differently.',
  hint: 'Use { "type": "long", "logicalType": "timestamp-micros" }, or date on an int; of a length of time, end its name with the unit.',
  field({ field, record, file }, _, report) {
    const value = plainTimeIn(field);
    if (value === undefined) return;
    const words = wordsOf(field.name);
    const last = words.at(-1) ?? '';
    if (last === 'time' && SPANS.has(words.at(-2) ?? '') && value.type !== 'string') {
      report(inFile(file, field.position), `${record.shortName}.${field.name} is a length of time without a unit.`, `Name it ${field.name}Ms.`);
      return;
    }
    report(inFile(file, field.position), `${record.shortName}.${field.name} is a time by its name, but a plain ${value.type}.`);
  },
};

export const timeRules: readonly Rule[] = [logicalType];
