import type { AvroType, NamedType } from '../front/ast.ts';
import type { Schema } from '../schema/read-schema.ts';

/** A type with its name resolved, where it is one. */
export type Resolved = Exclude<AvroType, { readonly kind: 'reference' }> | NamedType;

export const resolve = ({ types }: Schema, type: AvroType): Resolved => {
  if (type.kind !== 'reference') return type;
  const target = types.get(type.name);
  if (target === undefined) throw new Error(`The schema refers to ${type.name}, which it does not define.`);
  return target;
};

export const isNamed = (type: Resolved): type is NamedType => type.kind === 'record' || type.kind === 'enum' || type.kind === 'fixed';

/** As Apache Avro words it: `RECORD`, `LONG`. */
export const typeName = (type: Resolved): string => (type.kind === 'scalar' ? type.type : type.kind).toUpperCase();

const PROMOTIONS: { readonly [reader: string]: readonly string[] | undefined } = {
  long: ['int'],
  float: ['int', 'long'],
  double: ['int', 'long', 'float'],
  bytes: ['string'],
  string: ['bytes'],
};

/** Whether a scalar is taken as another: itself, or promoted. */
export const readsScalar = (reader: string, writer: string): boolean => reader === writer || PROMOTIONS[reader]?.includes(writer) === true;
