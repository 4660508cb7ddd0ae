/** Puts what each reference means into a parsed schema, without changing what was parsed. */
import type { Attributes, AvroType, Constraints, NamedDefinition, NamedType, ReferenceType } from './ast.ts';
import { applicable, NO_CONSTRAINTS, plainForm, together } from './constraints.ts';
import { type NeedyRecord, needyRecord } from './endless-recursion.ts';
import type { Position } from './finding.ts';
import { NO_ATTRIBUTES } from './parse-attributes.ts';
import type { ParsedInput } from './schema-input.ts';
import { unionOf } from './union-of.ts';

/** A full name, or the type itself where it has no name; undefined where the reference means nothing. */
export type Meaning = string | AvroType | undefined;

export interface ResolvedInput {
  readonly parsed: ParsedInput;
  /** What each of its references means, in their order. */
  readonly meanings: readonly Meaning[];
  readonly definitions: readonly NamedDefinition[];
  /** Its types that other types may be found by, and those that may never end. */
  readonly aliased: readonly NamedType[];
  readonly needy: readonly NeedyRecord[];
  readonly root: AvroType | undefined;
  resolved(type: AvroType): AvroType | undefined;
}

/** `last` is what the schema was resolved to before; it is given again where all means the same, so that nothing made from it need change. */
export const resolveInput = (
  parsed: ParsedInput,
  meaningOf: (reference: ReferenceType, parsed: ParsedInput) => Meaning,
  last: ResolvedInput | undefined,
): ResolvedInput => {
  const meanings: Meaning[] = [];
  for (const reference of parsed.references.keys()) meanings.push(meaningOf(reference, parsed));
  if (last?.parsed === parsed && meanings.every((meaning, index) => meaning === last.meanings[index])) return last;
  const known = new Map([...parsed.references.keys()].map((reference, index) => [reference, meanings[index]]));
  const resolved = substitution((reference) => (known.has(reference) ? known.get(reference) : reference.name));
  const types = parsed.definitions.map((type) => resolveNamed(type, resolved));
  return {
    parsed,
    meanings,
    definitions: types.map((type) => ({ type, file: parsed.source.file, id: parsed.id })),
    aliased: types.filter(({ aliases }) => aliases.length > 0),
    needy: types.flatMap(needyRecord),
    root: parsed.root && resolved(parsed.root),
    resolved,
  };
};

const resolveNamed = (type: NamedType, resolved: ResolvedInput['resolved']): NamedType => {
  if (type.kind !== 'record') return type;
  const fields = type.fields.map((field) => {
    const inner = resolved(field.type) ?? field.type;
    return inner === field.type ? field : { ...field, type: inner };
  });
  return fields.every((field, index) => field === type.fields[index]) ? type : { ...type, fields };
};

/** Replaces the references inside a type. What holds no reference to replace is kept as it is. Undefined where the whole means nothing. */
export const substitution = (meaningOf: (reference: ReferenceType) => Meaning): ((type: AvroType) => AvroType | undefined) => {
  const known = new Map<AvroType, AvroType | undefined>();
  const resolved = (type: AvroType): AvroType | undefined => {
    if (type.kind === 'scalar') return type;
    if (known.has(type)) return known.get(type);
    const made = resolve(type);
    known.set(type, made);
    return made;
  };
  const inner = (type: AvroType): AvroType => resolved(type) ?? type;
  const resolve = (type: Exclude<AvroType, { kind: 'scalar' }>): AvroType | undefined => {
    switch (type.kind) {
      case 'reference': {
        const meaning = meaningOf(type);
        if (typeof meaning !== 'string') return meaning && inPlace(meaning, type);
        return meaning === type.name ? type : { ...type, name: meaning };
      }
      case 'array': {
        const items = inner(type.items);
        return items === type.items ? type : { ...type, items };
      }
      case 'map': {
        const values = inner(type.values);
        return values === type.values ? type : { ...type, values };
      }
      case 'union': {
        const branches = type.branches.map(inner);
        return branches.every((branch, index) => branch === type.branches[index]) ? type : unionOf(branches, type.position, type.attributes);
      }
    }
  };
  return resolved;
};

/** What is said where a type is referred to. */
interface Use {
  readonly constraints: Constraints;
  readonly attributes: Attributes;
  readonly position: Position;
}

/** A copy of a type without a name that stands where another schema refers to it, with what is said there. */
const inPlace = (type: AvroType, use: Use): AvroType => {
  const { position } = use;
  const inside: Use = { constraints: NO_CONSTRAINTS, attributes: NO_ATTRIBUTES, position };
  const attributes = Object.keys(use.attributes).length === 0 ? type.attributes : { ...type.attributes, ...use.attributes };
  switch (type.kind) {
    case 'union':
      return unionOf(
        type.branches.map((branch) => inPlace(branch, { ...inside, constraints: use.constraints })),
        position,
        attributes,
      );
    case 'array':
      return { ...type, items: inPlace(type.items, inside), constraints: bound(type.constraints, use, type.kind), attributes, position };
    case 'map':
      return { ...type, values: inPlace(type.values, inside), constraints: bound(type.constraints, use, type.kind), attributes, position };
    case 'reference':
      return { ...type, constraints: together(type.constraints, use.constraints), attributes, position };
    case 'scalar': {
      const form = type.logical === undefined ? plainForm(type.type, together(type.constraints, use.constraints)) : type.form;
      return { ...type, form, constraints: bound(type.constraints, use, form), attributes, position };
    }
  }
};

const bound = (own: Constraints, use: Use, held: Parameters<typeof applicable>[1]): Constraints => applicable(together(own, use.constraints), held);
