import { type AvroType, type Constraints, type Field, type NamedType, readSchema, referencesIn } from '@vyarna/avro';
import type { Contracts } from '@vyarna/contract';
import { constraintText } from './constraint-text.ts';
import { jsonSchemaTree } from './json-schema-tree.ts';

/** A type as people read it. */
export interface TypeTree {
  /** The full name. */
  readonly name: string;
  readonly kind: string;
  readonly doc: string;
  /** Where it is defined, relative to the repository. */
  readonly file: string;
  readonly aliases: readonly string[];
  /** Of an enum. */
  readonly symbols?: readonly string[];
  /** Of an enum, the symbol that stands for one a reader does not know. */
  readonly default?: string;
  /** Of a record. */
  readonly fields?: readonly FieldTree[];
}

export interface FieldTree {
  readonly name: string;
  readonly aliases: readonly string[];
  /** In words, such as `array of Operator` or `uuid or null`; names of the record's own namespace are short. */
  readonly type: string;
  readonly doc: string;
  /** Absent where the field must be given. In Avro's own JSON. */
  readonly default?: unknown;
  /** JSON Schema keywords that bind the value. */
  readonly constraints: Constraints;
  /** What `confluent:tags` says, such as PII. */
  readonly tags: readonly string[];
  /** The enums and records inside, each where it is met first; a record inside itself is not opened again. */
  readonly inside: readonly TypeTree[];
}

/** Reads a type of the contracts, and all types inside it, for people. */
export const typeTree = (contracts: Contracts, fullName: string): TypeTree => {
  const json = contracts.bundle.jsonTypes?.[fullName];
  if (json !== undefined) return jsonSchemaTree(fullName, json);
  const { root, types } = readSchema(contracts.schemaOf(fullName));
  const shown = new Set<string>();

  const treeOf = (type: NamedType): TypeTree => {
    shown.add(type.name);
    const { name, doc, aliases } = type;
    const file = contracts.bundle.types[name]?.file ?? contracts.bundle.types[fullName]?.file ?? '';
    const common = { name, kind: type.kind === 'record' && type.error ? 'error' : type.kind, doc, file, aliases };
    if (type.kind === 'record') return { ...common, fields: type.fields.map((field) => fieldOf(field, type.namespace)) };
    if (type.kind === 'enum') return { ...common, symbols: type.symbols, ...(type.default === undefined ? {} : { default: type.default }) };
    return { ...common, kind: `fixed of ${type.size} bytes${type.logical === undefined ? '' : `, ${type.logical.name}`}` };
  };

  const fieldOf = (field: Field, namespace: string): FieldTree => ({
    name: field.name,
    aliases: field.aliases,
    type: typeText(field.type, namespace),
    doc: field.doc,
    ...(field.default === undefined ? {} : { default: field.default.json }),
    constraints: { ...field.constraints, ...constraintsOf(field.type) },
    tags: tagsOf(field),
    inside: referencesIn(field.type).flatMap(({ name }) => {
      const type = types.get(name);
      return type === undefined || shown.has(name) ? [] : [treeOf(type)];
    }),
  });

  const named = root.kind === 'reference' ? types.get(root.name) : undefined;
  if (named !== undefined) return treeOf(named);
  const file = contracts.bundle.types[fullName]?.file ?? '';
  return { name: fullName, kind: boundText(root, ''), doc: '', file, aliases: [] };
};

const typeText = (type: AvroType, namespace: string): string => {
  switch (type.kind) {
    case 'scalar': {
      if (type.logical === undefined) return type.type;
      const { name, precision, scale } = type.logical;
      return name === 'decimal' ? `decimal(${precision}, ${scale ?? 0})` : name;
    }
    case 'array':
      return `array of ${boundText(type.items, namespace)}`;
    case 'map':
      return `map of ${boundText(type.values, namespace)}`;
    case 'reference':
      return type.name.startsWith(`${namespace}.`) ? type.name.slice(namespace.length + 1) : type.name;
    case 'union': {
      const [only] = type.options;
      const options = type.options.length === 1 && only !== undefined ? typeText(only, namespace) : optionsText(type.options, namespace);
      return type.nullable ? `${options} or null` : options;
    }
  }
};

const optionsText = (options: readonly AvroType[], namespace: string): string =>
  options.length === 0 ? 'null' : options.map((option) => boundText(option, namespace)).join(' or ');

/** With the constraints that are not the field's own. */
const boundText = (type: AvroType, namespace: string): string => {
  const text = typeText(type, namespace);
  const bounds = constraintText(constraintsOf(type));
  return bounds === '' ? text : `${text} (${bounds})`;
};

const constraintsOf = (type: AvroType): Constraints => {
  if (type.kind !== 'union') return type.constraints;
  const [only] = type.options;
  return type.options.length === 1 && only !== undefined ? constraintsOf(only) : {};
};

const tagsOf = ({ attributes }: Field): readonly string[] => {
  const tags = attributes['confluent:tags'];
  return Array.isArray(tags) ? tags.map(String) : [];
};
