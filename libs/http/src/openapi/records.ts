/** What OpenAPI needs to know of the records that routes carry, read from the bundle as it is: no schema is resolved for it. */
import type { AvroJson, Bundle } from '@vyarna/contract';

export interface RecordField {
  readonly name: string;
  readonly doc: string;
  readonly type: AvroJson;
  readonly required: boolean;
  /** Whether it holds a JSON text, which answers show as the value itself. */
  readonly holdsJson: boolean;
}

type Attributes = { readonly [attribute: string]: unknown };

const isObject = (value: unknown): value is Attributes => typeof value === 'object' && value !== null && !Array.isArray(value);

const JSON_TEXT = 'application/json';

/** Read once: a path asks for the same records again and again. */
const known = new WeakMap<object, readonly RecordField[]>();

/** Undefined where the type is no record of the bundle. */
export const fieldsOf = (bundle: Bundle, type: string): readonly RecordField[] | undefined => {
  const schema = bundle.types[type]?.schema;
  if (!isObject(schema) || !Array.isArray(schema['fields'])) return undefined;
  const fields = known.get(schema) ?? readFields(schema['fields'] as readonly Attributes[]);
  known.set(schema, fields);
  return fields;
};

const readFields = (fields: readonly Attributes[]): readonly RecordField[] =>
  fields.map((field) => ({
    name: String(field['name']),
    doc: typeof field['doc'] === 'string' ? field['doc'] : '',
    type: field['type'] as AvroJson,
    required: !('default' in field),
    holdsJson: field['contentMediaType'] === JSON_TEXT || statesJson(field['type']),
  }));

const statesJson = (type: unknown): boolean =>
  Array.isArray(type)
    ? type.some(statesJson)
    : isObject(type) && (type['contentMediaType'] === JSON_TEXT || (isObject(type['type']) && statesJson(type['type'])));

/** The types of the bundle that a type names, in fields, unions, arrays and maps. */
export const typesNamedIn = (bundle: Bundle, type: AvroJson): readonly string[] => {
  if (typeof type === 'string') return type in bundle.types ? [type] : [];
  if (Array.isArray(type)) return type.flatMap((branch) => typesNamedIn(bundle, branch));
  const { items, values, type: inner } = type as { readonly items?: AvroJson; readonly values?: AvroJson; readonly type?: AvroJson };
  return [items, values, inner].flatMap((each) => (each === undefined ? [] : typesNamedIn(bundle, each)));
};

/** The records that hold a JSON text, at any depth. */
export const recordsWithJson = (bundle: Bundle): ReadonlySet<string> => {
  const records = Object.keys(bundle.types).map((name) => ({ name, fields: fieldsOf(bundle, name) ?? [] }));
  const found = new Set(records.filter(({ fields }) => fields.some(({ holdsJson }) => holdsJson)).map(({ name }) => name));
  // Most contracts have none, and then nobody can hold one.
  if (found.size === 0) return found;
  const users = new Map<string, string[]>();
  for (const { name, fields } of records) {
    for (const used of fields.flatMap(({ type }) => typesNamedIn(bundle, type))) users.set(used, [...(users.get(used) ?? []), name]);
  }
  // A set grows while it is walked.
  for (const name of found) for (const user of users.get(name) ?? []) found.add(user);
  return found;
};
