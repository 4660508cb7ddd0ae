/**
 * Schemas made at random over all of Avro 1.12, each with values that fit it: named types in several namespaces, used again by name and
 * inside themselves, unions of several of them, defaults, awkward names. The property tests run on these.
 */
import fc from 'fast-check';
import type { AvroJson } from '../schema/avro-json.ts';
import { allScalars, constrainedScalars, type Scalar } from './arbitrary-scalar.ts';
import { makeSchema } from './make-schema.ts';
import { type Naming, type RecordShape, type Shape, spaces } from './schema-shape.ts';

export interface Case {
  readonly schema: AvroJson;
  readonly value: unknown;
}

const naming: fc.Arbitrary<Naming> = fc.record({
  name: fc.nat(40),
  space: fc.constantFrom(...spaces),
  dotted: fc.boolean(),
});

const shapes = (scalars: readonly Scalar[], keywords: boolean): fc.Arbitrary<Shape> => {
  const array = keywords ? fc.constantFrom({}, { minItems: 1 }, { maxItems: 2 }, { uniqueItems: true }) : fc.constant({});
  const map = keywords ? fc.constantFrom({}, { minProperties: 1 }, { maxProperties: 2 }) : fc.constant({});
  const { shape } = fc.letrec<{ shape: Shape }>((tie) => {
    const field = fc.record({ shape: tie('shape'), hasDefault: fc.boolean(), seed: fc.nat(), name: fc.nat(40) });
    return {
      shape: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        { weight: 6, arbitrary: fc.record({ kind: fc.constant('scalar' as const), scalar: fc.constantFrom(...scalars) }) },
        {
          weight: 1,
          arbitrary: fc.record({ kind: fc.constant('enum' as const), naming, symbols: fc.integer({ min: 1, max: 70 }), hasDefault: fc.boolean() }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constant('fixed' as const),
            naming,
            size: fc.integer({ min: 0, max: 20 }),
            logical: fc.constantFrom('none' as const, 'decimal' as const, 'uuid' as const, 'duration' as const),
          }),
        },
        { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('again' as const, 'itself' as const), which: fc.nat(20), short: fc.boolean() }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('array' as const), inner: tie('shape'), keywords: array }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('map' as const), inner: tie('shape'), keywords: map }) },
        {
          weight: 3,
          arbitrary: fc.record({
            kind: fc.constant('union' as const),
            branches: fc.array(tie('shape'), { minLength: 1, maxLength: 5 }),
            nullAt: fc.option(fc.nat(5), { nil: undefined }),
          }),
        },
        {
          weight: 2,
          arbitrary: fc.record({
            kind: fc.constant('record' as const),
            naming,
            fields: fc.array(field, { maxLength: 5 }),
            isError: fc.boolean(),
          }),
        },
      ),
    };
  });
  return shape;
};

const rootNaming: Naming = { name: 0, space: 'test', dotted: false };

/** A record called `test.R`. */
const recordRoot = (shape: fc.Arbitrary<Shape>): fc.Arbitrary<RecordShape> =>
  fc.record({
    kind: fc.constant('record' as const),
    naming: fc.constant(rootNaming),
    fields: fc.array(fc.record({ shape, hasDefault: fc.boolean(), seed: fc.nat(), name: fc.nat(40) }), { minLength: 1, maxLength: 6 }),
    isError: fc.constant(false),
  });

/** How often a value may go through a type that contains itself. */
const depth = 2;

const cases = (root: fc.Arbitrary<Shape>): fc.Arbitrary<Case> =>
  root.chain((shape) => {
    const { schema, values } = makeSchema(shape);
    const value = values(depth);
    if (value === undefined) throw new Error(`a schema without values was made: ${JSON.stringify(schema)}`);
    return value.map((made) => ({ schema, value: made }));
  });

/** Any schema whose root is a record, `test.R`, and a value. */
export const anyCase: fc.Arbitrary<Case> = cases(recordRoot(shapes(allScalars, false)));

/** Any schema whatever its root. */
export const anyRootCase: fc.Arbitrary<Case> = cases(fc.oneof(shapes(allScalars, false), recordRoot(shapes(allScalars, false))));

/** As `anyCase`, with constraint keywords, and values that mostly meet them. */
export const constrainedCase: fc.Arbitrary<Case> = cases(recordRoot(shapes(constrainedScalars, true)));
