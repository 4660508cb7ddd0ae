/** Pairs of schemas: a writer's, with a value, and a reader's that came from it by changes which Avro's schema resolution allows. */
import fc from 'fast-check';
import { type AvroType, branchName, type UnionType } from '../front/ast.ts';
import { shortNameOf } from '../front/names.ts';
import { resolveSchemas } from '../front/resolve-schemas.ts';
import { type AvroJson, isJsonObject } from '../schema/avro-json.ts';
import { avroJsonOf } from '../schema/avro-json-of.ts';
import { readSchema, type Schema } from '../schema/read-schema.ts';
import { selfContained } from '../schema/self-contained.ts';
import { anyCase } from './arbitrary-schema.ts';

export interface EvolvedCase {
  readonly writer: AvroJson;
  readonly reader: AvroJson;
  readonly value: unknown;
}

interface Field {
  readonly name: string;
  readonly type: AvroJson;
  readonly aliases?: readonly string[];
}

interface Named {
  readonly type: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly fields?: readonly Field[];
  readonly symbols?: readonly string[];
}

interface Reader {
  readonly root: string;
  /** By full name; other named types are references by full name. */
  readonly types: ReadonlyMap<string, Named>;
}

/** A change of which kind, where, and in what way. */
interface Change {
  readonly kind: keyof typeof changes;
  readonly where: number;
  readonly how: number;
}

const pick = <Item>(items: readonly Item[], choice: number): Item | undefined => items[choice % Math.max(1, items.length)];

const changeType = (reader: Reader, name: string | undefined, change: (type: Named) => Named): Reader => {
  const type = name === undefined ? undefined : reader.types.get(name);
  return type === undefined ? reader : { ...reader, types: new Map(reader.types).set(type.name, change(type)) };
};

const namesOf = ({ types }: Reader, kind: string): readonly string[] =>
  [...types.values()].filter(({ type }) => type === kind).map(({ name }) => name);

const onFields = (reader: Reader, { where }: Change, change: (fields: readonly Field[]) => readonly Field[]): Reader =>
  changeType(reader, pick([...namesOf(reader, 'record'), ...namesOf(reader, 'error')], where), (type) => ({
    ...type,
    fields: change(type.fields ?? []),
  }));

const addedFields: readonly { readonly type: AvroJson; readonly default: unknown }[] = [
  { type: 'int', default: 7 },
  { type: 'double', default: 1 },
  { type: ['null', 'string'], default: null },
  { type: ['null', 'string'], default: 'of the second branch' },
  { type: ['string', 'int'], default: 3 },
  { type: { type: 'array', items: 'long' }, default: [1, -2] },
  { type: { type: 'map', values: { type: 'int', logicalType: 'date' } }, default: { a: 20_000 } },
  { type: { type: 'bytes', logicalType: 'decimal', precision: 5, scale: 2 }, default: '\u00ff\u0085' },
  { type: { type: 'long', logicalType: 'timestamp-micros' }, default: 1_700_000_000_123_456 },
];

const promotions: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['int', ['long', 'float', 'double']],
  ['long', ['float', 'double']],
  ['float', ['double']],
  ['string', ['bytes']],
  ['bytes', ['string']],
]);

