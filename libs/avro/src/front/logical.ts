/** Which logical types there are, what each may stand on, and the form its values take. */
import type { Form, Logical, LogicalName } from './ast.ts';

interface Kind {
  readonly on: readonly string[];
  readonly form: Form;
  /** Digits of a second's fraction. */
  readonly scale?: number;
  /** Bytes a fixed must have. */
  readonly size?: number;
}

const kinds: { readonly [name in LogicalName]: Kind } = {
  uuid: { on: ['string', 'fixed'], form: 'uuid', size: 16 },
  decimal: { on: ['bytes', 'fixed'], form: 'decimal' },
  'big-decimal': { on: ['bytes'], form: 'big-decimal' },
  date: { on: ['int'], form: 'date' },
  'time-millis': { on: ['int'], form: 'time', scale: 3 },
  'time-micros': { on: ['long'], form: 'time', scale: 6 },
  'timestamp-millis': { on: ['long'], form: 'timestamp', scale: 3 },
  'timestamp-micros': { on: ['long'], form: 'timestamp', scale: 6 },
  'timestamp-nanos': { on: ['long'], form: 'timestamp', scale: 9 },
  'local-timestamp-millis': { on: ['long'], form: 'local-timestamp', scale: 3 },
  'local-timestamp-micros': { on: ['long'], form: 'local-timestamp', scale: 6 },
  'local-timestamp-nanos': { on: ['long'], form: 'local-timestamp', scale: 9 },
  duration: { on: ['fixed'], form: 'duration', size: 12 },
};

export const logicalNames = Object.keys(kinds);

const isLogicalName = (name: string): name is LogicalName => Object.hasOwn(kinds, name);

export type LogicalVerdict =
  | { readonly logical: Logical; readonly form: Form }
  | { readonly rule: 'UNKNOWN_LOGICAL_TYPE' | 'INVALID_LOGICAL_TYPE'; readonly message: string; readonly attribute: string };

/** Judges the logical type named on a primitive or (with `size`) on a fixed. */
export const judgeLogical = (
  name: string,
  on: string,
  { precision, scale, size }: { precision?: unknown; scale?: unknown; size?: number },
): LogicalVerdict => {
  if (!isLogicalName(name)) return { rule: 'UNKNOWN_LOGICAL_TYPE', message: `There is no logical type "${name}".`, attribute: 'logicalType' };
  const kind = kinds[name];
  const wrong = (message: string, attribute = 'logicalType'): LogicalVerdict => ({ rule: 'INVALID_LOGICAL_TYPE', message, attribute });
  if (!kind.on.includes(on)) return wrong(`The logical type "${name}" stands on ${kind.on.join(' or ')}, not on ${on}.`);
  if (size !== undefined && kind.size !== undefined && size !== kind.size) return wrong(`"${name}" needs a fixed of size ${kind.size}, not ${size}.`);
  if (name !== 'decimal') return { logical: kind.scale === undefined ? { name } : { name, scale: kind.scale }, form: kind.form };
  if (!isInteger(precision) || precision < 1) return wrong('A decimal needs "precision", its digits in all: an integer of at least 1.', 'precision');
  const digits = scale ?? 0;
  if (!isInteger(digits) || digits < 0 || digits > precision) {
    return wrong('The "scale" of a decimal is an integer from 0 to its precision.', 'scale');
  }
  if (size !== undefined && precision > digitsIn(size)) {
    return wrong(`A fixed of size ${size} holds decimals of at most ${digitsIn(size)} digits.`, 'precision');
  }
  return { logical: { name, precision, scale: digits }, form: 'decimal' };
};

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

/** How many decimal digits every number of so many bytes (two's complement) can have. */
const digitsIn = (bytes: number): number => (bytes === 0 ? 0 : Math.floor(Math.log10(2) * (8 * bytes - 1)));
