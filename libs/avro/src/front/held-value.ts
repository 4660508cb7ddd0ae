/** How long the text and how large the number is in which a type's values are held. */
import type { ArrayType, FixedType, MapType, ScalarType } from './ast.ts';

/** A type whose values constraints can bind. */
export type HeldType = ScalarType | FixedType | ArrayType | MapType;

/** For messages, such as `a long` or `a uuid`. */
export const nounOf = (type: HeldType): string => {
  const noun =
    type.kind === 'scalar'
      ? (type.logical?.name ?? type.type)
      : type.kind === 'fixed'
        ? (type.logical?.name ?? `fixed of ${type.size} bytes`)
        : type.kind;
  return `${/^[aei]/.test(noun) ? 'an' : 'a'} ${noun}`;
};

/** The least and the most characters, and the step between possible lengths. */
export const lengthsOf = (type: HeldType): readonly [least: number, most: number, step: number] => {
  if (type.kind === 'array' || type.kind === 'map') return [0, Number.POSITIVE_INFINITY, 1];
  const { precision = 1, scale = 0 } = type.logical ?? {};
  switch (type.form) {
    case 'uuid':
      return [36, 36, 1];
    case 'date':
      return [10, 10, 1];
    case 'time':
      return [9 + scale, 9 + scale, 1];
    case 'timestamp':
      return [21 + scale, 21 + scale, 1];
    case 'local-timestamp':
      return [20 + scale, 20 + scale, 1];
    case 'duration':
      return ['P0M0DT0.000S'.length, 'P4294967295M4294967295DT4294967.295S'.length, 1];
    case 'decimal':
      return [scale === 0 ? 1 : scale + 2, 1 + Math.max(precision, scale + 1) + Math.sign(scale), 1];
    case 'big-decimal':
      return [1, Number.POSITIVE_INFINITY, 1];
    case 'bytes': {
      const exact = 4 * Math.ceil((type.kind === 'fixed' ? type.size : 0) / 3);
      return type.kind === 'fixed' ? [exact, exact, 4] : [0, Number.POSITIVE_INFINITY, 4];
    }
    default:
      return [0, Number.POSITIVE_INFINITY, 1];
  }
};

/** The least and the greatest number, and whether all between are whole. */
export const rangeOf = (type: HeldType): readonly [least: number, greatest: number, whole: boolean] => {
  const base = type.kind === 'scalar' ? type.type : undefined;
  if (base === 'int') return [-(2 ** 31), 2 ** 31 - 1, true];
  // As numbers the ends of a long are rounded outwards.
  if (base === 'long') return [-(2 ** 63), 2 ** 63, true];
  if (base === 'float') return [-maxFloat, maxFloat, false];
  if ((type.kind === 'scalar' || type.kind === 'fixed') && type.form === 'decimal') {
    const greatest = 10 ** ((type.logical?.precision ?? 1) - (type.logical?.scale ?? 0));
    return [-greatest, greatest, type.logical?.scale === 0];
  }
  return [-Number.MAX_VALUE, Number.MAX_VALUE, false];
};

export const maxFloat = 3.4028234663852886e38;

/** The formats that a text which has a form of its own can meet besides; any text can meet any. */
export const formatsOf = (type: HeldType): readonly string[] | undefined => {
  if (type.kind === 'array' || type.kind === 'map') return [];
  switch (type.form) {
    case 'string':
      return undefined;
    case 'uuid':
      return ['uuid'];
    case 'date':
      return ['date'];
    case 'time':
      return ['iso-time'];
    case 'timestamp':
      return ['date-time', 'iso-date-time'];
    case 'local-timestamp':
      return ['iso-date-time'];
    default:
      return [];
  }
};

/** How long texts of a format are, where that is known. */
export const formatLengths: { readonly [format: string]: readonly [least: number, most: number] } = {
  date: [10, 10],
  uuid: [36, 45],
  ipv4: [7, 15],
  'date-time': [20, Number.POSITIVE_INFINITY],
};
