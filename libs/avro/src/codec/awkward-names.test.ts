import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { AvroJson, JsonSchema } from '../schema/avro-json.ts';
import { jsonSchemaOf } from '../schema/json-schema.ts';
import { createCodec, createReader } from './codec.ts';
import { CodecError } from './codec-error.ts';

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'class'];

const record = (...fields: object[]): AvroJson => ({ type: 'record', name: 'R', fields });

/** Parsed, so that `__proto__` is a property. */
const value = (text: string): { readonly [name: string]: unknown } => JSON.parse(text);

test('fields of any name are written from own properties and read into own properties', () => {
  const { encode, decode } = createCodec(record(...names.map((name) => ({ name, type: 'string' }))));
  const given = value(`{${names.map((name, index) => `"${name}":"${index}"`).join()}}`);
  const read = decode(encode(given)) as object;
  expect(JSON.stringify(read)).toBe(JSON.stringify(given));
  expect(Object.keys(read)).toEqual(names);
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

test.each(names)('a field "%s" that is missing is not found in the prototype', (name) => {
  const { encode } = createCodec(record({ name, type: ['null', { type: 'map', values: 'int' }] }));
  expect(() => encode({})).toThrow(CodecError);
  const { encode: withDefault, decode } = createCodec(record({ name, type: 'int', default: 7 }));
  expect(Object.entries(decode(withDefault({})) as object)).toEqual([[name, 7]]);
});

test('a reader gives such fields their defaults, and finds them in another order', () => {
  const added = value(
    '{"name":"__proto__","type":{"type":"record","name":"S","fields":[{"name":"__proto__","type":"int"}]},"default":{"__proto__":5}}',
  );
  const read = createReader(
    record({ name: 'b', type: 'int' }, added, { name: 'a', type: 'int' }),
    record({ name: 'a', type: 'int' }, { name: 'b', type: 'int' }),
  );
  expect(JSON.stringify(read(Buffer.from('0204', 'hex')))).toBe('{"b":2,"__proto__":{"__proto__":5},"a":1}');
  const moved = createReader(
    record({ name: 'a', type: 'int' }, { name: '__proto__', type: 'int' }),
    record({ name: '__proto__', type: 'int' }, { name: 'a', type: 'int' }),
  );
  expect(JSON.stringify(moved(Buffer.from('0204', 'hex')))).toBe('{"a":2,"__proto__":1}');
});

const checkOf = (schema: AvroJson, options: object = {}): ((text: string) => boolean) => {
  const described: JsonSchema = jsonSchemaOf(schema, () => undefined);
  const validate = new Ajv2020({ strict: true, ...options }).compile(described);
  return (text) => validate(value(text));
};

test.each([{}, { ownProperties: true }])('the JSON Schema of a field __proto__ is one that Ajv %j obeys', (options) => {
  const required = checkOf(record({ name: '__proto__', type: 'int' }, { name: 'a', type: 'int' }), options);
  expect(['{"a":1,"__proto__":2}', '{"a":1}', '{"a":1,"__proto__":"2"}', '{"a":1,"__proto__":2,"b":3}', '{"__proto__":2}'].map(required)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  const optional = checkOf(record({ name: '__proto__', type: 'int', default: 1 }), options);
  expect(['{}', '{"__proto__":2}', '{"__proto__":"2"}'].map(optional)).toEqual([true, true, false]);
  const union = checkOf(record({ name: 'u', type: ['int', { type: 'record', name: '__proto__', fields: [] }] }), options);
  expect(['{"u":{"__proto__":{}}}', '{"u":{"__proto__":1}}', '{"u":{"int":1}}', '{"u":{}}'].map(union)).toEqual([true, false, true, false]);
});

test('with own properties only, Ajv sees what every object has by birth as missing', () => {
  const check = checkOf(record({ name: 'constructor', type: 'int' }, { name: 'toString', type: 'int', default: 1 }), { ownProperties: true });
  expect(['{"constructor":1}', '{}', '{"constructor":1,"toString":"x"}'].map(check)).toEqual([true, false, false]);
});
