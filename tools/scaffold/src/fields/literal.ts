import type { AvroJson } from '@vyarna/contract';
import { type AvroField, valueTypeOf } from './avro-field.ts';

/** The makers of `@vyarna/contract` for values that are more than plain text. */
const MAKERS: Readonly<Record<string, string>> = {
  date: 'calendarDate',
  decimal: 'decimal',
  'timestamp-micros': 'timestamp',
  'timestamp-millis': 'timestamp',
  'time-micros': 'timeOfDay',
  'time-millis': 'timeOfDay',
  uuid: 'uuid',
};

export interface Literal {
  readonly code: string;
  /** What it imports from `@vyarna/contract`. */
  readonly makers: readonly string[];
}

/** A value of a field as TypeScript that has the field's type. */
export const literalOf = (field: AvroField, value: unknown): Literal => ofType(valueTypeOf(field.type), value);

/** As code, without types: for what a test sends. */
export const plainLiteral = (value: unknown): string => {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(plainLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${key}: ${plainLiteral(member)}`)
    .join(', ')} }`;
};

const ofType = (type: AvroJson, value: unknown): Literal => {
  const { logicalType, type: inner, items } = (typeof type === 'string' ? { type } : type) as { readonly [attribute: string]: unknown };
  if (inner === 'array' && Array.isArray(value)) {
    const all = value.map((item) => ofType(items as AvroJson, item));
    return { code: `[${all.map(({ code }) => code).join(', ')}]`, makers: all.flatMap(({ makers }) => makers) };
  }
  const maker = typeof logicalType === 'string' && typeof value === 'string' ? MAKERS[logicalType] : undefined;
  return maker === undefined ? { code: plainLiteral(value), makers: [] } : { code: `${maker}(${plainLiteral(value)})`, makers: [maker] };
};
