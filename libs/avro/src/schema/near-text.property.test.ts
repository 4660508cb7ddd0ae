import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as formats } from 'ajv-formats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCodec } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { allScalars } from '../testing/arbitrary-scalar.ts';
import type { AvroJson } from './avro-json.ts';
import { jsonSchemaOf } from './json-schema.ts';

interface Texts {
  readonly schema: AvroJson;
  readonly value: fc.Arbitrary<unknown>;
}

const fixed = (size: number, more: object = {}): AvroJson => ({ type: 'fixed', name: 'F', size, ...more });

const base64 = (size: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => Buffer.from(bytes).toString('base64'));

const part = fc.oneof(fc.nat(100), fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 2 ** 32 - 20, max: 2 ** 32 - 1 }));

const duration = fc
  .tuple(part, part, part)
  .map(([months, days, millis]) => `P${months}M${days}DT${Math.floor(millis / 1000)}.${String(millis % 1000).padStart(3, '0')}S`);

/** Every scalar, and what lies at the ends of those that have any. */
const all: readonly Texts[] = [
  ...allScalars,
  { schema: 'long', value: fc.constantFrom('9223372036854775807', '-9223372036854775808') },
  {
    schema: { type: 'long', logicalType: 'timestamp-nanos' },
    value: fc.constantFrom('1677-09-21T00:12:43.145224192Z', '2262-04-11T23:47:16.854775807Z'),
  },
  { schema: fixed(12, { logicalType: 'duration' }), value: duration },
  { schema: fixed(16, { logicalType: 'uuid' }), value: fc.uuid() },
  ...[0, 1, 2, 3, 4].map((size) => ({ schema: fixed(size), value: fc.integer({ min: 0, max: 5 }).chain(base64) })),
];

/** A text of the form, or one in which a digit is another, is added or is left out. */
const near = (text: string): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(), fc.constantFrom('same', 'other', 'more', 'less'), fc.nat(9)).map(([choice, change, digit]) => {
    const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
    const place = places[choice % places.length] ?? 0;
    const [put, gone] = { same: ['', 0], other: [`${digit}`, 1], more: [`${digit}`, 0], less: ['', 1] }[change] as [string, number];
    // JSON Schema cannot speak of half characters.
    return (text.slice(0, place) + put + text.slice(place + gone)).toWellFormed();
  });

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

const encodes = (schema: AvroJson, value: unknown): boolean => {
  try {
    createCodec(schema).encode(value);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(CodecError);
    return false;
  }
};

test('of texts that are right or nearly so, the JSON Schema accepts exactly those that can be encoded', () => {
  const verdicts = { true: 0, false: 0 };
  const checks = new Map(all.map(({ schema }) => [schema, ajv.compile(jsonSchemaOf(schema, () => undefined))]));
  const text = fc
    .constantFrom(...all)
    .chain(({ schema, value }) => value.chain((made) => near(String(made)).map((candidate) => ({ schema, candidate }))));
  fc.assert(
    fc.property(text, ({ schema, candidate }) => {
      const isValid = checks.get(schema)?.(candidate);
      expect([candidate, isValid]).toEqual([candidate, encodes(schema, candidate)]);
      verdicts[`${isValid === true}`]++;
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(300);
}, 30_000);
