/** Writes a shape out as a schema with its values. */
import fc from 'fast-check';
import { conversionOf } from '../codec/conversion.ts';
import type { ScalarType } from '../front/ast.ts';
import { qualify } from '../front/names.ts';
import type { AvroJson } from '../schema/avro-json.ts';
import { readSchema } from '../schema/read-schema.ts';
import { base64, decimal, duration, text } from './arbitrary-scalar.ts';
import { fieldName, type Naming, type Shape, typeName } from './schema-shape.ts';

/** Values that go at most `depth` times through a type which contains itself; undefined where each goes deeper. */
type Values = (depth: number) => fc.Arbitrary<unknown> | undefined;

export interface Made {
  readonly schema: AvroJson;
  readonly values: Values;
  /** A value as Avro writes it for a default; undefined where it cannot be one. */
  readonly json: (value: unknown) => unknown;
  /** The name as a union's branch. */
  readonly branch: string;
}

/** Where in the schema a shape is written. */
interface Place {
  readonly namespace: string;
  /** The records around it, and whether something between may be empty, so that they can be used again here. */
  readonly around: readonly { readonly made: Unfinished; readonly isLoose: boolean }[];
}

interface Known {
  readonly made: Made;
  /** The records, then unfinished, that are used inside. */
  readonly uses: readonly Unfinished[];
}

interface Unfinished {
  readonly name: string;
  /** There when the record is whole. */
  made?: Made;
}

