/** Values of a schema as TypeScript literals, and literals with one fault each. Made from the documented shapes alone, not from what is generated. */
import { type AvroType, branchName, type NamedType, type ScalarType } from '@vyarna/avro';

type Types = ReadonlyMap<string, NamedType>;

/** The branded string of `@vyarna/contract` for values that are strings with a meaning, as the documents name them. */
const brandOf = (type: ScalarType | (NamedType & { kind: 'fixed' })): string | undefined => {
  const logical = type.logical?.name;
  if (logical === 'uuid') return 'Uuid';
  if (logical === 'decimal' || logical === 'big-decimal') return 'Decimal';
  if (logical === 'date') return 'CalendarDate';
  if (logical === 'duration') return 'Duration';
  if (logical?.startsWith('time-') === true) return 'TimeOfDay';
  if (logical?.startsWith('timestamp-') === true) return 'Timestamp';
  if (logical?.startsWith('local-timestamp-') === true) return 'LocalTimestamp';
  if (type.kind === 'fixed' || type.type === 'bytes') return 'Base64';
  return type.type === 'long' && type.constraints.maximum === undefined ? 'Long' : undefined;
};

const scalarLiteral = (type: Parameters<typeof brandOf>[0], value: unknown): string => {
  const brand = brandOf(type);
  if (brand !== undefined) return `(${JSON.stringify(value)} as string as C.${brand})`;
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
};

/** Computed, so that `__proto__` is a key like others. */
const objectLiteral = (entries: readonly (readonly [string, string])[]): string =>
  `{ ${entries.map(([key, text]) => `[${JSON.stringify(key)}]: ${text}`).join(', ')} }`;

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => Object.entries(value as object);

/** The parts of a value that have types of their own, and how it is put together from them. */
const partsOf = (
  type: AvroType,
  value: unknown,
  types: Types,
): { readonly parts: readonly (readonly [string, AvroType, unknown])[]; readonly isArray: boolean } | undefined => {
  if (value === null) return undefined;
  switch (type.kind) {
    case 'array':
      return { parts: (value as readonly unknown[]).map((item, index) => [String(index), type.items, item]), isArray: true };
    case 'map':
      return { parts: entriesOf(value).map(([key, content]) => [key, type.values, content]), isArray: false };
    case 'union': {
      const [[name, content] = []] = entriesOf(value);
      const branch = type.options.find((option) => branchName(option) === name);
      return type.options.length > 1 && branch !== undefined ? { parts: [[branchName(branch), branch, content]], isArray: false } : undefined;
    }
    case 'reference': {
      const named = types.get(type.name);
      if (named?.kind !== 'record') return undefined;
      const fields = value as { readonly [name: string]: unknown };
      const given = named.fields.filter(({ name }) => Object.hasOwn(fields, name));
      return { parts: given.map((field) => [field.name, field.type, fields[field.name]]), isArray: false };
    }
    default:
      return undefined;
  }
};

/** A nullable type is its one other branch where the value is not null. */
const bare = (type: AvroType, value: unknown): AvroType =>
  type.kind === 'union' && type.options.length === 1 && value !== null ? (type.options[0] as AvroType) : type;

export const literalOf = (given: AvroType, value: unknown, types: Types): string => {
  const type = bare(given, value);
  const composed = partsOf(type, value, types);
  if (composed === undefined) {
    const named = type.kind === 'reference' ? types.get(type.name) : type;
    return named?.kind === 'scalar' || named?.kind === 'fixed' ? scalarLiteral(named, value) : JSON.stringify(value);
  }
  const texts = composed.parts.map(([key, inner, part]) => [key, literalOf(inner, part, types)] as const);
  return composed.isArray ? `[${texts.map(([, text]) => text).join(', ')}]` : objectLiteral(texts);
};

export interface Fault {
  readonly literal: string;
  /** The value that the literal stands for. */
  readonly value: unknown;
}

/** Each way in which one part of the value has a wrong type. */
export const faultsOf = (given: AvroType, value: unknown, types: Types): readonly Fault[] => {
  const type = bare(given, value);
  const composed = partsOf(type, value, types);
  const here = ownFaults(given, type, value, types);
  if (composed === undefined) return here;
  const { parts, isArray } = composed;
  const texts = parts.map(([key, inner, part]) => [key, literalOf(inner, part, types)] as const);
  const inside = parts.flatMap(([, inner, part], index) =>
    faultsOf(inner, part, types).map((fault): Fault => {
      const literals = texts.map(([key, text], at) => [key, at === index ? fault.literal : text] as const);
      const values = parts.map(([key, , content], at) => [key, at === index ? fault.value : content] as const);
      return isArray
        ? { literal: `[${literals.map(([, text]) => text).join(', ')}]`, value: values.map(([, content]) => content) }
        : { literal: objectLiteral(literals), value: Object.fromEntries(values) };
    }),
  );
  return [...here, ...inside];
};

const literally = (value: unknown): Fault => ({ literal: JSON.stringify(value), value });

const ownFaults = (given: AvroType, type: AvroType, value: unknown, types: Types): readonly Fault[] => {
  const isNullable = given.kind === 'union' ? given.nullable : given.kind === 'scalar' && given.type === 'null';
  const faults = isNullable ? [literally(true)].filter(() => !mayBe(given, 'boolean')) : [literally(null)];
  if (value === null) return faults;
  const named = type.kind === 'reference' ? types.get(type.name) : undefined;
  if (named?.kind === 'enum') return [...faults, literally('NO_SUCH_SYMBOL')];
  if (named?.kind === 'record') return [...faults, ...recordFaults(type, value, types)];
  if (type.kind === 'array') return [...faults, literally({})];
  if (type.kind === 'map') return [...faults, literally([null])].filter(({ value: fault }) => fault === null || !takesNull(type.values));
  if (type.kind === 'union') return [...faults, literally({}), literally({ NoSuchBranch: 1 }), literally('bare')];
  if (typeof value === 'number') return [...faults, literally('1')];
  if (typeof value === 'boolean') return [...faults, literally('true')];
  return typeof value === 'string' ? [...faults, literally(1)] : faults;
};

const mayBe = (type: AvroType, primitive: string): boolean =>
  type.kind === 'union' && type.options.length === 1 && branchName(type.options[0] as AvroType) === primitive;

const takesNull = (type: AvroType): boolean => (type.kind === 'union' ? type.nullable : type.kind === 'scalar' && type.type === 'null');

const recordFaults = (type: AvroType, value: unknown, types: Types): readonly Fault[] => {
  const record = type.kind === 'reference' ? types.get(type.name) : undefined;
  if (record?.kind !== 'record') return [];
  const parts = partsOf(type, value, types)?.parts ?? [];
  const texts = parts.map(([key, inner, part]) => [key, literalOf(inner, part, types)] as const);
  const required = record.fields.filter((field) => field.default === undefined).map(({ name }) => name);
  const without = required.map((name): Fault => {
    const rest = parts.filter(([key]) => key !== name).map(([key, , part]) => [key, part] as const);
    return { literal: objectLiteral(texts.filter(([key]) => key !== name)), value: Object.fromEntries(rest) };
  });
  const surplus: Fault = { literal: objectLiteral([...texts, ['noSuchField', '1']]), value: { ...(value as object), noSuchField: 1 } };
  return [...without, surplus];
};