/** Changes the types that stand in fields, arrays, maps and unions: the one at `where` among those that `change` can change. */
const onSlots = (reader: Reader, { where }: Change, change: (type: AvroJson) => AvroJson | undefined): Reader => {
  let count = 0;
  const walk = (type: AvroJson, visit: (type: AvroJson) => AvroJson, inUnion: boolean): AvroJson => {
    const changed = inUnion && Array.isArray(type) ? type : visit(type);
    if (changed !== type) return changed;
    if (Array.isArray(type)) return type.map((branch: AvroJson) => walk(branch, visit, true));
    if (!isJsonObject(type)) return type;
    if ('items' in type) return { ...type, items: walk(type['items'] as AvroJson, visit, false) };
    return 'values' in type ? { ...type, values: walk(type['values'] as AvroJson, visit, false) } : type;
  };
  const walkAll = (visit: (type: AvroJson) => AvroJson): Map<string, Named> =>
    new Map(
      [...reader.types].map(([name, type]) => [
        name,
        type.fields === undefined ? type : { ...type, fields: type.fields.map((field) => ({ ...field, type: walk(field.type, visit, false) })) },
      ]),
    );
  walkAll((type) => {
    if (change(type) !== undefined) count++;
    return type;
  });
  if (count === 0) return reader;
  let index = 0;
  return { ...reader, types: walkAll((type) => (change(type) !== undefined && index++ === where % count ? (change(type) as AvroJson) : type)) };
};

const onUnions = (reader: Reader, change: Change, changed: (branches: readonly AvroJson[]) => AvroJson | undefined): Reader =>
  onSlots(reader, change, (type) => (Array.isArray(type) ? changed(type) : undefined));

const rotated = <Item>(items: readonly Item[], by: number): readonly Item[] => {
  const start = by % Math.max(1, items.length);
  return [...items.slice(start), ...items.slice(0, start)];
};

const without = <Item>(items: readonly Item[], index: number): readonly Item[] => items.filter((_, at) => at !== index % items.length);

const renamed = (reader: Reader, from: string, to: string): Reader => {
  const inType = (type: AvroJson): AvroJson => {
    if (typeof type === 'string') return type === from ? to : type;
    if (Array.isArray(type)) return type.map(inType);
    const { items, values } = type as { readonly items?: AvroJson; readonly values?: AvroJson };
    return { ...type, ...(items === undefined ? {} : { items: inType(items) }), ...(values === undefined ? {} : { values: inType(values) }) };
  };
  const types = [...reader.types.values()].map((type): [string, Named] => {
    const fields = type.fields === undefined ? {} : { fields: type.fields.map((field) => ({ ...field, type: inType(field.type) })) };
    const name = type.name === from ? { name: to, aliases: [...(type.aliases ?? []), from] } : {};
    const whole = { ...type, ...fields, ...name };
    return [whole.name, whole];
  });
  return { root: reader.root === from ? to : reader.root, types: new Map(types) };
};

