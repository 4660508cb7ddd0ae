/** Decimals: in memory a string with all its digits, in Avro the unscaled integer as big-endian two's complement. */
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { Fault } from './codec-error.ts';
import { bigDecimalPattern, decimalPattern } from './patterns.ts';
import type { Conversion } from './plain-forms.ts';

/** `size` is that of a fixed; without one the bytes are as few as hold the number. */
export const decimal = (precision: number, scale: number, size: number | undefined): Conversion => {
  const pattern = new RegExp(decimalPattern(precision, scale));
  const fraction = scale === 1 ? '1 digit' : `${scale} digits`;
  return {
    expected: `a decimal with ${precision - scale} or fewer digits before and ${fraction} after the point, as a string`,
    toRaw: (value) => (typeof value === 'string' && pattern.test(value) ? toBytes(BigInt(value.replace('.', '')), size) : undefined),
    fromRaw: (raw) => {
      const value = withPoint(fromBytes(raw as Buffer), scale);
      return pattern.test(value) ? value : undefined;
    },
  };
};

const anyDecimal = new RegExp(bigDecimalPattern);

/** The bytes hold the unscaled integer, as bytes, and the scale, as an int. */
export const bigDecimal: Conversion = {
  expected: 'a decimal as a string',
  toRaw: (value) => {
    if (typeof value !== 'string' || !anyDecimal.test(value)) return undefined;
    const writer = new ByteWriter();
    writer.bytes(toBytes(BigInt(value.replace('.', ''))));
    writer.long(value.includes('.') ? value.length - value.indexOf('.') - 1 : 0);
    return writer.take();
  },
  fromRaw: (raw) => {
    const parts = partsOf(raw as Buffer);
    if (parts === undefined) return undefined;
    const { unscaled, scale } = parts;
    // A scale beyond any use would make a string that fills the memory.
    if (Math.abs(scale) > 10_000) return undefined;
    return scale < 0 ? String(unscaled * 10n ** BigInt(-scale)) : withPoint(unscaled, scale);
  },
};

/** Undefined for bytes that hold anything else. */
const partsOf = (bytes: Buffer): { readonly unscaled: bigint; readonly scale: number } | undefined => {
  try {
    const reader = new ByteReader(bytes);
    const parts = { unscaled: fromBytes(reader.bytes()), scale: reader.int() };
    reader.end();
    return parts;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
};

const withPoint = (unscaled: bigint, scale: number): string => {
  if (scale === 0) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

const toBytes = (value: bigint, size?: number): Buffer => {
  let length = size ?? 1;
  if (size === undefined) while (BigInt.asIntN(length * 8, value) !== value) length++;
  return Buffer.from(
    BigInt.asUintN(length * 8, value)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  );
};

const fromBytes = (bytes: Buffer): bigint => (bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`)));
