/** One schema gives codec and validator, so the two must be of one mind about every value. */
import { isDeepStrictEqual } from 'node:util';
import { type AvroJson, CodecError, createCodec, jsonSchemaOf } from '@vyarna/avro';
import { anyCase, type Case, constrainedCase, spoilt } from '@vyarna/avro/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createValueChecks } from './value-check.ts';

const newCheck = createValueChecks();

const checkOf = (schema: AvroJson) => newCheck(() => jsonSchemaOf(schema, () => undefined));

/** Values that fit, values with one part changed, and values that have nothing to do with the schema. */
const withCandidates = (cases: fc.Arbitrary<Case>): fc.Arbitrary<{ readonly schema: AvroJson; readonly candidate: unknown }> =>
  cases.chain(({ schema, value }) => fc.oneof(fc.constant(value), spoilt(value), fc.jsonValue()).map((candidate) => ({ schema, candidate })));

const encodes = (schema: AvroJson, value: unknown): boolean => {
  try {
    createCodec(schema).encode(value);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(CodecError);
    return false;
  }
};

test('without constraints, what is valid is what can be encoded', () => {
  const verdicts = { true: 0, false: 0 };
  fc.assert(
    fc.property(withCandidates(anyCase), ({ schema, candidate }) => {
      const isValid = checkOf(schema)(candidate).length === 0;
      expect(encodes(schema, candidate)).toBe(isValid);
      verdicts[`${isValid}`]++;
    }),
    { numRuns: 250 },
  );
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(50);
}, 60_000);

test('with constraints, what is valid can be encoded and comes back as it was', () => {
  const verdicts = { true: 0, false: 0 };
  fc.assert(
    fc.property(withCandidates(constrainedCase), ({ schema, candidate }) => {
      const check = checkOf(schema);
      const isValid = check(candidate).length === 0;
      verdicts[`${isValid}`]++;
      if (!isValid) return;
      const { encode, decode } = createCodec(schema);
      const read = decode(encode(candidate));
      expect(isDeepStrictEqual(decode(encode(read)), read)).toBe(true);
    }),
    { numRuns: 250 },
  );
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(50);
}, 60_000);

test('a field that is left out takes its default, whoever fills it in', () => {
  let leftOut = 0;
  fc.assert(
    fc.property(anyCase, ({ schema, value }) => {
      const check = checkOf(schema);
      const { encode, decode } = createCodec(schema);
      const fields = (schema as { readonly fields: readonly { readonly name: string; readonly default?: unknown }[] }).fields;
      const optional = fields.filter((field) => 'default' in field).map(({ name }) => name);
      const sparse = Object.fromEntries(Object.entries(value as object).filter(([name]) => !optional.includes(name)));
      leftOut += optional.length;
      expect(check(sparse)).toEqual([]);
      const read = decode(encode(sparse)) as { readonly [name: string]: unknown };
      for (const [name, content] of Object.entries(sparse)) expect(isDeepStrictEqual(read[name], content)).toBe(true);
      expect(Object.keys(read)).toEqual(fields.map(({ name }) => name));
      expect(check(sparse, { defaults: true })).toEqual([]);
      expect(isDeepStrictEqual(decode(encode(sparse)), read)).toBe(true);
    }),
    { numRuns: 200 },
  );
  expect(leftOut).toBeGreaterThan(50);
}, 60_000);
