import type { Constraints } from '@vyarna/avro';

type Bound = number | undefined;

/** What a value must keep to, as people say it: `3 to 50 characters`. */
export const limitWords = (constraints: Constraints): readonly string[] => {
  const { minLength, maxLength, minItems, maxItems, minProperties, maxProperties } = constraints;
  const { format, pattern, contentMediaType, multipleOf, uniqueItems } = constraints;
  return [
    counted(minLength, maxLength, 'character'),
    ...valueRange(constraints),
    multipleOf === undefined ? undefined : `a multiple of ${multipleOf}`,
    counted(minItems, maxItems, 'item'),
    uniqueItems === true ? 'no item twice' : undefined,
    counted(minProperties, maxProperties, 'entry'),
    format === undefined ? undefined : `format ${format}`,
    contentMediaType === undefined ? undefined : `content of type ${contentMediaType}`,
    pattern === undefined ? undefined : `matches ${pattern}`,
  ].filter((words) => words !== undefined);
};

const counted = (least: Bound, most: Bound, noun: 'character' | 'item' | 'entry'): string | undefined => {
  if (least === undefined && most === undefined) return undefined;
  const nouns = (count: number): string => (count === 1 ? noun : noun === 'entry' ? 'entries' : `${noun}s`);
  if (least === undefined || least === 0) return most === undefined ? undefined : `at most ${most} ${nouns(most)}`;
  if (most === undefined) return `at least ${least} ${nouns(least)}`;
  return least === most ? `exactly ${least} ${nouns(least)}` : `${least} to ${most} ${nouns(most)}`;
};

const valueRange = ({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Constraints): readonly string[] => {
  const between = minimum !== undefined && maximum !== undefined ? [minimum === maximum ? `exactly ${minimum}` : `${minimum} to ${maximum}`] : [];
  return [
    ...between,
    ...(minimum === undefined || between.length > 0 ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined || between.length > 0 ? [] : [`at most ${maximum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${exclusiveMaximum}`]),
  ];
};
