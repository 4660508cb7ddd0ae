/** Passes over values that the reader's schema does not have, and knows how few bytes a value can take. */
import type { AvroType, NamedType } from '../front/ast.ts';
import type { PrimitiveName } from '../schema/avro-json.ts';
import type { ByteReader } from './byte-reader.ts';

export type Skip = (input: ByteReader) => void;

type Types = ReadonlyMap<string, NamedType>;

const skips: { readonly [type in PrimitiveName]: Skip } = {
  null: () => {},
  boolean: (input) => input.skip(1),
  int: (input) => void input.long(),
  long: (input) => void input.long(),
  float: (input) => input.skip(4),
  double: (input) => input.skip(8),
  bytes: (input) => input.skipBytes(),
  string: (input) => input.skipBytes(),
};

/** `known` holds the functions of named types made so far. */
export const compileSkip = (type: AvroType, types: Types, known: Map<string, Skip>): Skip => {
  switch (type.kind) {
    case 'scalar':
      return skips[type.type];
    case 'array':
      return skipBlocks(compileSkip(type.items, types, known), leastWidth(type.items, types));
    case 'map': {
      const value = compileSkip(type.values, types, known);
      return skipBlocks((input) => {
        input.skipBytes();
        value(input);
      }, 1);
    }
    case 'union': {
      const branches = type.branches.map((branch) => compileSkip(branch, types, known));
      return (input) => branches[input.index(branches.length, 'branches')]?.(input);
    }
    case 'reference':
      return skipNamed(type.name, types, known);
  }
};

const skipBlocks =
  (skip: Skip, width: number): Skip =>
  (input) => {
    for (let count = input.block(width); count > 0; count = input.block(width)) {
      for (; count > 0; count--) skip(input);
    }
  };

const skipNamed = (name: string, types: Types, known: Map<string, Skip>): Skip => {
  const made = known.get(name);
  if (made !== undefined) return made;
  known.set(name, (input) => known.get(name)?.(input));
  const skip = skipBody(types.get(name) as NamedType, types, known);
  known.set(name, skip);
  return skip;
};

const skipBody = (type: NamedType, types: Types, known: Map<string, Skip>): Skip => {
  if (type.kind === 'enum') return (input) => void input.index(type.symbols.length, 'symbols');
  if (type.kind === 'fixed') return (input) => input.skip(type.size);
  const fields = type.fields.map((field) => compileSkip(field.type, types, known));
  return (input) => {
    input.enter();
    for (const skip of fields) skip(input);
    input.leave();
  };
};

/** The least bytes a value of the type takes. */
export const leastWidth = (type: AvroType, types: Types, inside: readonly string[] = []): number => {
  switch (type.kind) {
    case 'scalar':
      return { null: 0, float: 4, double: 8 }[type.type as string] ?? 1;
    case 'reference': {
      const named = types.get(type.name);
      if (named?.kind === 'fixed') return named.size;
      if (named?.kind !== 'record') return 1;
      // A record that cannot but contain itself has no values at all.
      if (inside.includes(type.name)) return 0;
      return named.fields.reduce((sum, field) => sum + leastWidth(field.type, types, [...inside, type.name]), 0);
    }
    default:
      return 1;
  }
};
