import { expect, test } from 'vitest';
import type { NamedType } from '../front/ast.ts';
import { resolveSchemas } from '../front/resolve-schemas.ts';
import { avroJsonOf } from '../schema/avro-json-of.ts';
import { jsonSchemaOf } from '../schema/json-schema.ts';
import { selfContained } from '../schema/self-contained.ts';
import { createCodec } from './codec.ts';

const text = `{"type":"record","name":"R","fields":[
  {"name":"big","type":"long","default":9223372036854775807},
  {"name":"deep","type":{"type":"map","values":["null","long"]},"default":{"a":-9223372036854775808,"b":null}},
  {"name":"at","type":{"type":"long","logicalType":"timestamp-nanos"},"default":1234567890123456789},
  {"name":"ratio","type":"double","default":12345678901234567890}]}`;

const { types, findings } = resolveSchemas([{ id: 'r.avsc', file: 'r.avsc', text }]);
const schema = avroJsonOf(types.get('R') as NamedType);

const values = {
  big: '9223372036854775807',
  deep: { a: '-9223372036854775808', b: null },
  at: '2009-02-13T23:31:30.123456789Z',
  ratio: 12345678901234567000,
};

test('defaults beyond 2^53 are read to the digit and written back as they were', () => {
  expect(findings).toEqual([]);
  expect(JSON.stringify(selfContained(schema, () => undefined))).toContain(
    '"default":9223372036854775807},{"name":"deep","type":{"type":"map","values":["null","long"]},"default":{"a":-9223372036854775808,"b":null}',
  );
});

test('a missing field takes such a default, and the JSON Schema tells it', () => {
  const { encode, decode } = createCodec(schema);
  expect(decode(encode({}))).toEqual(values);
  const { $defs } = jsonSchemaOf(schema, () => undefined) as { $defs: { R: { properties: { [name: string]: { default: unknown } } } } };
  expect(Object.fromEntries(Object.entries($defs.R.properties).map(([name, property]) => [name, property.default]))).toEqual(values);
});
