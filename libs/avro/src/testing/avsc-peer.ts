/** avsc as a second opinion on bytes: it knows no logical types here, so it is given the raw values. */
import avsc from 'avsc';
import { conversionOf } from '../codec/conversion.ts';
import { type AvroType, branchName } from '../front/ast.ts';
import type { AvroJson } from '../schema/avro-json.ts';
import { readSchema, type Schema } from '../schema/read-schema.ts';

// avsc's own longs end at 2^53.
const long = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
});

/** What avsc writes for a value in our shape. */
export const avscBytes = (schema: AvroJson, value: unknown): Buffer => {
  // It refuses the default of a union's second branch, and our values are whole.
  const bare = JSON.parse(JSON.stringify(schema, (key, part: unknown) => (key === 'default' ? undefined : part)));
  const type = avsc.Type.forSchema(bare, { wrapUnions: true, registry: Object.create(null), typeHook: (part) => (isLong(part) ? long : undefined) });
  const parsed = readSchema(schema);
  return type.toBuffer(raw(parsed.root, value, parsed.types));
};

const isLong = (part: avsc.Schema): boolean => part === 'long' || (part as { readonly type?: unknown }).type === 'long';

const raw = (type: AvroType, value: unknown, types: Schema['types']): unknown => {
  switch (type.kind) {
    case 'scalar': {
      const found = conversionOf(type).toRaw(value);
      return type.type === 'long' ? BigInt(found as number | bigint) : found;
    }
    case 'array':
      return (value as readonly unknown[]).map((item) => raw(type.items, item, types));
    case 'map':
      return Object.fromEntries(Object.entries(value as object).map(([key, content]) => [key, raw(type.values, content, types)]));
    case 'union': {
      if (value === null) return null;
      const [only] = type.options;
      const isBare = type.options.length === 1 && only !== undefined;
      const [[name, content] = []] = isBare ? [[branchName(only), value]] : Object.entries(value as object);
      const branch = type.branches.find((option) => branchName(option) === name) as AvroType;
      return { [name as string]: raw(branch, content, types) };
    }
    case 'reference': {
      const named = types.get(type.name);
      if (named?.kind === 'fixed') return conversionOf(named).toRaw(value);
      if (named?.kind !== 'record') return value;
      const fields = value as { readonly [name: string]: unknown };
      return Object.fromEntries(named.fields.map((field) => [field.name, raw(field.type, fields[field.name], types)]));
    }
  }
};