export const makeSchema = (shape: Shape): Made => {
  const names = new Set<string>();
  const known: Known[] = [];
  /** Each record that was used inside itself so far. */
  const used: Unfinished[] = [];

  const named = (naming: Naming, place: Place): { full: string; attributes: object } => {
    const namespace = naming.space === 'inherited' ? place.namespace : naming.space;
    const full = qualify(
      typeName(naming.name, names.size, (name) => names.has(qualify(name, namespace))),
      namespace,
    );
    names.add(full);
    const short = full.slice(full.lastIndexOf('.') + 1);
    if (naming.space === 'inherited') return { full, attributes: { name: short } };
    return { full, attributes: naming.dotted && namespace !== '' ? { name: full } : { name: short, namespace } };
  };

  /** `usedBefore` is how many there were when the type was begun. */
  const keep = (made: Made, usedBefore = used.length): Made => {
    const kept = { ...made, values: remembering(made.values) };
    known.push({ made: kept, uses: used.slice(usedBefore) });
    return kept;
  };

  const isLooseAt = (place: Place, record: Unfinished): boolean => place.around.every(({ made, isLoose }) => made !== record || isLoose);

  /** How a type is referred to at a place; undefined where it cannot be. */
  const reference = (name: string, short: boolean, { namespace }: Place): string | undefined => {
    // A name without a namespace means one of the namespace around it.
    if (!name.includes('.')) return namespace === '' ? name : undefined;
    const last = name.slice(name.lastIndexOf('.') + 1);
    return short && name === qualify(last, namespace) ? last : name;
  };

  const make = (wanted: Shape, place: Place): Made => {
    switch (wanted.kind) {
      case 'scalar': {
        const { schema, value } = wanted.scalar;
        const branch = typeof schema === 'string' ? schema : (schema as { readonly type: string }).type;
        return { schema, values: () => value, json: (given) => rawJson(schema, given), branch };
      }
      case 'array':
      case 'map':
        return makeContainer(wanted, place);
      case 'union':
        return makeUnion(wanted, place);
      case 'enum': {
        const { full, attributes } = named(wanted.naming, place);
        const symbols = Array.from({ length: wanted.symbols }, (_, index) => ['constructor', '__proto__'][index - 2] ?? `S${index}`);
        const schema = { type: 'enum', ...attributes, symbols, ...(wanted.hasDefault ? { default: symbols.at(-1) } : {}) };
        return keep({ schema, values: () => fc.constantFrom(...symbols), json: (value) => value, branch: full });
      }
      case 'fixed':
        return makeFixed(wanted, place);
      case 'record':
        return makeRecord(wanted, place);
      case 'again': {
        const usable = known.filter(({ uses }) => uses.every((record) => isLooseAt(place, record)));
        const use = usable[wanted.which % Math.max(1, usable.length)];
        const name = use && reference(use.made.branch, wanted.short, place);
        if (use === undefined || name === undefined) return plain;
        used.push(...use.uses);
        return { ...use.made, schema: name };
      }
      case 'itself': {
        const loose = place.around.filter(({ isLoose }) => isLoose);
        const use = loose[wanted.which % Math.max(1, loose.length)]?.made;
        const name = use && reference(use.name, wanted.short, place);
        if (use === undefined || name === undefined) return plain;
        used.push(use);
        const values: Values = (depth) => (depth > 0 ? use.made?.values(depth - 1) : undefined);
        return { schema: name, values, json: (value) => use.made?.json(value), branch: use.name };
      }
    }
  };

  const makeContainer = ({ kind, inner, keywords }: Shape & { kind: 'array' | 'map' }, place: Place): Made => {
    const { schema, values, json } = make(inner, loosened(place));
    if (kind === 'array') {
      const list: Values = (depth) => {
        const items = values(depth);
        return items === undefined ? fc.constant([]) : fc.array(items, { maxLength: 4 });
      };
      const listJson = (value: unknown): unknown => allOrNone((value as readonly unknown[]).map(json));
      return { schema: { type: 'array', items: schema, ...keywords }, values: list, json: listJson, branch: 'array' };
    }
    const dictionary: Values = (depth) => {
      const content = values(depth);
      return content === undefined ? fc.constant({}) : fc.dictionary(text, content, { maxKeys: 4, noNullPrototype: true });
    };
    const dictionaryJson = (value: unknown): unknown => objectOf(Object.entries(value as object).map(([key, content]) => [key, json(content)]));
    return { schema: { type: 'map', values: schema, ...keywords }, values: dictionary, json: dictionaryJson, branch: 'map' };
  };

  const makeFixed = ({ naming, size, logical }: Shape & { kind: 'fixed' }, place: Place): Made => {
    const { full, attributes } = named(naming, place);
    const fixed = (bytes: number, more: object, value: fc.Arbitrary<unknown>): Made => {
      const json = (given: unknown): unknown => rawJson({ type: 'fixed', name: 'F', size: bytes, ...more }, given);
      return keep({ schema: { type: 'fixed', ...attributes, size: bytes, ...more }, values: () => value, json, branch: full });
    };
    if (logical === 'uuid') return fixed(16, { logicalType: 'uuid' }, fc.uuid());
    if (logical === 'duration') return fixed(12, { logicalType: 'duration' }, duration);
    if (logical === 'decimal' && size >= 3) return fixed(size, { logicalType: 'decimal', precision: 6, scale: 1 }, decimal(6, 1));
    return fixed(size, {}, base64(size));
  };

  const makeUnion = ({ branches, nullAt }: Shape & { kind: 'union' }, place: Place): Made => {
    const inside = nullAt === undefined ? place : loosened(place);
    const made = new Map<string, Made>();
    for (const branch of branches) {
      // A union has no union inside and no branch twice; what a branch that is left out defines is not there.
      const before = known.length;
      const option = make(branch, inside);
      if (['union', 'null'].includes(option.branch) || made.has(option.branch)) known.length = before;
      else made.set(option.branch, option);
    }
    const options = made.size === 0 ? [plain] : [...made.values()];
    const schema: AvroJson[] = options.map((option) => option.schema);
    if (nullAt !== undefined) schema.splice(nullAt % (schema.length + 1), 0, 'null');
    const isBare = options.length === 1;
    const values: Values = (depth) => {
      const possible = options.flatMap(({ branch, values: content }) => {
        const value = content(depth);
        if (value === undefined) return [];
        return [isBare ? value : value.map((inner) => Object.fromEntries([[branch, inner]]))];
      });
      if (nullAt !== undefined) possible.push(fc.constant(null));
      return possible.length === 0 ? undefined : fc.oneof(...possible);
    };
    const [first] = options;
    const json = (value: unknown): unknown => {
      if (value === null || isBare) return value === null ? null : first?.json(value);
      // The JSON of a default is that of the first branch which it fits.
      const [[name, content] = []] = Object.entries(value as object);
      return name === first?.branch ? first?.json(content) : undefined;
    };
    return { schema, values, json, branch: 'union' };
  };

  const makeRecord = ({ naming, fields, isError }: Shape & { kind: 'record' }, place: Place): Made => {
    const usedBefore = used.length;
    const { full, attributes } = named(naming, place);
    const itself: Unfinished = { name: full };
    const around = [...place.around, { made: itself, isLoose: false }];
    const inside: Place = { namespace: full.slice(0, Math.max(0, full.lastIndexOf('.'))), around };
    const taken = new Set<string>();
    const made = fields.map(({ shape: content, hasDefault, seed, name: choice }, index) => {
      const name = fieldName(choice, index, (candidate) => taken.has(candidate));
      taken.add(name);
      const field = make(content, inside);
      const fallback = hasDefault ? defaultOf(field, seed) : undefined;
      return { name, ...field, fallback };
    });
    const schema = {
      type: isError ? 'error' : 'record',
      ...attributes,
      fields: made.map(({ name, schema: type, fallback }) => ({ name, type, ...(fallback === undefined ? {} : { default: fallback.json }) })),
    };
    const values: Values = (depth) => {
      const contents = made.map(({ values: content, fallback }) => {
        const value = content(depth);
        return value && fallback ? fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(fallback.value) }) : value;
      });
      if (contents.includes(undefined)) return undefined;
      return fc.tuple(...(contents as fc.Arbitrary<unknown>[])).map((all) => Object.fromEntries(made.map(({ name }, index) => [name, all[index]])));
    };
    const json = (value: unknown): unknown =>
      objectOf(made.map(({ name, json: contentJson }) => [name, contentJson((value as { readonly [field: string]: unknown })[name])]));
    itself.made = keep({ schema, values, json, branch: full }, usedBefore);
    return itself.made;
  };

  return make(shape, { namespace: '', around: [] });
};