const changes = {
  addField: (reader: Reader, change: Change): Reader =>
    onFields(reader, change, (fields) => {
      const name = `added${change.how}`;
      const added = { name, ...pick(addedFields, change.how) } as Field;
      return fields.some((field) => field.name === name) ? fields : rotated([...fields, added], change.how);
    }),
  removeField: (reader: Reader, change: Change): Reader => onFields(reader, change, (fields) => without(fields, change.how)),
  reorderFields: (reader: Reader, change: Change): Reader => onFields(reader, change, (fields) => rotated(fields, change.how)),
  renameField: (reader: Reader, change: Change): Reader =>
    onFields(reader, change, (fields) =>
      fields.map((field, index) =>
        index === change.how % fields.length && !field.name.startsWith('renamed')
          ? { ...field, name: `renamed${index}`, aliases: [field.name] }
          : field,
      ),
    ),
  renameType: (reader: Reader, { where, how }: Change): Reader => {
    const from = pick([...reader.types.keys()], where);
    const to = `${['moved', 'test'][how % 2]}.Renamed${how}`;
    return from === undefined || reader.types.has(to) ? reader : renamed(reader, from, to);
  },
  promote: (reader: Reader, change: Change): Reader =>
    onSlots(reader, change, (type) => {
      const bare = isJsonObject(type) && !('logicalType' in type) ? type['type'] : type;
      return pick(promotions.get(bare) ?? [], change.how);
    }),
  intoUnion: (reader: Reader, change: Change): Reader =>
    onSlots(reader, change, (type) => {
      if (Array.isArray(type) || type === 'null') return undefined;
      return [
        ['null', type],
        [type, 'null'],
        [type, 'boolean', 'null'],
      ][change.how % 3];
    }),
  outOfUnion: (reader: Reader, change: Change): Reader => onUnions(reader, change, (branches) => pick(branches, change.how)),
  addBranch: (reader: Reader, change: Change): Reader =>
    onUnions(reader, change, (branches) => [...branches, pick(['boolean', 'double', 'string', 'null'], change.how) as string]),
  removeBranch: (reader: Reader, change: Change): Reader =>
    onUnions(reader, change, (branches) => (branches.length > 1 ? without(branches, change.how) : undefined)),
  reorderBranches: (reader: Reader, change: Change): Reader =>
    onUnions(reader, change, (branches) => (branches.length > 1 ? rotated(branches, 1 + change.how) : undefined)),
  addSymbol: (reader: Reader, { where, how }: Change): Reader =>
    changeType(reader, pick(namesOf(reader, 'enum'), where), (type) => ({
      ...type,
      symbols: rotated([...(type.symbols ?? []).filter((symbol) => symbol !== 'ADDED'), 'ADDED'], how),
      ...(how % 2 === 0 ? { default: 'ADDED' } : {}),
    })),
  removeSymbols: (reader: Reader, { where, how }: Change): Reader =>
    changeType(reader, pick(namesOf(reader, 'enum'), where), ({ symbols = [], ...type }) => {
      const rest = [...symbols.filter((_, index) => (index + how) % 3 !== 0), 'LEFT'];
      return { ...type, symbols: [...new Set(rest)], default: 'LEFT' };
    }),
} satisfies { readonly [kind: string]: (reader: Reader, change: Change) => Reader };

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
  where: fc.nat(100),
  how: fc.nat(30),
});

const readerOf = ({ root, types }: Schema, wanted: readonly Change[]): AvroJson => {
  if (root.kind !== 'reference') throw new Error('The root is a record.');
  const first: Reader = { root: root.name, types: new Map([...types].map(([name, type]) => [name, avroJsonOf(type) as unknown as Named])) };
  const last = wanted.reduce((reader, one) => changes[one.kind](reader, one), first);
  return selfContained(last.root, (name) => last.types.get(name) as unknown as AvroJson | undefined);
};

/** Changes may contradict each other or a default; what is no schema then is left out. */
const isSchema = (schema: AvroJson): boolean =>
  resolveSchemas([{ id: '', file: '', text: JSON.stringify(schema) }]).findings.every(({ severity }) => severity !== 'error');

export const evolvedCase: fc.Arbitrary<EvolvedCase> = fc
  .tuple(anyCase, fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([{ schema, value }, wanted]) => ({ writer: schema, reader: readerOf(readSchema(schema), wanted), value }))
  .filter(({ reader }) => isSchema(reader));

/**
 * Whether some union lets an earlier branch take what a later one is there for. The specification's words give it to the first that
 * matches, Java and we to the closest.
 */
export const hasAmbiguousUnion = (schema: AvroJson): boolean => {
  const { root, types } = readSchema(schema);
  const unions: UnionType[] = [];
  const walk = (type: AvroType): void => {
    if (type.kind === 'array') walk(type.items);
    if (type.kind === 'map') walk(type.values);
    if (type.kind !== 'union') return;
    unions.push(type);
    type.branches.forEach(walk);
  };
  walk(root);
  for (const type of types.values()) if (type.kind === 'record') for (const field of type.fields) walk(field.type);
  const canTake = (earlier: AvroType, later: AvroType): boolean => {
    const [name, other] = [branchName(earlier), branchName(later)];
    if (earlier.kind === 'reference' && later.kind === 'reference') return shortNameOf(name) === shortNameOf(other);
    return promotions.get(other)?.includes(name) === true;
  };
  return unions.some(({ branches }) => branches.some((branch, index) => branches.slice(index + 1).some((later) => canTake(branch, later))));
};
