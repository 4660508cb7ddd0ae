import type { Constraints } from '@vyarna/avro';

/** Constraint keywords in words: `1 to 120 characters, format email`; empty without any. */
export const constraintText = (constraints: Constraints): string => {
  const { minLength, maxLength, minItems, maxItems, minProperties, maxProperties, minimum, maximum } = constraints;
  const { exclusiveMinimum, exclusiveMaximum, multipleOf, pattern, format, contentMediaType, uniqueItems } = constraints;
  return [
    range(minLength, maxLength, 'character'),
    range(minItems, maxItems, 'item'),
    range(minProperties, maxProperties, 'entry', 'entries'),
    range(minimum, maximum),
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    exclusiveMaximum === undefined ? '' : `below ${exclusiveMaximum}`,
    multipleOf === undefined ? '' : `in steps of ${multipleOf}`,
    uniqueItems === true ? 'each once' : '',
    format === undefined ? '' : `format ${format}`,
    contentMediaType ?? '',
    pattern === undefined ? '' : `pattern ${pattern}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
};

const range = (least: number | undefined, most: number | undefined, one = '', many = `${one}s`): string => {
  if (least === undefined && most === undefined) return '';
  const unit = one === '' ? '' : ` ${(most ?? least) === 1 ? one : many}`;
  if (least === undefined) return `at most ${most}${unit}`;
  if (most === undefined) return `at least ${least}${unit}`;
  return least === most ? `exactly ${most}${unit}` : `${least} to ${most}${unit}`;
};
