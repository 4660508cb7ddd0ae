import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surelyFits } from './surely-fits.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);

type Schema = { readonly [keyword: string]: unknown };

const small = fc.integer({ min: 0, max: 3 });
const texts = fc.record(
  {
    type: fc.constant('string'),
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom('^a', 'b$', '^\\p{L}+$'),
    format: fc.constantFrom('date', 'email', 'uuid'),
  },
  { requiredKeys: ['type'] },
);
const numbers = fc.record(
  {
    type: fc.constantFrom('integer', 'number'),
    minimum: small,
    maximum: small,
    exclusiveMinimum: small,
    exclusiveMaximum: small,
    multipleOf: fc.constant(2),
  },
  { requiredKeys: ['type'] },
);
const choices = fc.constantFrom<Schema>(
  { enum: ['a', 'b'] },
  { const: 'a' },
  { type: ['string', 'null'] },
  { type: 'boolean' },
  { $ref: '#/$defs/named' },
);

const { schema: schemas } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    texts,
    numbers,
    choices,
    fc.record(
      { type: fc.constant('array'), items: tie('schema'), minItems: small, maxItems: small, uniqueItems: fc.boolean() },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema')),
        required: fc.uniqueArray(fc.constantFrom('a', 'b')),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
  ),
}));

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(
      '',
      'a',
      'ab',
      'äb',
      '2026-02-28',
      '2026-02-30',
      'ada@example.org',
      '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11',
      0,
      1,
      2,
      3.5,
      null,
      true,
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
  ),
})).value;

const $defs = { named: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] } };

test('what surely fits, a validator accepts; and what a validator accepts surely fits, unless there is a keyword to ask about', () => {
  fc.assert(
    fc.property(schemas, values, (schema, value) => {
      const validate = ajv.compile({ ...schema, $defs });
      const [quick, exact] = [surelyFits(schema, value, $defs), validate(value)];
      const isKnown = !/multipleOf|uniqueItems/.test(JSON.stringify(schema));
      expect(isKnown ? quick : quick && !exact).toBe(isKnown ? exact : false);
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('a keyword that it does not know is for the validator', () => {
  expect(surelyFits({ type: 'integer', multipleOf: 2 }, 4)).toBe(false);
  expect(surelyFits({ $ref: '#/$defs/none' }, 4)).toBe(false);
  expect(surelyFits({ if: true }, 4)).toBe(false);
});
