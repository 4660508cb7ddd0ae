/** Constraints that no value of a type can meet, or that every value meets. */
import type { Constraints } from './ast.ts';
import type { Keyword } from './constraints.ts';
import { formatLengths, formatsOf, type HeldType, lengthsOf, nounOf, rangeOf } from './held-value.ts';

export interface ConstraintFault {
  /** The keywords at fault together. Without the first of them the fault is gone. */
  readonly keywords: readonly Keyword[];
  readonly message: string;
  readonly hint?: string;
}

/** `constraints` are only such that apply to the type. */
export const faultsOf = (type: HeldType, constraints: Constraints): readonly ConstraintFault[] => {
  if (Object.keys(constraints).length === 0) return [];
  return [...lengthFaults(type, constraints), ...formatFaults(type, constraints), ...numberFaults(type, constraints), ...countFaults(constraints)];
};

/** The constraints without those at fault: what is left can be met. */
export const withoutFaults = (type: HeldType, constraints: Constraints): Constraints => {
  const wrong: readonly (Keyword | undefined)[] = faultsOf(type, constraints).map(({ keywords }) => keywords[0]);
  if (wrong.length === 0) return constraints;
  return Object.fromEntries(Object.entries(constraints).filter(([keyword]) => !wrong.includes(keyword as Keyword)));
};

const both = (first: Keyword, second: Keyword): ConstraintFault => ({
  keywords: [first, second],
  message: `No value can meet both "${first}" and "${second}".`,
});

const lengthFaults = (type: HeldType, { minLength, maxLength, pattern, format }: Constraints): ConstraintFault[] => {
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) return [both('minLength', 'maxLength')];
  const faults: ConstraintFault[] = [];
  const [least, most, step] = lengthsOf(type);
  const { minLength: low = 0, maxLength: high = Number.POSITIVE_INFINITY } = { minLength, maxLength };
  const noun = nounOf(type);
  if (low > most) faults.push({ keywords: ['minLength'], message: `As text ${noun} has at most ${most} characters, never ${low}.` });
  else if (high < least) faults.push({ keywords: ['maxLength'], message: `As text ${noun} has at least ${least} characters, more than ${high}.` });
  else if (Math.ceil(Math.max(low, least) / step) * step > high) {
    const hint = 'Bytes are held as base64, whose length is a multiple of 4.';
    faults.push({ ...both('minLength', 'maxLength'), hint });
  }
  const [formatLeast, formatMost] = formatLengths[format ?? ''] ?? [0, Number.POSITIVE_INFINITY];
  if (minLength !== undefined && minLength > formatMost) faults.push(both('minLength', 'format'));
  if (maxLength !== undefined && maxLength < formatLeast) faults.push(both('maxLength', 'format'));
  if (maxLength === 0 && pattern !== undefined && !new RegExp(pattern, 'u').test('')) faults.push(both('pattern', 'maxLength'));
  return faults;
};

const formatFaults = (type: HeldType, { format }: Constraints): ConstraintFault[] => {
  const possible = formatsOf(type);
  if (format === undefined || possible === undefined || possible.includes(format)) return [];
  return [{ keywords: ['format'], message: `As text ${nounOf(type)} is never of the format "${format}".` }];
};

const numberFaults = (type: HeldType, constraints: Constraints): ConstraintFault[] => {
  const [least, greatest, whole] = rangeOf(type);
  const beyond = (['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const).filter((keyword) => {
    const bound = constraints[keyword];
    return bound !== undefined && (bound < least || bound > greatest);
  });
  if (beyond.length > 0) {
    return beyond.map((keyword) => ({
      keywords: [keyword],
      message: `The bound ${constraints[keyword]} is outside the range of ${nounOf(type)}.`,
      hint: type.kind === 'scalar' && type.type === 'int' ? 'Is the type meant to be "long"?' : '',
    }));
  }
  const [low, lowKeyword] = lowerBound(constraints, whole);
  const [high, highKeyword] = upperBound(constraints, whole);
  const strict = !whole && (lowKeyword === 'exclusiveMinimum' || highKeyword === 'exclusiveMaximum');
  if (low > high || (low === high && strict)) return [both(lowKeyword, highKeyword)];
  return multipleFaults(constraints.multipleOf, Math.max(low, least), Math.min(high, greatest), low === least ? highKeyword : lowKeyword);
};

const multipleFaults = (step: number | undefined, low: number, high: number, keyword: Keyword): ConstraintFault[] => {
  // Steps that are no whole number are rounded by the computer, so only a gap beyond doubt counts.
  if (step === undefined || (!Number.isInteger(step) && high - low > step / 2)) return [];
  const first = Math.ceil(low / step) * step;
  return first > high + (Number.isInteger(step) ? 0 : step / 4) ? [both('multipleOf', keyword)] : [];
};

const lowerBound = ({ minimum, exclusiveMinimum }: Constraints, whole: boolean): readonly [number, Keyword] => {
  const above = exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : whole ? Math.floor(exclusiveMinimum) + 1 : exclusiveMinimum;
  const from = minimum === undefined ? Number.NEGATIVE_INFINITY : whole ? Math.ceil(minimum) : minimum;
  return above >= from && exclusiveMinimum !== undefined ? [above, 'exclusiveMinimum'] : [from, 'minimum'];
};

const upperBound = ({ maximum, exclusiveMaximum }: Constraints, whole: boolean): readonly [number, Keyword] => {
  const below = exclusiveMaximum === undefined ? Number.POSITIVE_INFINITY : whole ? Math.ceil(exclusiveMaximum) - 1 : exclusiveMaximum;
  const to = maximum === undefined ? Number.POSITIVE_INFINITY : whole ? Math.floor(maximum) : maximum;
  return below <= to && exclusiveMaximum !== undefined ? [below, 'exclusiveMaximum'] : [to, 'maximum'];
};

const countFaults = ({ minItems, maxItems, minProperties, maxProperties }: Constraints): ConstraintFault[] => [
  ...(minItems !== undefined && maxItems !== undefined && minItems > maxItems ? [both('minItems', 'maxItems')] : []),
  ...(minProperties !== undefined && maxProperties !== undefined && minProperties > maxProperties ? [both('minProperties', 'maxProperties')] : []),
];
