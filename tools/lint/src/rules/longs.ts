import { inFile, type Rule } from '../rule.ts';
import { scalarsOf } from '../type-parts.ts';
import { plainTimeIn } from './times.ts';

const unbounded: Rule = {
  id: 'LONG_UNBOUNDED',
  level: 'STANDARD',
  theme: 'TYPES',
  severity: 'error',
  why: 'A long may exceed what a number of JavaScript or JSON holds, so code gets it as a string, which few authors mean.',
  hint: `Give it a "maximum" of at most ${Number.MAX_SAFE_INTEGER}, and it is a number; an identifier is better a string.`,
  field({ field, record, file }, _, report) {
    const isUnbounded = scalarsOf(field.type).some(({ form, attributes }) => form === 'long' && attributes['logicalType'] === undefined);
    // Of a time that is a plain long TIME_WITHOUT_LOGICAL_TYPE is said, and of a logical type that is none UNKNOWN_LOGICAL_TYPE.
    if (!isUnbounded || plainTimeIn(field) !== undefined) return;
    report(inFile(file, field.position), `${record.shortName}.${field.name} is a long without a maximum, so its values are strings.`);
  },
};

export const longRules: readonly Rule[] = [unbounded];
