import { didYouMean } from '@vyarna/avro';
import { ScaffoldError } from '../scaffold-error.ts';

/** The types a field may be given on the command line; more is written in the `.avsc` itself. */
export const FIELD_TYPES = ['boolean', 'date', 'decimal', 'double', 'email', 'enum', 'int', 'long', 'string', 'timestamp', 'uuid'] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

/** One `--field`, as it was given. */
export interface FieldSpec {
  readonly name: string;
  /** Undefined where only the name was given: a field that the entity has. */
  readonly type: FieldType | undefined;
  /** What stood in brackets: `['12', '2']`, `['OPEN', 'PAID']`. */
  readonly parameters: readonly string[];
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly doc: string | undefined;
}

const FORM = /^(\w+)(?::([A-Za-z]+)(?:\(([^)]*)\))?(\[\])?(\?)?)?(?:\s+(\S.*))?$/s;

/** What can be in a list, because it is the same in a column of the database. */
const IN_LISTS: readonly FieldType[] = ['int', 'string', 'uuid'];

/** Reads `total:decimal(12,2) What the customer owes.`: name, type, `[]` for a list, `?` for one that may be null, and what it means. */
const parseField = (text: string): FieldSpec => {
  const [, name, typeName, inBrackets, list, nullable, doc] = FORM.exec(text.trim()) ?? [];
  if (name === undefined) {
    throw invalid(`"${text}" is no field. Write name:type and what it means, such as 'total:decimal(12,2) What the customer owes.'`);
  }
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) throw invalid(`A field is named in camel case, such as dueOn, not ${name}.`);
  const type = typeName === undefined ? undefined : FIELD_TYPES.find((each) => each === typeName.toLowerCase());
  if (typeName !== undefined && type === undefined) {
    throw invalid(`${name} cannot be of the type ${typeName}. ${didYouMean(typeName, FIELD_TYPES, `There is: ${FIELD_TYPES.join(', ')}.`)}`);
  }
  const parameters = inBrackets === undefined ? [] : inBrackets.split(/[,|]/).map((parameter) => parameter.trim());
  const isList = list !== undefined;
  if (type !== undefined) checkParameters(name, type, parameters);
  if (isList && type !== undefined && !IN_LISTS.includes(type))
    throw invalid(`${name} cannot be a list of ${type}; of ${IN_LISTS.join(', ')} it can.`);
  return { name, type, parameters, isList, isNullable: nullable !== undefined, doc: doc === undefined ? undefined : sentence(doc) };
};

/** All that were given; a name given twice is refused. */
export const parseFields = (texts: readonly string[]): readonly FieldSpec[] => {
  const fields = texts.map(parseField);
  const twice = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw invalid(`The field ${twice.name} is given twice.`);
  return fields;
};

const checkParameters = (name: string, type: FieldType, parameters: readonly string[]): void => {
  const numbers = parameters.map(Number);
  const areWhole = numbers.every((number) => Number.isInteger(number) && number >= 0);
  if (type === 'decimal') {
    const [precision = 12, scale = 2] = numbers;
    if (parameters.length === 1 || parameters.length > 2 || !areWhole || precision < 1 || precision > 38 || scale > precision)
      throw invalid(`${name}: a decimal has a precision and a scale, such as decimal(12,2).`);
  } else if (type === 'string') {
    if (parameters.length > 1 || !areWhole || numbers[0] === 0) throw invalid(`${name}: a string has its greatest length, such as string(80).`);
  } else if (type === 'enum') {
    const repeated = new Set(parameters).size < parameters.length;
    if (parameters.length === 0 || repeated || parameters.some((symbol) => !/^[A-Z][A-Z0-9_]*$/.test(symbol)))
      throw invalid(`${name}: an enum has its symbols in capitals, each once, such as enum(OPEN|PAID).`);
  } else if (parameters.length > 0) throw invalid(`${name}: ${type} takes nothing in brackets.`);
};

const sentence = (doc: string): string => (/[.!?]$/.test(doc.trim()) ? doc.trim() : `${doc.trim()}.`);

const invalid = (message: string): ScaffoldError => new ScaffoldError('INVALID', message);
