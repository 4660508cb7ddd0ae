/**
 * JSON Schema (draft 2020-12, self-contained) as declarations of types. What a type cannot say is left out, so every value that fits the schema
 * fits the type; without a `type`, the keywords tell which one is meant.
 */
import type { MetaModel } from '@asyncapi/modelina';
import type { JsonSchema } from '@vyarna/contract';
import { pascalCase } from '@vyarna/loader';
import { schemaDoc } from './facts.ts';
import { isReserved, quoted } from './identifiers.ts';
import { aliasOf, arrayOf, interfaceOf, mapOf, named, type Property, textOf, tupleOf, unionOf } from './models.ts';

type Schema = JsonSchema | boolean;

/** The root under its name, then what is inside it and worth a name: objects, and schemas that are referred to. */
export const jsonDeclarationsOf = (schema: JsonSchema, rootName: string): readonly MetaModel[] => new JsonDeclarations(schema, rootName).all();

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value));

const schemasIn = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

const entriesOf = (value: unknown): readonly (readonly [string, Schema])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value).filter((entry): entry is [string, Schema] => isSchema(entry[1])) : [];

const isUnknown = (model: MetaModel): boolean => textOf(model) === 'unknown';
const isNever = (model: MetaModel): boolean => textOf(model) === 'never';

/** Members that are written alike are one. */
const distinct = (models: readonly MetaModel[]): readonly MetaModel[] => [
  ...new Map(models.map((model) => [textOf(model) ?? model, model])).values(),
];

const anyOf = (models: readonly MetaModel[]): MetaModel => {
  if (models.some(isUnknown)) return named('unknown');
  const members = distinct(models.filter((model) => !isNever(model)));
  // Null comes last, as it does in the types of Avro.
  const [nothing, others] = [members.filter((model) => textOf(model) === 'null'), members.filter((model) => textOf(model) !== 'null')];
  return members.length === 0 ? named('never') : unionOf([...others, ...nothing]);
};

const allOf = (models: readonly MetaModel[]): MetaModel => {
  if (models.some(isNever)) return named('never');
  const members = distinct(models.filter((model) => !isUnknown(model)));
  return members.length === 0 ? named('unknown') : unionOf(members, { intersection: true });
};

class JsonDeclarations {
  readonly #root: JsonSchema;
  readonly #rootName: string;
  readonly #taken = new Set<string>();
  readonly #declared: MetaModel[] = [];
  /** What is referred to: the local name by `$ref`. */
  readonly #references = new Map<string, string>();
  readonly #due: { readonly name: string; readonly schema: Schema }[] = [];

  constructor(root: JsonSchema, rootName: string) {
    this.#root = root;
    this.#rootName = rootName;
  }

  all(): readonly MetaModel[] {
    this.#references.set('#', this.#claim(this.#rootName));
    this.#declare(this.#rootName, this.#root);
    for (let next = this.#due.shift(); next !== undefined; next = this.#due.shift()) this.#declare(next.name, next.schema);
    return this.#declared;
  }

  #claim(wanted: string): string {
    const words = pascalCase(wanted).replaceAll(/\W/g, '');
    const base = /^[A-Za-z_]/.test(words) ? words : `Schema${words}`;
    const start = isReserved(base) ? `${base}Type` : base;
    let name = wanted === this.#rootName ? wanted : start;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${start}${count}`;
    this.#taken.add(name);
    return name;
  }

