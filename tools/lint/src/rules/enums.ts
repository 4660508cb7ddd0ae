import { inFile, type Rule } from '../rule.ts';

/** Symbols that say nothing, so that a reader may take one for any symbol it does not know. */
const NEUTRAL = /(^|_)(UNKNOWN|UNSPECIFIED)$/i;

const neutralDefault: Rule = {
  id: 'ENUM_DEFAULT',
  level: 'BASIC',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'A reader that meets a symbol newer than its schema fails, or takes it for another that it knows, unless the enum has a neutral default.',
  hint: 'From the first version on, give it the symbol "UNKNOWN" and "default": "UNKNOWN".',
  type({ type, file }, _, report) {
    if (type.kind !== 'enum') return;
    const at = inFile(file, type.position);
    if (type.default === undefined) report(at, `The enum ${type.name} has no default.`);
    else if (!NEUTRAL.test(type.default)) report(at, `The default of the enum ${type.name}, ${type.default}, is not neutral.`);
  },
};

const errorCode: Rule = {
  id: 'ERROR_CODE_ENUM',
  level: 'STANDARD',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'Every new error would change the schema of every reply; as a string from the catalogue it does not.',
  hint: 'Make it a string with the pattern ^[A-Z][A-Z0-9_]+$; the codes stand in errors.yaml.',
  field({ field, record, file }, model, report) {
    const values = field.type.kind === 'union' ? field.type.options : [field.type];
    const isEnum = values.some((value) => model.named(value)?.kind === 'enum');
    const isCode = /^errorCode$/i.test(field.name) || (/^code$/i.test(field.name) && /error|problem|fault/i.test(record.shortName));
    if (isEnum && isCode) report(inFile(file, field.position), `${record.shortName}.${field.name} is an enum; error codes are strings.`);
  },
};

export const enumRules: readonly Rule[] = [neutralDefault, errorCode];
