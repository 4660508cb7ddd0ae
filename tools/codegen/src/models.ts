/** Makers of Modelina's meta-models: what both Avro and JSON Schema are turned into. */
import type { MetaModel } from '@asyncapi/modelina';
import {
  AnyModel,
  ArrayModel,
  DictionaryModel,
  EnumModel,
  EnumValueModel,
  ObjectModel,
  ObjectPropertyModel,
  TupleModel,
  TupleValueModel,
  UnionModel,
} from './modelina.ts';

/** What the renderer reads back from a model, beside what Modelina knows of it. */
export interface Origin {
  /** The lines of its comment. */
  readonly doc: readonly string[];
  /** Of a type that is a name or a few words: those. */
  readonly text?: string;
  /** Of a union whose values are wrapped: the name of each branch. */
  readonly tags?: readonly string[];
  /** Of such a union where it must not be possible to give two branches: the local name of `OneOf`. */
  readonly oneOf?: string;
  /** Of a union that stands for all of its members at once. */
  readonly intersection?: boolean;
  /** Of a tuple: how many members must be there, and whether the last stands for all that may follow. */
  readonly tuple?: { readonly required: number; readonly rest: boolean };
  /** Of an object: whether its last property is the type of all others. */
  readonly isIndexed?: boolean;
  /** Of an object: the type it takes over from, and the properties it states anew. */
  readonly base?: { readonly name: string; readonly without: readonly string[] };
  /** Of an object: the comments of its properties, in order. */
  readonly propertyDocs?: readonly (readonly string[])[];
}

const NO_DOC: Origin = { doc: [] };

/** A type that is a name or a few words. */
export const named = (type: string): MetaModel => new AnyModel(type, { doc: [], text: type }, {});

export const arrayOf = (items: MetaModel): MetaModel => new ArrayModel('array', NO_DOC, {}, items);

export const mapOf = (values: MetaModel): MetaModel => new DictionaryModel('map', NO_DOC, {}, named('string'), values);

/** With the type of what may follow its members, of which not all need be there. */
export const tupleOf = (members: readonly MetaModel[], { required, rest }: { readonly required: number; readonly rest?: MetaModel }): MetaModel => {
  const all = rest === undefined ? members : [...members, rest];
  const values = all.map((member, index) => new TupleValueModel(index, member));
  return new TupleModel('tuple', { ...NO_DOC, tuple: { required, rest: rest !== undefined } }, {}, values);
};

export const unionOf = (members: readonly MetaModel[], origin: Omit<Origin, 'doc'> & { readonly nullable?: boolean } = {}): MetaModel => {
  const { nullable = false, ...more } = origin;
  const [only] = members;
  if (only !== undefined && members.length === 1 && !nullable && more.tags === undefined) return only;
  return new UnionModel('union', { ...NO_DOC, ...more }, { isNullable: nullable }, [...members]);
};

/** A type that is declared. */
export interface Declared {
  readonly name: string;
  readonly doc: readonly string[];
}

export interface Property {
  readonly name: string;
  readonly doc: readonly string[];
  readonly optional: boolean;
  readonly type: MetaModel;
}

/**
 * An interface. Modelina keeps properties in an object, which would lose `__proto__` and move names that look like numbers to the front, so their
 * keys there are their places.
 */
export const interfaceOf = (
  { name, doc }: Declared,
  properties: readonly Property[],
  { base, index }: { readonly base?: Origin['base']; readonly index?: MetaModel } = {},
): MetaModel => {
  const others = index === undefined ? [] : [{ name: '', doc: [], optional: false, type: index }];
  const all = [...properties, ...others];
  const keyed = all.map((property, place) => {
    const key = `p${place}`;
    return [key, Object.assign(new ObjectPropertyModel(property.name, !property.optional, property.type), { key })] as const;
  });
  const origin: Origin = {
    doc,
    propertyDocs: all.map((property) => property.doc),
    isIndexed: index !== undefined,
    ...(base === undefined ? {} : { base }),
  };
  return new ObjectModel(name, origin, {}, Object.fromEntries(keyed));
};

export const enumOf = ({ name, doc }: Declared, symbols: readonly string[]): MetaModel =>
  new EnumModel(
    name,
    { doc },
    {},
    symbols.map((symbol) => new EnumValueModel(symbol, symbol)),
  );

/** A name for another type. */
export const aliasOf = ({ name, doc }: Declared, type: MetaModel): MetaModel =>
  Object.assign(type, { name, originalInput: { ...(type.originalInput as Origin), doc } });

/** What a type is written as, where that is a name or a few words. */
export const textOf = (model: MetaModel): string | undefined => originOf(model).text;

export const originOf = (model: { readonly originalInput: unknown }): Origin => model.originalInput as Origin;
