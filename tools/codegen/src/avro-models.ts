import type { MetaModel } from '@asyncapi/modelina';
import { type AvroType, branchName, type Form, type NamedType, type RecordType } from '@vyarna/avro';
import { BRANDS } from './brands.ts';
import type { ExportedName } from './exported-names.ts';
import { fieldDoc, fixedFacts, rootDoc, typeDoc } from './facts.ts';
import { aliasOf, arrayOf, enumOf, interfaceOf, mapOf, named, unionOf } from './models.ts';

/** How the module at hand calls what it names. */
export interface LocalNames {
  type(fullName: string): string;
  /** A type as it may be given, without what has a default. */
  init(fullName: string): string;
  /** A type of `@vyarna/contract`. */
  shared(name: string): string;
  /** Whether a type has another form as it may be given. */
  hasInit(fullName: string): boolean;
}

/** A value as it was read, or as it may be given. */
type View = 'value' | 'init';

/** A named type as a declaration; every other named type in it is a reference. */
export const declarationOf = (type: NamedType, names: LocalNames): MetaModel => {
  const name = names.type(type.name);
  switch (type.kind) {
    case 'record': {
      // An empty interface takes anything but null.
      if (type.fields.length === 0) return aliasOf({ name, doc: typeDoc(type) }, mapOf(named('never')));
      const properties = type.fields.map((field) => ({
        name: field.name,
        doc: fieldDoc(field),
        optional: false,
        type: modelOf(field.type, names, 'value'),
      }));
      return interfaceOf({ name, doc: typeDoc(type) }, properties);
    }
    case 'enum': {
      const facts = type.default === undefined ? [] : [`\`${type.default}\` also stands for symbols that are not known here`];
      return enumOf({ name, doc: typeDoc(type, facts) }, type.symbols);
    }
    case 'fixed':
      return aliasOf({ name, doc: typeDoc(type, fixedFacts(type)) }, scalarModel(type.form, names));
  }
};

/** A payload that has no name of its own, as it is read and as it may be given. */
export const rootDeclarationsOf = ({ type, init }: ExportedName, root: AvroType, names: LocalNames): readonly MetaModel[] => {
  const given = differs(root, names) ? modelOf(root, names, 'init') : named(type);
  return [
    aliasOf({ name: type, doc: rootDoc(root) }, modelOf(root, names, 'value')),
    aliasOf({ name: init, doc: [`\`${type}\` as it may be given.`] }, given),
  ];
};

/** A record as it may be given: only what differs from the record itself is stated. */
export const initOf = (type: RecordType, names: LocalNames): MetaModel => {
  const [name, init] = [names.type(type.name), names.init(type.name)];
  const fields = type.fields.filter((field) => field.default !== undefined || differs(field.type, names));
  if (fields.length === 0) return aliasOf({ name: init, doc: [`\`${name}\` as it may be given: nothing may be left out.`] }, named(name));
  const optional = fields.some((field) => field.default !== undefined);
  const doc = [`\`${name}\` as it may be given${optional ? ': what has a default may be left out' : ''}.`];
  const properties = fields.map((field) => ({
    name: field.name,
    doc: [],
    optional: field.default !== undefined,
    type: modelOf(field.type, names, 'init'),
  }));
  const base = { name, without: fields.map((field) => field.name) };
  return interfaceOf({ name: init, doc }, properties, fields.length === type.fields.length ? {} : { base });
};

/** Whether a type has another form as it may be given: a record inside, or a union of several types, of which only one may be given. */
const differs = (type: AvroType, names: LocalNames): boolean => {
  switch (type.kind) {
    case 'scalar':
      return false;
    case 'reference':
      return names.hasInit(type.name);
    case 'array':
      return differs(type.items, names);
    case 'map':
      return differs(type.values, names);
    case 'union':
      return type.options.length > 1 || type.options.some((option) => differs(option, names));
  }
};

const modelOf = (type: AvroType, names: LocalNames, view: View): MetaModel => {
  switch (type.kind) {
    case 'scalar':
      return scalarModel(type.form, names);
    case 'reference':
      return named(view === 'init' && names.hasInit(type.name) ? names.init(type.name) : names.type(type.name));
    case 'array':
      return arrayOf(modelOf(type.items, names, view));
    case 'map':
      return mapOf(modelOf(type.values, names, view));
    case 'union': {
      const { options, nullable } = type;
      if (options.length === 0) return named(nullable ? 'null' : 'never');
      const members = options.map((option) => modelOf(option, names, view));
      if (options.length === 1) return unionOf(members, { nullable });
      const tags = options.map(branchName);
      return unionOf(members, view === 'init' ? { nullable, tags, oneOf: names.shared('OneOf') } : { nullable, tags });
    }
  }
};

const scalarModel = (form: Form, names: LocalNames): MetaModel => {
  const brand = BRANDS[form];
  if (brand !== undefined) return named(names.shared(brand));
  switch (form) {
    case 'null':
    case 'boolean':
      return named(form);
    case 'integer':
    case 'number':
      return named('number');
    default:
      return named('string');
  }
};
