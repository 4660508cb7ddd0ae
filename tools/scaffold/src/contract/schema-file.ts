import type { AvroJson } from '@vyarna/contract';
import type { AvroField } from '../fields/avro-field.ts';
import { inlineJson } from '../text/inline-json.ts';

export interface RecordText {
  readonly name: string;
  readonly namespace: string;
  readonly doc: string;
  readonly fields: readonly AvroField[];
}

/** The text of a `.avsc` with one record, a line for each field. */
export const recordText = ({ name, namespace, doc, fields }: RecordText): string => {
  const head = `"type": "record", "name": ${JSON.stringify(name)}, "namespace": ${JSON.stringify(namespace)}, "doc": ${JSON.stringify(doc)}`;
  const lines = fields.map((field) => `    ${inlineJson(inOrder(field, namespace))}`);
  return `{\n  ${head},\n  "fields": [\n${lines.join(',\n')}\n  ]\n}\n`;
};

/** What it is, what it means, then what restricts it. */
const inOrder = ({ name, type, default: standard, doc, 'confluent:tags': tags, ...constraints }: AvroField, namespace: string): object => ({
  name,
  type: shortened(type, namespace),
  ...(standard === undefined ? {} : { default: standard }),
  doc,
  ...constraints,
  ...(tags === undefined ? {} : { 'confluent:tags': tags }),
});

/** A type defined inside a record has its namespace, so its short name will do. */
const shortened = (type: AvroJson, namespace: string): AvroJson => {
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return type.map((option) => shortened(option, namespace));
  const { name, items, fields } = type as { readonly name?: string; readonly items?: AvroJson; readonly fields?: readonly AvroField[] };
  return {
    ...type,
    ...(name === undefined ? {} : { name: name.replace(`${namespace}.`, '') }),
    ...(items === undefined ? {} : { items: shortened(items, namespace) }),
    ...(fields === undefined ? {} : { fields: fields.map((field) => inOrder(field, namespace)) }),
  };
};