  /** A name for the schema: an interface where it is an object and nothing else, else another name for its type. */
  #declare(name: string, schema: Schema): void {
    const place = this.#declared.length;
    const doc = typeof schema === 'boolean' ? [] : schemaDoc(schema);
    const model = isPlainObject(schema) ? this.#interface(name, schema, doc) : aliasOf({ name, doc }, this.#typeOf(schema, name, `${name}Object`));
    // Before what is inside it.
    this.#declared.splice(place, 0, model);
  }

  /** `name` is what is inside it named after, `objectName` what its own members are. */
  #typeOf(schema: Schema, name: string, objectName = name): MetaModel {
    if (schema === true) return named('unknown');
    if (schema === false) return named('never');
    const { $ref, allOf: all, anyOf: any, oneOf: one } = schema;
    const options = (list: unknown): readonly MetaModel[] =>
      schemasIn(list).map((option, index) => this.#typeOf(option, optionName(name, option, index)));
    const parts = [
      ...(typeof $ref === 'string' ? [this.#reference($ref)] : []),
      this.#ownType(schema, name, objectName),
      ...schemasIn(all).map((part, index) => this.#typeOf(part, `${name}Part${index + 1}`)),
      ...(Array.isArray(any) ? [anyOf(options(any))] : []),
      ...(Array.isArray(one) ? [anyOf(options(one))] : []),
    ];
    return allOf(parts);
  }

  #reference($ref: string): MetaModel {
    const known = this.#references.get($ref);
    if (known !== undefined) return named($ref === '#' && this.#isEndless($ref) ? 'unknown' : known);
    const definition = (this.#root['$defs'] as JsonSchema | undefined)?.[$ref.replace('#/$defs/', '')];
    if (!isSchema(definition) || this.#isEndless($ref)) return named('unknown');
    const name = this.#claim($ref.split('/').at(-1) ?? '');
    this.#references.set($ref, name);
    this.#due.push({ name, schema: definition });
    return named(name);
  }

  /** Whether a schema is, by references alone, itself: that says nothing, and TypeScript refuses it. */
  #isEndless($ref: string): boolean {
    const seen = new Set<string>();
    const walk = (schema: unknown): boolean => {
      if (!isSchema(schema) || typeof schema === 'boolean') return false;
      const target = schema['$ref'];
      if (typeof target === 'string') {
        if (target === $ref) return true;
        if (!seen.has(target)) {
          seen.add(target);
          if (walk(this.#at(target))) return true;
        }
      }
      return [schema['allOf'], schema['anyOf'], schema['oneOf']].flatMap(schemasIn).some(walk);
    };
    return walk(this.#at($ref));
  }

  #at($ref: string): unknown {
    return $ref === '#' ? this.#root : (this.#root['$defs'] as JsonSchema | undefined)?.[$ref.replace('#/$defs/', '')];
  }

  /** What the schema says by itself: of `const`, `enum` and `type`. */
  #ownType(schema: JsonSchema, name: string, objectName: string): MetaModel {
    if ('const' in schema) return literal(schema['const']);
    if (Array.isArray(schema['enum'])) return anyOf(schema['enum'].map(literal));
    const types = typesOf(schema);
    if (types.length === 0) return named('unknown');
    const nothing = schema['nullable'] === true ? ['null'] : [];
    return anyOf([...types, ...nothing].map((type) => this.#typed(type, schema, name, objectName)));
  }

  #typed(type: unknown, schema: JsonSchema, name: string, objectName: string): MetaModel {
    switch (type) {
      case 'string':
      case 'boolean':
      case 'null':
        return named(type);
      case 'integer':
      case 'number':
        return named('number');
      case 'array':
        return this.#array(schema, name);
      case 'object':
        return this.#object(schema, objectName);
      default:
        return named('unknown');
    }
  }

  #array(schema: JsonSchema, name: string): MetaModel {
    const { prefixItems, items, minItems } = schema;
    const rest = isSchema(items) ? this.#typeOf(items, itemName(name)) : named('unknown');
    const prefix = schemasIn(prefixItems);
    if (prefix.length === 0) return arrayOf(rest);
    const members = prefix.map((member, index) => this.#typeOf(member, `${name}${index + 1}`));
    return tupleOf(members, { required: typeof minItems === 'number' ? minItems : 0, ...(isNever(rest) ? {} : { rest }) });
  }

  #object(schema: JsonSchema, name: string): MetaModel {
    if (membersOf(schema).length > 0) {
      const declared = this.#claim(name);
      this.#due.push({ name: declared, schema: { ...objectKeywords(schema), type: 'object' } });
      return named(declared);
    }
    return mapOf(this.#others(schema, name, []) ?? named('unknown'));
  }

  #interface(name: string, schema: JsonSchema, doc: readonly string[]): MetaModel {
    const members = membersOf(schema);
    const required = new Set(requiredOf(schema));
    const stated = new Map(entriesOf(schema['properties']));
    const fallback = isSchema(schema['additionalProperties']) ? schema['additionalProperties'] : true;
    const properties = members.map((key): Property => {
      const property = stated.get(key) ?? fallback;
      const propertyDoc = typeof property === 'boolean' || !stated.has(key) ? [] : schemaDoc(property);
      return { name: key, doc: propertyDoc, optional: !required.has(key), type: this.#typeOf(property, `${name}${pascalCase(key)}`) };
    });
    const others = this.#others(schema, name, properties);
    return interfaceOf({ name, doc }, properties, others === undefined ? {} : { index: others });
  }

  /** The type of members that are not stated by name, wide enough for those that are; undefined where there are none to speak of. */
  #others(schema: JsonSchema, name: string, properties: readonly Property[]): MetaModel | undefined {
    const { additionalProperties, patternProperties } = schema;
    const patterns = entriesOf(patternProperties).map(([, pattern], index) => this.#typeOf(pattern, `${name}Pattern${index + 1}`));
    const isOpen = patterns.length > 0 && additionalProperties === undefined;
    const more = isOpen ? [named('unknown')] : isSchema(additionalProperties) ? [this.#typeOf(additionalProperties, `${name}Value`)] : [];
    const types = [...patterns, ...more].filter((type) => !isNever(type));
    if (types.length === 0) return additionalProperties === false && properties.length === 0 ? named('never') : undefined;
    const missing = properties.some(({ optional }) => optional) ? [named('undefined')] : [];
    return anyOf([...types, ...properties.map(({ type }) => type), ...missing]);
  }
}

const OBJECT_KEYWORDS = ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties', 'propertyNames'];

const objectKeywords = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => OBJECT_KEYWORDS.includes(key)));

const requiredOf = ({ required }: JsonSchema): readonly string[] =>
  Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [];

/** The names of an object's members that are stated, or must be there. */
const membersOf = (schema: JsonSchema): readonly string[] => [
  ...new Set([...entriesOf(schema['properties']).map(([key]) => key), ...requiredOf(schema)]),
];

const COMBINING = ['$ref', 'allOf', 'anyOf', 'oneOf', 'const', 'enum'];

/** Whether a schema says no more than the members of an object. */
const isPlainObject = (schema: Schema): schema is JsonSchema =>
  typeof schema !== 'boolean' &&
  typesOf(schema).join() === 'object' &&
  schema['nullable'] !== true &&
  membersOf(schema).length > 0 &&
  !COMBINING.some((keyword) => keyword in schema);

/** The types a schema allows; where it does not say, those that its keywords are about. */
const typesOf = (schema: JsonSchema): readonly unknown[] => {
  const { type } = schema;
  if (type !== undefined) return Array.isArray(type) ? type : [type];
  if (['properties', 'required', 'additionalProperties', 'patternProperties'].some((keyword) => keyword in schema)) return ['object'];
  return 'items' in schema || 'prefixItems' in schema ? ['array'] : [];
};

const literal = (value: unknown): MetaModel => {
  if (typeof value === 'string') return named(quoted(value));
  if (Array.isArray(value)) return arrayOf(named('unknown'));
  return typeof value === 'object' && value !== null ? mapOf(named('unknown')) : named(String(value));
};

/** By its title, so that an option more does not rename the others. */
const optionName = (name: string, option: Schema, index: number): string => {
  const title = typeof option === 'boolean' ? undefined : option['title'];
  return typeof title === 'string' && /^[A-Za-z][\w ]*$/.test(title) ? `${name}${pascalCase(title)}` : `${name}Option${index + 1}`;
};

const itemName = (name: string): string => `${name}Item`;
