/**
 * Compiles a pair of schemas into a function that reads bytes of the writer's as values of the reader's, by the rules of Avro 1.12
 * (schema resolution). A pair that can never fit is refused at once; a union's branch or an enum's symbol that does not fit is a fault
 * of the message that holds it.
 *
 * avsc is not used for this. It believes any count it reads (six bytes make it fill the memory), reads beyond the end, refuses a default
 * that is not of a union's first branch, changes the scale of decimals without a word, and rounds or refuses longs beyond 2^53.
 */
import {
  type AvroType,
  branchName,
  type EnumType,
  type FixedType,
  type Logical,
  type NamedType,
  type ScalarType,
  type UnionType,
} from '../front/ast.ts';
import type { Schema } from '../schema/read-schema.ts';
import type { ByteReader } from './byte-reader.ts';
import { Fault, within } from './codec-error.ts';
import { conversionOf } from './conversion.ts';
import { IncompatibleError } from './incompatible.ts';
import { candidates, namesMatch } from './match-types.ts';
import { rawReader } from './raw-reader.ts';
import { readRecord } from './read-record.ts';
import { setOwn } from './set-own.ts';
import { leastWidth } from './skip.ts';

export type Read = (input: ByteReader) => unknown;

/** Throws `IncompatibleError`. */
export const compileReader = (reader: Schema, writer: Schema): Read => {
  const compiled = new Map<string, Read>();

  const readerOf = (mine: AvroType, theirs: AvroType): Read => {
    if (theirs.kind === 'union') return readWriterUnion(theirs.branches.map((branch) => tolerant(() => readerOf(mine, branch))));
    if (mine.kind === 'union') return readIntoUnion(mine, theirs);
    if (mine.kind === 'scalar' && theirs.kind === 'scalar') return readScalar(mine, theirs);
    if (mine.kind === 'array' && theirs.kind === 'array')
      return readArray(readerOf(mine.items, theirs.items), leastWidth(theirs.items, writer.types));
    if (mine.kind === 'map' && theirs.kind === 'map') return readMap(readerOf(mine.values, theirs.values));
    if (mine.kind === 'reference' && theirs.kind === 'reference') return readerOfNamed(mine.name, theirs.name);
    throw new IncompatibleError(`${shown(theirs)} cannot be read as ${shown(mine)}`);
  };

  const readIntoUnion = (union: UnionType, theirs: AvroType): Read => {
    for (const branch of candidates(union.branches, reader, theirs, writer)) {
      const read = attempt(() => readerOf(branch, theirs));
      if (read === undefined) continue;
      const name = branchName(branch);
      if (name === 'null' || union.options.length === 1) return read;
      return (input) => ({ [name]: inBranch(name, read, input) });
    }
    throw new IncompatibleError(`${shown(theirs)} is none of ${union.branches.map(shown).join(', ')}`);
  };

  const readerOfNamed = (mine: string, theirs: string): Read => {
    const key = `${mine} ${theirs}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    // A type that contains itself finds this, which by the time it is called has been replaced.
    compiled.set(key, (input) => compiled.get(key)?.(input));
    try {
      const read = readNamed(reader.types.get(mine) as NamedType, writer.types.get(theirs) as NamedType);
      compiled.set(key, read);
      return read;
    } catch (error) {
      compiled.set(key, () => {
        throw error;
      });
      throw error;
    }
  };

  const readNamed = (mine: NamedType, theirs: NamedType): Read => {
    if (!namesMatch(mine, theirs)) {
      throw new IncompatibleError(`the ${theirs.kind} ${theirs.name} is neither the ${mine.kind} ${mine.name} nor one of its aliases`);
    }
    if (mine.kind === 'record' && theirs.kind === 'record') return readRecord(mine, theirs, { reader, writer, readerOf });
    if (mine.kind === 'enum' && theirs.kind === 'enum') return readEnum(mine, theirs);
    return readFixed(mine as FixedType, theirs as FixedType);
  };

  return readerOf(reader.root, writer.root);
};

const attempt = (compile: () => Read): Read | undefined => {
  try {
    return compile();
  } catch (error) {
    if (error instanceof IncompatibleError) return undefined;
    throw error;
  }
};

const tolerant = (compile: () => Read): Read | IncompatibleError => {
  try {
    return compile();
  } catch (error) {
    if (error instanceof IncompatibleError) return error;
    throw error;
  }
};

const readWriterUnion = (branches: readonly (Read | IncompatibleError)[]): Read => {
  const [first] = branches;
  if (first !== undefined && branches.every((branch) => branch instanceof IncompatibleError)) throw first;
  return (input) => {
    const read = branches[input.index(branches.length, 'branches')] as Read | IncompatibleError;
    if (read instanceof IncompatibleError) throw new Fault('a branch the reader has', read.message);
    return read(input);
  };
};

const inBranch = (name: string, read: Read, input: ByteReader): unknown => {
  try {
    return read(input);
  } catch (error) {
    throw within(name, error);
  }
};

const shown = (type: AvroType): string => {
  if (type.kind !== 'scalar') return type.kind === 'reference' ? type.name : type.kind;
  return type.logical === undefined ? type.type : `${type.type} (${type.logical.name})`;
};

const readScalar = (mine: ScalarType, theirs: ScalarType): Read => {
  const raw = rawReader(mine.type, theirs.type);
  if (raw === undefined) throw new IncompatibleError(`${shown(theirs)} cannot be read as ${shown(mine)}`);
  refuseOtherLogical(mine.logical, theirs.logical);
  const { fromRaw, expected } = conversionOf(mine);
  return (input) => {
    const value = fromRaw(raw(input));
    if (value === undefined) throw new Fault(expected, 'a value outside its range');
    return value;
  };
};

const readFixed = (mine: FixedType, theirs: FixedType): Read => {
  if (mine.size !== theirs.size) throw new IncompatibleError(`${theirs.name} has ${theirs.size} bytes, ${mine.name} ${mine.size}`);
  refuseOtherLogical(mine.logical, theirs.logical);
  const { fromRaw, expected } = conversionOf(mine);
  return (input) => {
    const value = fromRaw(input.fixed(mine.size));
    if (value === undefined) throw new Fault(expected, 'a value outside its range');
    return value;
  };
};

/** The same bytes mean another value under another logical type or scale. */
const refuseOtherLogical = (mine: Logical | undefined, theirs: Logical | undefined): void => {
  if (mine === undefined || theirs === undefined || (mine.name === theirs.name && mine.scale === theirs.scale)) return;
  const show = ({ name, scale }: Logical): string => (name === 'decimal' ? `decimal of scale ${scale}` : name);
  throw new IncompatibleError(`${show(theirs)} cannot be read as ${show(mine)}`);
};

const readEnum = (mine: EnumType, theirs: EnumType): Read => {
  const symbols = theirs.symbols.map((symbol) => (mine.symbols.includes(symbol) ? symbol : mine.default));
  return (input) => {
    const index = input.index(symbols.length, 'symbols');
    const symbol = symbols[index];
    if (symbol === undefined) throw new Fault(`a symbol of ${mine.name}`, String(theirs.symbols[index]));
    return symbol;
  };
};

const readArray =
  (read: Read, width: number): Read =>
  (input) => {
    const items: unknown[] = [];
    try {
      for (let count = input.block(width); count > 0; count = input.block(width)) {
        for (; count > 0; count--) items.push(read(input));
      }
    } catch (error) {
      throw within(items.length, error);
    }
    return items;
  };

const readMap =
  (read: Read): Read =>
  (input) => {
    const values: { [key: string]: unknown } = {};
    for (let count = input.block(1); count > 0; count = input.block(1)) {
      for (; count > 0; count--) {
        const key = input.string();
        setOwn(values, key, inBranch(key, read, input));
      }
    }
    return values;
  };
