/** A schema as a list of its types, in words, ready to be shown or compared. */
import { type AvroType, type EnumType, type Field, type FixedType, type NamedType, type RecordType, referencesIn, type Schema } from '@vyarna/avro';
import { attributeFacts, type Fact, fact } from './facts.ts';
import { limitWords } from './limit-words.ts';
import { fixedWords, typeWords, type Words } from './type-words.ts';

export interface SchemaDescription {
  /** What a value of the schema is. */
  readonly root: Words;
  /** Those that the root leads to, in the order in which they are met. */
  readonly types: readonly TypeDescription[];
}

export interface TypeDescription {
  /** The full name. */
  readonly name: string;
  /** The short one where no other type has it. */
  readonly shown: string;
  readonly kind: 'record' | 'error' | 'enum' | 'fixed';
  readonly aliases: readonly string[];
  readonly facts: readonly Fact[];
  /** Fields, or symbols. */
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Of a field. */
  readonly type?: Words;
  readonly facts: readonly Fact[];
}

export const describeSchema = (schema: Schema): SchemaDescription => {
  const types = reachableTypes(schema);
  const uses = new Map<string, number>();
  for (const { shortName } of types) uses.set(shortName, (uses.get(shortName) ?? 0) + 1);
  const shown = (name: string): string => {
    const shortName = schema.types.get(name)?.shortName ?? name;
    return uses.get(shortName) === 1 ? shortName : name;
  };
  return { root: typeWords(schema.root, shown), types: types.map((type) => describeType(type, shown)) };
};

const reachableTypes = ({ root, types }: Schema): readonly NamedType[] => {
  const met = new Set<NamedType>();
  const meet = (type: AvroType): void => {
    for (const { name } of referencesIn(type)) {
      const named = types.get(name);
      if (named !== undefined) met.add(named);
    }
  };
  meet(root);
  // The set grows while it is walked.
  for (const type of met) if (type.kind === 'record') for (const field of type.fields) meet(field.type);
  return [...met];
};

const describeType = (type: NamedType, shown: (name: string) => string): TypeDescription => {
  const { name, aliases } = type;
  const facts = [fact('Doc', [type.doc]), ...ownFacts(type), fact('Aliases', aliases), ...attributeFacts(type.attributes)].flat();
  const members = type.kind === 'record' ? type.fields.map((field) => describeField(field, shown)) : type.kind === 'enum' ? symbolsOf(type) : [];
  return { name, shown: shown(name), kind: type.kind === 'record' && type.error ? 'error' : type.kind, aliases, facts, members };
};

const ownFacts = (type: RecordType | EnumType | FixedType): readonly Fact[] => {
  if (type.kind === 'enum') return fact('Default', type.default === undefined ? [] : [type.default]);
  if (type.kind === 'fixed') return [...fact('Size', [fixedWords(type)]), ...fact('Limits', limitWords(type.constraints))];
  return [];
};

const describeField = (field: Field, shown: (name: string) => string): Member => ({
  name: field.name,
  aliases: field.aliases,
  type: typeWords(field.type, shown, field.constraints),
  facts: [
    ...fact('Default', field.default === undefined ? [] : [JSON.stringify(field.default.json)]),
    ...fact('Doc', [field.doc]),
    ...fact('Limits', limitWords(field.constraints)),
    ...fact('Aliases', field.aliases),
    ...fact('Order', field.order === undefined ? [] : [field.order]),
    ...attributeFacts(field.attributes),
    ...typeAttributes(field.type),
  ],
});

/** What stands beside the type of the field, not beside its name. */
const typeAttributes = (type: AvroType): readonly Fact[] => attributeFacts(type.kind === 'reference' ? {} : type.attributes);

const symbolsOf = ({ symbols }: EnumType): readonly Member[] => symbols.map((name) => ({ name, aliases: [], facts: [] }));
