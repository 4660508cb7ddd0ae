import type { AvroJson } from '@vyarna/contract';
import { snakeCase } from '../text/words.ts';
import { type AvroField, isNullable, valueTypeOf } from './avro-field.ts';
import { quoted } from './reserved-words.ts';

/** A field of an entity as a column of its table. */
export interface Column {
  /** As code names it: `due_on`. */
  readonly name: string;
  /** Its line in `create table`. */
  readonly definition: string;
  /** Its TypeScript type in the table's interface. */
  readonly type: string;
  /** Its entry in the list of what is selected. */
  readonly selection: string;
  /** The brands of `@vyarna/contract` that the above name. */
  readonly brands: readonly string[];
  /** Whether the selection needs kysely's `sql`. */
  readonly usesSql: boolean;
}

interface Kind {
  readonly sql: string;
  readonly type: string;
  readonly brand?: string;
  readonly check?: string;
  readonly select?: (column: string, type: string) => string;
}

const PLAIN: Readonly<Record<string, Kind>> = {
  boolean: { sql: 'boolean', type: 'boolean' },
  double: { sql: 'double precision', type: 'number' },
  int: { sql: 'integer', type: 'number' },
  // Numbers of a bigint arrive as text; these are within what a double holds exactly.
  long: { sql: 'bigint', type: 'number', select: (column, type) => `sql<${type}>\`\${sql.ref('${column}')}::double precision\`` },
  string: { sql: 'text', type: 'string' },
};

const LOGICAL: Readonly<Record<string, Kind>> = {
  date: {
    sql: 'date',
    type: 'CalendarDate',
    brand: 'CalendarDate',
    select: (column, type) => `sql<${type}>\`to_char(\${sql.ref('${column}')}, 'YYYY-MM-DD')\``,
  },
  'timestamp-micros': { sql: 'timestamptz', type: 'Timestamp', brand: 'Timestamp', select: (column, type) => `utcMicros<${type}>('${column}')` },
  uuid: { sql: 'uuid', type: 'Uuid', brand: 'Uuid' },
};

/** The column that holds a field's values; the types are those that a `--field` can have. */
export const columnOf = (field: AvroField): Column => {
  const name = snakeCase(field.name);
  const kind = kindOf(valueTypeOf(field.type), name);
  const nullable = isNullable(field.type);
  const type = nullable ? `${kind.type} | null` : kind.type;
  const alias = name === field.name ? `'${name}'` : `'${name} as ${field.name}'`;
  return {
    name,
    definition: `${quoted(name)} ${[kind.sql, nullable ? '' : 'not null', kind.check ?? ''].filter((part) => part !== '').join(' ')}`,
    type,
    selection: kind.select === undefined ? alias : `${kind.select(name, type)}.as('${field.name}')`,
    brands: kind.brand === undefined ? [] : [kind.brand],
    usesSql: kind.select?.(name, type).startsWith('sql') ?? false,
  };
};

const kindOf = (type: AvroJson, column: string): Kind => {
  if (typeof type === 'string') return PLAIN[type] ?? unknown(type);
  const { type: inner, items, logicalType, symbols, precision, scale } = type as { readonly [attribute: string]: unknown };
  if (inner === 'array') {
    const item = kindOf(items as AvroJson, column);
    return { ...item, sql: `${item.sql}[]`, type: `readonly ${item.type}[]` };
  }
  if (logicalType === 'decimal') return { sql: `numeric(${precision}, ${scale})`, type: 'Decimal', brand: 'Decimal' };
  if (logicalType !== undefined) return LOGICAL[String(logicalType)] ?? unknown(String(logicalType));
  if (inner === 'enum') {
    const known = symbols as readonly string[];
    const list = known.map((symbol) => `'${symbol}'`);
    return { sql: 'text', check: `check (${quoted(column)} in (${list.join(', ')}))`, type: list.join(' | ') };
  }
  return unknown(String(inner));
};

const unknown = (type: string): never => {
  throw new TypeError(`There is no column for the type ${type}.`);
};