const plain: Made = { schema: 'int', values: () => fc.integer(), json: (value) => value, branch: 'int' };

const loosened = (place: Place): Place => ({ ...place, around: place.around.map(({ made }) => ({ made, isLoose: true })) });

const remembering = (values: Values): Values => {
  const made = new Map<number, fc.Arbitrary<unknown> | undefined>();
  return (depth) => {
    if (!made.has(depth)) made.set(depth, values(depth));
    return made.get(depth);
  };
};

/** One of the field's values, which Avro can write as a default. */
const defaultOf = ({ values, json }: Made, seed: number): { readonly value: unknown; readonly json: unknown } | undefined => {
  const arbitrary = values(0);
  if (arbitrary === undefined) return undefined;
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  const written = json(value);
  return written === undefined ? undefined : { value, json: written };
};

const allOrNone = (items: readonly unknown[]): unknown => (items.includes(undefined) ? undefined : items);

const objectOf = (entries: readonly (readonly [string, unknown])[]): unknown =>
  entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);

const rawJson = (schema: AvroJson, value: unknown): unknown => {
  const { root, types } = readSchema(schema);
  const type = root.kind === 'reference' ? types.get(root.name) : root;
  const raw = conversionOf(type as ScalarType).toRaw(value);
  if (Buffer.isBuffer(raw)) return raw.toString('latin1');
  return typeof raw === 'bigint' || Object.is(raw, -0) ? undefined : raw;
};
