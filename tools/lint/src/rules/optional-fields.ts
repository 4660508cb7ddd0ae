import { inFile, type Rule } from '../rule.ts';

const nullableWithoutDefault: Rule = {
  id: 'NULLABLE_WITHOUT_DEFAULT',
  level: 'BASIC',
  theme: 'EVOLUTION',
  severity: 'warning',
  why: 'A field that may be null but has no default must still be written by everyone, and can never be removed.',
  hint: 'Add "default": null, and put "null" first in the union.',
  field({ field, record, file }, _, report) {
    if (field.type.kind !== 'union' || !field.type.nullable || field.default !== undefined) return;
    report(inFile(file, field.position), `${record.shortName}.${field.name} may be null, but has no default.`);
  },
};

const union: Rule = {
  id: 'FIELD_UNION',
  level: null,
  theme: 'EVOLUTION',
  severity: 'warning',
  why: 'A union of several types cannot grow under FULL: readers fail on a branch they do not know.',
  hint: 'Make it a record of optional fields, one for each branch.',
  field({ field, record, file }, _, report) {
    if (field.type.kind !== 'union' || field.type.options.length < 2) return;
    report(inFile(file, field.position), `${record.shortName}.${field.name} is a union of ${field.type.options.length} types.`);
  },
};

export const optionalFieldRules: readonly Rule[] = [nullableWithoutDefault, union];
