import type { MetaModel } from '@asyncapi/modelina';
import { type AvroType, branchName, type Form, type NamedType } from '@vyarna/avro';
import { BRANDS } from './brands.ts';
import {
  AnyModel,
  ArrayModel,
  BooleanModel,
  DictionaryModel,
  EnumModel,
  EnumValueModel,
  FloatModel,
  ObjectModel,
  ObjectPropertyModel,
  ReferenceModel,
  StringModel,
  UnionModel,
} from './modelina.ts';

/** How the module at hand calls a named type, and a brand. */
export interface LocalNames {
  type(fullName: string): string;
  brand(brand: string): string;
}

/** What the renderer's presets and mappings read back from a model. */
export interface Origin {
  readonly description: string;
  /** Of a union whose values are wrapped: the name of each branch. */
  readonly branches?: readonly string[];
}

const origin = (doc: string, branches?: readonly string[]): Origin => ({
  // A doc must not end the comment that it is written in.
  description: doc.replaceAll('*/', '*\\/'),
  ...(branches === undefined ? {} : { branches }),
});

/** Our model of a named type in Modelina's terms; every other named type in it is a reference. */
export const metaModelOf = (type: NamedType, names: LocalNames): MetaModel => {
  const name = names.type(type.name);
  switch (type.kind) {
    case 'record': {
      const properties = type.fields.map((field) => [
        field.name,
        new ObjectPropertyModel(field.name, true, valueModel(field.type, names, field.doc)),
      ]);
      return new ObjectModel(name, origin(type.doc), {}, Object.fromEntries(properties));
    }
    case 'enum':
      return new EnumModel(
        name,
        origin(type.doc),
        {},
        type.symbols.map((symbol) => new EnumValueModel(symbol, symbol)),
      );
    case 'fixed':
      return new StringModel(name, origin(type.doc), formatted(type.form, names));
  }
};

const formatted = (form: Form, names: LocalNames): { format?: string } => {
  const brand = BRANDS[form];
  return brand === undefined ? {} : { format: names.brand(brand) };
};

const valueModel = (type: AvroType, names: LocalNames, doc = ''): MetaModel => {
  const from = origin(doc);
  switch (type.kind) {
    case 'scalar':
      return scalarModel(type.form, names, from);
    case 'reference': {
      const name = names.type(type.name);
      return new ReferenceModel(name, from, {}, new AnyModel(name, from, {}));
    }
    case 'array':
      return new ArrayModel('array', from, {}, valueModel(type.items, names));
    case 'map':
      return new DictionaryModel('map', from, {}, new StringModel('key', from, {}), valueModel(type.values, names));
    case 'union': {
      const [only] = type.options;
      const branches = type.options.map((option) => valueModel(option, names));
      const wrapped = only === undefined || type.options.length === 1 ? undefined : type.options.map(branchName);
      return new UnionModel('union', origin(doc, wrapped), { isNullable: type.nullable }, branches);
    }
  }
};

const scalarModel = (form: Form, names: LocalNames, from: Origin): MetaModel => {
  switch (form) {
    case 'null':
      return new AnyModel('null', from, {});
    case 'boolean':
      return new BooleanModel('boolean', from, {});
    case 'integer':
    case 'number':
      return new FloatModel('number', from, {});
    default:
      return new StringModel('string', from, formatted(form, names));
  }
};
