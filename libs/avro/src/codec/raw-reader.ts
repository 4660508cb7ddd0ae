/** Reads the raw values of scalars, promoted from the writer's primitive to the reader's, and passes over what nobody wants. */
import { isUtf8 } from 'node:buffer';
import type { PrimitiveName } from '../schema/avro-json.ts';
import type { ByteReader } from './byte-reader.ts';
import { Fault } from './codec-error.ts';
import type { Raw } from './plain-forms.ts';

export type ReadRaw = (input: ByteReader) => Raw;

const readers: { readonly [type in PrimitiveName]: ReadRaw } = {
  null: () => null,
  boolean: (input) => input.boolean(),
  int: (input) => input.int(),
  long: (input) => input.long(),
  float: (input) => input.float(),
  double: (input) => input.double(),
  bytes: (input) => input.bytes(),
  string: (input) => input.string(),
};

const text = (bytes: Buffer): string => {
  if (!isUtf8(bytes)) throw new Fault('a string in UTF-8', 'other bytes');
  return bytes.toString();
};

/** Undefined where Avro has no such promotion. */
export const rawReader = (reader: PrimitiveName, writer: PrimitiveName): ReadRaw | undefined => {
  const read = readers[writer];
  switch (`${writer}>${reader}`) {
    case `${writer}>${writer}`:
    case 'int>long':
    case 'int>double':
    case 'float>double':
      return read;
    case 'int>float':
    case 'long>float':
      return (input) => Math.fround(Number(read(input)));
    case 'long>double':
      return (input) => Number(read(input));
    case 'string>bytes':
      return (input) => Buffer.from(input.string());
    case 'bytes>string':
      return (input) => text(input.bytes());
    default:
      return undefined;
  }
};
