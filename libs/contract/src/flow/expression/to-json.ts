import { isObject, type Json } from '../json.ts';
import { ExpressionFailure } from './expression-failure.ts';

/**
 * The JSON-safe form of what CEL computed. An int within 2^53 is a number and a larger one a decimal string, as in payloads;
 * bytes are base64, a timestamp is ISO 8601. A duration, a type and a double that is not finite have no such form.
 */
export const toJson = (value: unknown): Json => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map) return objectOf([...value.entries()]);
  if (isObject(value)) {
    const prototype = Object.getPrototypeOf(value) as { readonly constructor: { readonly name: string } } | null;
    if (prototype === Object.prototype || prototype === null) return objectOf(Object.entries(value));
    if (prototype.constructor.name === 'UnsignedInt') return toJson(BigInt(String(value['value'])));
  }
  throw new ExpressionFailure(`the result holds a value without a JSON form (${describe(value)})`);
};

/** `fromEntries` defines each name as the object's own, `__proto__` included. */
const objectOf = (entries: readonly (readonly [unknown, unknown])[]): Json =>
  Object.fromEntries(entries.map(([name, held]) => [String(name), toJson(held)]));

const describe = (value: unknown): string => (typeof value === 'object' && value !== null ? value.constructor.name : typeof value);
