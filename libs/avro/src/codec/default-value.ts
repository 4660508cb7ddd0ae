/** Turns a default, which Avro writes in its own JSON, into the value code sees. */
import type { AvroType, NamedType, ScalarType } from '../front/ast.ts';
import { branchName } from '../front/ast.ts';
import { isJsonObject } from '../schema/avro-json.ts';
import { conversionOf } from './conversion.ts';
import type { Raw } from './plain-forms.ts';

/** A fresh value at each call; undefined where the default does not fit the type. */
export const defaultValue = (type: AvroType, json: unknown, types: ReadonlyMap<string, NamedType>): unknown => {
  switch (type.kind) {
    case 'scalar': {
      const raw = rawScalar(type.type, json);
      return raw === undefined ? undefined : conversionOf(type).fromRaw(raw);
    }
    case 'array': {
      if (!Array.isArray(json)) return undefined;
      const items = json.map((item) => defaultValue(type.items, item, types));
      return items.includes(undefined) ? undefined : items;
    }
    case 'map': {
      if (!isJsonObject(json)) return undefined;
      const entries = Object.entries(json).map(([key, value]) => [key, defaultValue(type.values, value, types)] as const);
      return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
    }
    case 'union':
      for (const branch of type.branches) {
        const value = defaultValue(branch, json, types);
        if (value !== undefined) return value === null || type.options.length === 1 ? value : { [branchName(branch)]: value };
      }
      return undefined;
    case 'reference': {
      const named = types.get(type.name);
      return named && namedDefault(named, json, types);
    }
  }
};

const namedDefault = (type: NamedType, json: unknown, types: ReadonlyMap<string, NamedType>): unknown => {
  switch (type.kind) {
    case 'enum':
      return typeof json === 'string' && type.symbols.includes(json) ? json : undefined;
    case 'fixed': {
      const raw = rawScalar('bytes', json);
      return Buffer.isBuffer(raw) && raw.length === type.size ? conversionOf(type).fromRaw(raw) : undefined;
    }
    case 'record': {
      if (!isJsonObject(json)) return undefined;
      const entries = type.fields.map((field) => {
        const given = Object.hasOwn(json, field.name) ? json[field.name] : field.default?.json;
        return [field.name, given === undefined ? undefined : defaultValue(field.type, given, types)] as const;
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
    case 'long':
      return Number.isSafeInteger(json) ? (json as number) : undefined;
    default:
      return typeof json === 'number' ? json : undefined;
  }
};
