import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as formats } from 'ajv-formats';
import avsc from 'avsc';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSchemaOf } from '../schema/json-schema.ts';
import { anyCase, plainCase } from '../testing/arbitrary-schema.ts';
import { createCodec, createReader } from './codec.ts';
import { CodecError } from './codec-error.ts';

test('any value comes back from its bytes as it was', () => {
  fc.assert(
    fc.property(anyCase, ({ schema, value }) => {
      const { encode, decode } = createCodec(schema);
      // By Node, because a field called `constructor` misleads `toStrictEqual`; it compares prototypes too.
      expect(isDeepStrictEqual(decode(encode(value)), value)).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 30_000);

test('the bytes are those that avsc writes', () => {
  fc.assert(
    fc.property(plainCase, ({ schema, value }) => {
      const theirs = avsc.Type.forSchema(schema as avsc.schema.AvroSchema);
      expect(createCodec(schema).encode(value)).toEqual(theirs.toBuffer(value));
    }),
    { numRuns: 200 },
  );
}, 30_000);

const ajv = new Ajv2020({ strict: false, validateSchema: false, addUsedSchema: false });
formats.default(ajv);

test('the JSON Schema accepts exactly what can be encoded', () => {
  const spoilt = anyCase.chain(({ schema, value }) =>
    fc.oneof(fc.constant(value), spoil(value), fc.jsonValue()).map((candidate) => ({ schema, candidate })),
  );
  let accepted = 0;
  fc.assert(
    fc.property(spoilt, ({ schema, candidate }) => {
      const valid = ajv.validate(
        jsonSchemaOf('test.R', () => schema),
        candidate,
      );
      if (valid) accepted++;
      expect(encodes(schema, candidate)).toBe(valid);
    }),
    { numRuns: 150 },
  );
  expect(accepted).toBeGreaterThan(20);
}, 30_000);

test('bytes that are not of the schema are a CodecError and never anything else', () => {
  fc.assert(
    fc.property(anyCase, fc.uint8Array({ maxLength: 60 }), fc.nat(), ({ schema, value }, noise, at) => {
      const { encode, decode } = createCodec(schema);
      const bytes = encode(value);
      const cut = at % (bytes.length + 1);
      for (const broken of [Buffer.from(noise), Buffer.concat([bytes.subarray(0, cut), noise]), bytes.subarray(0, cut)]) {
        try {
          decode(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }
    }),
    { numRuns: 300 },
  );
}, 30_000);

test('a field that one side lacks is passed over, or takes its default', () => {
  fc.assert(
    fc.property(anyCase, ({ schema, value }) => {
      const fields = (schema as { readonly fields: readonly { readonly name: string }[] }).fields;
      const kept = fields.filter((_, index) => index % 2 === 0);
      const added = { name: 'added', type: { type: 'array', items: 'long' }, default: [1] };
      const reader = { ...(schema as object), fields: [added, ...kept.toReversed()] };
      const wanted = Object.fromEntries(kept.map(({ name }) => [name, (value as { readonly [name: string]: unknown })[name]]));
      // Names defined in a field that is gone may be used in one that stays; those schemas are none.
      const read = attempt(() => createReader(reader, schema));
      fc.pre(read !== undefined);
      expect(read?.(createCodec(schema).encode(value))).toEqual({ added: ['1'], ...wanted });
    }),
    { numRuns: 150 },
  );
}, 30_000);

const attempt = <Made>(make: () => Made): Made | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

const encodes = (schema: Parameters<typeof createCodec>[0], value: unknown): boolean => {
  try {
    createCodec(schema).encode(value);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(CodecError);
    return false;
  }
};

/** One part of the value is left out, doubled or replaced. */
const spoil = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    const keys = Object.keys(value);
    const parts = value as { readonly [key: string]: unknown };
    return fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(...keys).chain((key) => spoil(parts[key]).map((part) => (Array.isArray(value) ? [part] : { ...value, [key]: part }))),
      fc
        .constantFrom(...keys)
        .map((key) => (Array.isArray(value) ? value.slice(1) : Object.fromEntries(keys.filter((k) => k !== key).map((k) => [k, parts[k]])))),
      fc.constant(Array.isArray(value) ? [...value, null] : { ...value, surplus: 1 }),
    );
  }
  if (typeof value !== 'string') return fc.jsonValue();
  return fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(`${value}0`, value.slice(1).toWellFormed(), value.replace('.', ''), `-${value}`, value.toUpperCase()),
  );
};
