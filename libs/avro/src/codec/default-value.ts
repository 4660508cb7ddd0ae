/** Turns a default, which Avro writes in its own JSON, into the value code sees. */
import { type AvroType, branchName, type Field, type NamedType, type ScalarType } from '../front/ast.ts';
import { isExactNumber } from '../front/exact-number.ts';
import { isJsonObject } from '../schema/avro-json.ts';
import { conversionOf } from './conversion.ts';
import { inLong, type Raw } from './plain-forms.ts';

type Types = Pick<ReadonlyMap<string, NamedType>, 'get'>;

/** Gives a fresh value at each call, worked out at the first; undefined where the default does not fit the type. */
export const compileDefault = (type: AvroType, json: unknown, types: Types): (() => unknown) => {
  let value: { readonly of: unknown } | undefined;
  return () => {
    value ??= { of: defaultValue(type, json, types) };
    return copy(value.of);
  };
};

const copy = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  return Object.fromEntries(Object.entries(value).map(([key, content]) => [key, copy(content)]));
};

/** Undefined where the default does not fit the type. */
export const defaultValue = (type: AvroType, json: unknown, types: Types): unknown => fitted(type, json, types, []);

/** `open` are the fields whose own defaults are being taken: one that needs itself again would never end. */
const fitted = (type: AvroType, json: unknown, types: Types, open: readonly Field[]): unknown => {
  switch (type.kind) {
    case 'scalar': {
      const raw = rawScalar(type.type, json);
      return raw === undefined ? undefined : conversionOf(type).fromRaw(raw);
    }
    case 'array': {
      if (!Array.isArray(json)) return undefined;
      const items = json.map((item) => fitted(type.items, item, types, open));
      return items.includes(undefined) ? undefined : items;
    }
    case 'map': {
      if (!isJsonObject(json) || isExactNumber(json)) return undefined;
      const entries = Object.entries(json).map(([key, value]) => [key, fitted(type.values, value, types, open)] as const);
      return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
    }
    case 'union':
      for (const branch of type.branches) {
        const value = fitted(branch, json, types, open);
        if (value !== undefined) return value === null || type.options.length === 1 ? value : { [branchName(branch)]: value };
      }
      return undefined;
    case 'reference': {
      const named = types.get(type.name);
      return named && namedDefault(named, json, types, open);
    }
  }
};

const namedDefault = (type: NamedType, json: unknown, types: Types, open: readonly Field[]): unknown => {
  switch (type.kind) {
    case 'enum':
      return typeof json === 'string' && type.symbols.includes(json) ? json : undefined;
    case 'fixed': {
      const raw = rawScalar('bytes', json);
      return Buffer.isBuffer(raw) && raw.length === type.size ? conversionOf(type).fromRaw(raw) : undefined;
    }
    case 'record': {
      if (!isJsonObject(json) || isExactNumber(json)) return undefined;
      const entries = type.fields.map((field) => {
        if (Object.hasOwn(json, field.name)) return [field.name, fitted(field.type, json[field.name], types, open)] as const;
        const isEndless = field.default === undefined || open.includes(field);
        return [field.name, isEndless ? undefined : fitted(field.type, field.default?.json, types, [...open, field])] as const;
      });
      return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
    }
  }
};

const rawScalar = (type: ScalarType['type'], json: unknown): Raw | undefined => {
  switch (type) {
    case 'null':
      return json === null ? null : undefined;
    case 'boolean':
      return typeof json === 'boolean' ? json : undefined;
    case 'string':
      return typeof json === 'string' ? json : undefined;
    case 'bytes':
      return typeof json === 'string' && /^[\0-\u00ff]*$/.test(json) ? Buffer.from(json, 'latin1') : undefined;
    case 'int':
      return Number.isSafeInteger(json) ? (json as number) : undefined;
    case 'long':
      if (isExactNumber(json)) return inLong(BigInt(json.rawJSON));
      return Number.isSafeInteger(json) ? (json as number) : undefined;
    default:
      if (isExactNumber(json)) return Number(json.rawJSON);
      return typeof json === 'number' ? json : undefined;
  }
};
