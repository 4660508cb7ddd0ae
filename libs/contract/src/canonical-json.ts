import { isExactNumber } from '@vyarna/avro';

/**
 * A copy with the members of every object in code unit order, and without those that are undefined. Without intermediate lists, because whole
 * contract sets are written.
 */
export const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || isExactNumber(value) || inOrder.has(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    // Assigned, this name would set the prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: sorted(member), enumerable: true });
    else copy[key] = sorted(member);
  }
  return copy;
};

/** What need not be copied again. */
const inOrder = new WeakSet<object>();

/** A copy in the order of canonical JSON, for data that is written again and again as a part of something larger: it must never be changed. */
export const canonical = <Value extends object | string>(value: Value): Value => {
  const copy = sorted(value) as Value;
  if (typeof copy === 'object') inOrder.add(copy);
  return copy;
};

/** JSON with the members of every object in code unit order: equal data gives equal text. `indent` makes it readable. */
export const canonicalJson = (value: unknown, indent?: number): string => JSON.stringify(sorted(value), null, indent);
