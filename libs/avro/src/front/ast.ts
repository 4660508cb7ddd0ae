/**
 * Avro schemas as typed, read-only data. Named types are hoisted: wherever one is used there is a `reference` by full name, so a
 * reader of this tree never resolves names, merges attributes or asks in which form a value is held: `form` says so.
 */
import type { PrimitiveName } from '../schema/avro-json.ts';
import type { Position } from './finding.ts';

/** A type as it stands in a field, an array, a map or a union. */
export type AvroType = ScalarType | ArrayType | MapType | UnionType | ReferenceType;

/** A type with a name of its own. */
export type NamedType = RecordType | EnumType | FixedType;

/** A named type and the schema that defines it. */
export interface NamedDefinition {
  readonly type: NamedType;
  readonly file: string;
  /** Of the schema: `file`, or `file#/json/pointer`. */
  readonly id: string;
}

/**
 * The form a scalar has in memory. `integer` and `number` are JavaScript numbers; `long` is a decimal string, because the value may
 * lie beyond 2^53; `bytes` is base64; the rest are strings as their name says (see the README).
 */
export type Form =
  | 'null'
  | 'boolean'
  | 'integer'
  | 'long'
  | 'number'
  | 'string'
  | 'bytes'
  | 'uuid'
  | 'decimal'
  | 'big-decimal'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'local-timestamp'
  | 'duration';

export interface Logical {
  readonly name: LogicalName;
  /** Of a decimal: digits in all. */
  readonly precision?: number;
  /** Of a decimal: digits after the point. Of times and timestamps: digits of a second's fraction. */
  readonly scale?: number;
}

export type LogicalName =
  | 'uuid'
  | 'decimal'
  | 'big-decimal'
  | 'date'
  | 'time-millis'
  | 'time-micros'
  | 'timestamp-millis'
  | 'timestamp-micros'
  | 'timestamp-nanos'
  | 'local-timestamp-millis'
  | 'local-timestamp-micros'
  | 'local-timestamp-nanos'
  | 'duration';

/** JSON Schema keywords; those of a field are merged into the type of its value and into each branch that they can bind. */
export interface Constraints {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** Attributes that Avro does not know, such as `confluent:tags`, kept as they are written. */
export interface Attributes {
  readonly [name: string]: unknown;
}

interface Node {
  readonly position: Position;
}

export interface ScalarType extends Node {
  readonly kind: 'scalar';
  readonly type: PrimitiveName;
  readonly form: Form;
  readonly logical?: Logical;
  readonly constraints: Constraints;
  readonly attributes: Attributes;
}

export interface ArrayType extends Node {
  readonly kind: 'array';
  readonly items: AvroType;
  readonly constraints: Constraints;
  readonly attributes: Attributes;
}

export interface MapType extends Node {
  readonly kind: 'map';
  readonly values: AvroType;
  readonly constraints: Constraints;
  readonly attributes: Attributes;
}

/**
 * With one non-null branch the value is bare (or null); with more it is null or an object of one property, named by `branchName` of the
 * branch.
 */
export interface UnionType extends Node {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
  readonly nullable: boolean;
  /** The branches but null, in their order. */
  readonly options: readonly AvroType[];
  /** A union is written without an object around it: only what stands beside a `$ref` to one. */
  readonly attributes: Attributes;
}

export interface ReferenceType extends Node {
  readonly kind: 'reference';
  /** The full name of the type meant. */
  readonly name: string;
  /** What is added where the named type is used, by the field or beside the name. */
  readonly constraints: Constraints;
  readonly attributes: Attributes;
}

interface Named extends Node {
  /** The full name, such as `vyarna.operator.Operator`. */
  readonly name: string;
  readonly namespace: string;
  /** The last part of the full name. */
  readonly shortName: string;
  /** Full names this type also answers to. */
  readonly aliases: readonly string[];
  readonly doc: string;
  readonly attributes: Attributes;
}

export interface RecordType extends Named {
  readonly kind: 'record';
  /** Written as `error` in the schema; in every other way a record. */
  readonly error: boolean;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly doc: string;
  readonly type: AvroType;
  readonly aliases: readonly string[];
  /** Absent where the field must be given. `json` is the default in Avro's own JSON, an integer beyond 2^53 as `ExactNumber`. */
  readonly default?: { readonly json: unknown; readonly position: Position };
  readonly order?: 'ascending' | 'descending' | 'ignore';
  /** The constraint keywords as written beside the field's name. */
  readonly constraints: Constraints;
  readonly attributes: Attributes;
  readonly position: Position;
}

export interface EnumType extends Named {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  /** The symbol that stands for one a reader does not know. */
  readonly default?: string;
}

export interface FixedType extends Named {
  readonly kind: 'fixed';
  /** Bytes. */
  readonly size: number;
  readonly form: Form;
  readonly logical?: Logical;
  readonly constraints: Constraints;
}

/** The name of a union's branch in Avro's JSON encoding: the full name of a named type, else the primitive, `array` or `map`. */
export const branchName = (type: AvroType): string => {
  switch (type.kind) {
    case 'scalar':
      return type.type;
    case 'reference':
      return type.name;
    default:
      return type.kind;
  }
};
