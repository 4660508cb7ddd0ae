/** Pairs of schemas to compare: one made from the other, whichever reads, with aliases that are short, or that lead to a second field. */
import fc from 'fast-check';
import { namespaceOf, shortNameOf } from '../front/names.ts';
import type { AvroJson } from '../schema/avro-json.ts';
import { readSchema } from '../schema/read-schema.ts';
import { definedName, isNamedSchema, mapInnerTypes } from '../schema/walk-schema.ts';
import { evolvedCase } from './evolved-case.ts';

export interface ComparedPair {
  readonly reader: AvroJson;
  readonly writer: AvroJson;
}

type Rewrite = (schema: { readonly [attribute: string]: unknown }, name: string) => { readonly [attribute: string]: unknown };

const rewritten = (schema: AvroJson, rewrite: Rewrite, namespace = ''): AvroJson => {
  if (!isNamedSchema(schema)) return mapInnerTypes(schema, (inner) => rewritten(inner, rewrite, namespace));
  const name = definedName(schema, namespace);
  return mapInnerTypes(rewrite(schema, name), (inner) => rewritten(inner, rewrite, namespaceOf(name)));
};

/** Aliases in the namespace of their type lose it, which changes nothing to the specification. */
const withShortAliases: Rewrite = (schema, name) => {
  const aliases = (schema['aliases'] ?? []) as readonly string[];
  const short = aliases.map((alias) => (namespaceOf(alias) === namespaceOf(name) ? shortNameOf(alias) : alias));
  return aliases.length === 0 ? schema : { ...schema, aliases: short };
};

/** A field that has no alias gets one that no field of the same schema is called, but one of the other's may be. */
const withOtherAlias =
  (alias: string): Rewrite =>
  (schema) => {
    const fields = schema['fields'] as readonly { readonly name: string; readonly aliases?: readonly string[] }[] | undefined;
    if (fields === undefined || fields.some(({ name, aliases = [] }) => name === alias || aliases.includes(alias))) return schema;
    return { ...schema, fields: fields.map((field, index) => (index === 0 ? { ...field, aliases: [...(field.aliases ?? []), alias] } : field)) };
  };

/** All types of a namespace in another one, with what refers to them. */
const moved = (schema: AvroJson): AvroJson => JSON.parse(JSON.stringify(schema).replaceAll('"test.inner', '"moved.away')) as AvroJson;

export const comparedPair: fc.Arbitrary<ComparedPair> = fc
  .record({
    evolved: evolvedCase,
    swap: fc.boolean(),
    move: fc.boolean(),
    short: fc.boolean(),
    alias: fc.option(fc.constantFrom('f1', 'f2', 'f3'), { nil: undefined }),
  })
  .map(({ evolved, swap, move, short, alias }) => {
    const [first, writer] = swap ? [evolved.writer, evolved.reader] : [evolved.reader, evolved.writer];
    const second = move ? moved(first) : first;
    const third = short ? rewritten(second, withShortAliases) : second;
    return { reader: alias === undefined ? third : rewritten(third, withOtherAlias(alias)), writer };
  })
  .filter(({ reader, writer }) => isValid(reader) && isValid(writer));

const isValid = (schema: AvroJson): boolean => {
  try {
    readSchema(schema, { strict: true });
    return true;
  } catch {
    return false;
  }
};
