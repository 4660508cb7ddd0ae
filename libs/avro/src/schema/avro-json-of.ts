/** Writes a type of the tree back as Avro JSON: full names, references by name, every attribute kept. */
import type { AvroType, Constraints, Field, Logical, NamedType } from '../front/ast.ts';
import { NO_CONSTRAINTS } from '../front/constraints.ts';
import type { AvroJson } from './avro-json.ts';

type Written = { readonly [attribute: string]: unknown };

/** Nested named types stay references, so each type is written once, wherever it was defined. */
export const avroJsonOf = (type: NamedType | AvroType): AvroJson => {
  if (type.kind !== 'record' && type.kind !== 'enum' && type.kind !== 'fixed') return typeJson(type, {});
  const head: Written = { type: type.kind === 'record' && type.error ? 'error' : type.kind, name: type.name, ...common(type, typeAliases(type)) };
  switch (type.kind) {
    case 'record':
      return { ...head, fields: type.fields.map(fieldJson), ...type.attributes };
    case 'enum':
      return { ...head, symbols: type.symbols, ...(type.default === undefined ? {} : { default: type.default }), ...type.attributes };
    case 'fixed':
      return { ...head, size: type.size, ...logicalJson(type.logical), ...type.constraints, ...type.attributes };
  }
};

/** Inside a namespace a name without a dot would take that. */
const typeAliases = ({ namespace, aliases }: NamedType): readonly string[] =>
  namespace === '' ? aliases : aliases.map((alias) => (alias.includes('.') ? alias : `.${alias}`));

const common = ({ doc }: { doc: string }, aliases: readonly string[]): Written => ({
  ...(doc === '' ? {} : { doc }),
  ...(aliases.length === 0 ? {} : { aliases }),
});

const fieldJson = (field: Field): Written => ({
  name: field.name,
  type: typeJson(field.type, field.constraints),
  ...(field.default === undefined ? {} : { default: field.default.json }),
  ...common(field, field.aliases),
  ...(field.order === undefined ? {} : { order: field.order }),
  ...field.constraints,
  ...field.attributes,
});

/** `outer` are the constraints that stand on the field; the type carries them too, and they are written once. */
const typeJson = (type: AvroType, outer: Constraints): AvroJson => {
  switch (type.kind) {
    case 'reference': {
      const rest = { ...own(type.constraints, outer), ...type.attributes };
      return Object.keys(rest).length === 0 ? type.name : { type: type.name, ...rest };
    }
    case 'union':
      return type.branches.map((branch) => typeJson(branch, outer));
    case 'array':
      return { type: 'array', items: typeJson(type.items, {}), ...own(type.constraints, outer), ...type.attributes };
    case 'map':
      return { type: 'map', values: typeJson(type.values, {}), ...own(type.constraints, outer), ...type.attributes };
    case 'scalar': {
      const rest = { ...logicalJson(type.logical), ...own(type.constraints, outer), ...type.attributes };
      return Object.keys(rest).length === 0 ? type.type : { type: type.type, ...rest };
    }
  }
};

const own = (constraints: Constraints, outer: Constraints): Constraints => {
  // Most types bind nothing, or what the field around them says.
  if (constraints === NO_CONSTRAINTS || constraints === outer) return NO_CONSTRAINTS;
  return Object.fromEntries(Object.entries(constraints).filter(([keyword, value]) => outer[keyword as keyof Constraints] !== value));
};

const logicalJson = (logical: Logical | undefined): Written => {
  if (logical === undefined) return {};
  return logical.name === 'decimal' ? { logicalType: 'decimal', precision: logical.precision, scale: logical.scale } : { logicalType: logical.name };
};
