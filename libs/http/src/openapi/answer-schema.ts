/** The JSON Schema of what a route answers with: the payload's own, but for JSON texts, which are shown as the values they hold. */
import type { AvroJson, Bundle } from '@vyarna/contract';
import { fieldsOf, recordsWithJson, typesNamedIn } from './records.ts';
import type { Part, References } from './types.ts';

export interface AnswerSchema {
  readonly schemaOf: (type: string, references: References) => Part;
  /** Whether it is the payload's own, whatever that says. */
  readonly isReference: (type: string) => boolean;
}

export const createAnswerSchema = (bundle: Bundle): AnswerSchema => {
  const withJson = recordsWithJson(bundle);

  const ofRecord = (name: string, references: References, around: readonly string[]): Part => {
    if (!withJson.has(name)) return { $ref: references.type(name) };
    // A record inside itself would never end; it is described where it first stands.
    if (around.includes(name)) return { type: 'object' };
    const fields = fieldsOf(bundle, name) ?? [];
    const ofField = (field: (typeof fields)[number]): Part => {
      const inner = typesNamedIn(bundle, field.type).some((used) => withJson.has(used));
      if (!field.holdsJson && !inner) return { $ref: `${references.type(name)}/properties/${field.name}` };
      const schema = field.holdsJson ? {} : ofType(field.type, references, [...around, name]);
      return field.doc === '' ? schema : { description: field.doc, ...schema };
    };
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map((field) => [field.name, ofField(field)])),
      required: fields.filter(({ required }) => required).map((field) => field.name),
    };
  };

  /** A union of several types is any value: its branches are wrapped, which no contract of an answer has needed so far. */
  const ofType = (type: AvroJson, references: References, around: readonly string[]): Part => {
    if (typeof type === 'string') return ofRecord(type, references, around);
    if (Array.isArray(type)) {
      const [only, ...others] = type.filter((branch) => branch !== 'null');
      if (only === undefined || others.length > 0) return {};
      const schema = ofType(only, references, around);
      return type.includes('null') ? { anyOf: [schema, { type: 'null' }] } : schema;
    }
    const { items, values, type: inner } = type as { readonly items?: AvroJson; readonly values?: AvroJson; readonly type?: AvroJson };
    if (items !== undefined) return { type: 'array', items: ofType(items, references, around) };
    if (values !== undefined) return { type: 'object', additionalProperties: ofType(values, references, around) };
    return inner === undefined ? {} : ofType(inner, references, around);
  };

  return { schemaOf: (type, references) => ofRecord(type, references, []), isReference: (type) => !withJson.has(type) };
};
