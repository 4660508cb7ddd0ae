import type { Constraints } from '@vyarna/avro';
import type { JsonSchema, JsonTypeModel } from '@vyarna/contract';
import type { FieldTree, TypeTree } from './type-tree.ts';

/** A payload described by JSON Schema, as people read it. What it refers to is opened where it is met first. */
export const jsonSchemaTree = (name: string, { schema: root, file }: JsonTypeModel): TypeTree => {
  const definitions = (root['$defs'] ?? {}) as { readonly [name: string]: JsonSchema };
  const shown = new Set<string>();

  const treeOf = (schema: JsonSchema, called: string, kind: string): TypeTree => {
    const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
    const properties = Object.entries((schema['properties'] ?? {}) as { readonly [name: string]: JsonSchema });
    const doc = textOf(schema['description']) || textOf(schema['title']);
    return { name: called, kind, doc, file, aliases: [], fields: properties.map(([key, value]) => fieldOf(key, value, required.has(key))) };
  };

  const fieldOf = (key: string, schema: JsonSchema, isRequired: boolean): FieldTree => ({
    name: key,
    aliases: [],
    type: `${typeText(schema)}${isRequired ? '' : ', optional'}`,
    doc: textOf(schema['description']) || textOf(schema['title']),
    ...('default' in schema ? { default: schema['default'] } : {}),
    constraints: constraintsOf(schema),
    tags: [],
    inside: insideOf(schema, key),
  });

  /** Objects inside: written here, or defined aside. */
  const insideOf = (schema: JsonSchema, key: string): readonly TypeTree[] => {
    const reference = referenceOf(schema);
    if (reference !== undefined) {
      const definition = definitions[reference];
      if (definition === undefined || definition['properties'] === undefined || shown.has(reference)) return [];
      shown.add(reference);
      return [treeOf(definition, reference, 'object')];
    }
    const inner = branchesOf(schema).flatMap((branch) => insideOf(branch, key));
    return 'properties' in schema ? [treeOf(schema, key, 'object'), ...inner] : inner;
  };

  return treeOf(root, name, 'JSON Schema');
};

const typeText = (schema: JsonSchema): string => {
  const reference = referenceOf(schema);
  if (reference !== undefined) return reference;
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if ('const' in schema) return JSON.stringify(schema['const']);
  const options = ['oneOf', 'anyOf'].flatMap((keyword) => listOf(schema[keyword]));
  if (options.length > 0) return options.map(typeText).join(' or ');
  const items = objectOf(schema['items']);
  const types = [schema['type'] ?? (items === undefined ? ('properties' in schema ? 'object' : 'anything') : 'array')].flat();
  return types.map((type) => (type === 'array' && items !== undefined ? `array of ${typeText(items)}` : String(type))).join(' or ');
};

const branchesOf = (schema: JsonSchema): readonly JsonSchema[] => [
  ...['oneOf', 'anyOf', 'allOf'].flatMap((keyword) => listOf(schema[keyword])),
  ...listOf([schema['items'], schema['additionalProperties']]),
];

/** The name of what a schema refers to; undefined for one that does not. */
const referenceOf = ({ $ref }: JsonSchema): string | undefined =>
  typeof $ref === 'string' ? ($ref === '#' ? 'itself' : $ref.replace('#/$defs/', '')) : undefined;

const listOf = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? value.map(objectOf).filter((each) => each !== undefined) : []);

const objectOf = (value: unknown): JsonSchema | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : undefined;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const KEYWORDS: readonly (keyof Constraints)[] = [
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'contentMediaType',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
];

const constraintsOf = (schema: JsonSchema): Constraints =>
  Object.fromEntries(KEYWORDS.flatMap((keyword) => (keyword in schema ? [[keyword, schema[keyword]] as const] : [])));
