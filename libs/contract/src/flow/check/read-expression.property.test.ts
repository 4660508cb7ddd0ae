import type { AvroType } from '@vyarna/avro';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression } from '../expression/cel.ts';
import { ExpressionFailure } from '../expression/expression-failure.ts';
import { contractsOf, names, sampleOf } from '../testing/arbitrary-contracts.ts';
import type { FlowContracts } from './flow-contracts.ts';
import { readExpression, variable } from './read-expression.ts';
import { contracted } from './shape.ts';

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names).map((name) => `.${name}`) },
  { weight: 2, arbitrary: fc.constantFrom('[0]', '[1]', '["a"]', '["k"]', '["R1"]', '["R2"]', '["string"]', '[x]') },
);

/** A way from a variable: members, items, and what goes through lists. */
const path = (from: string): fc.Arbitrary<string> =>
  fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => `${from}${steps.join('').replaceAll('[x]', '["a"]')}`);

const expression: fc.Arbitrary<string> = fc.oneof(
  path('input'),
  fc.tuple(path('input'), path('it')).map(([list, inside]) => `${list}.map(it, ${inside})`),
  fc.tuple(path('input'), path('it')).map(([list, inside]) => `${list}.filter(it, ${inside} == 'text')`),
  fc.tuple(path('input'), path('it'), path('it')).map(([list, inside, then]) => `${list}.map(it, ${inside} != 'never', ${then})`),
  fc.tuple(path('input'), path('x')).map(([value, inside]) => `cel.bind(x, ${value}, ${inside})`),
  fc.tuple(path('input'), path('input')).map(([left, right]) => `[${left}, ${right}][1]`),
  fc.tuple(path('input'), fc.constantFrom(...names)).map(([value, name]) => `{"m": ${value}}.m.${name}`),
  fc.tuple(path('input'), fc.constantFrom(...names)).map(([value, name]) => `has(${value.replace(/(\["?\w+"?\])+/g, '.a')}.${name})`),
  fc.constantFrom(...names).map((name) => `"${name}" in input ? input.${name} : 'none'`),
  fc
    .tuple(fc.constantFrom('input', 'input.a', 'input.b'), fc.constantFrom(...names))
    .map(([value, name]) => `has(${value}.${name}) ? ${value}.${name} : 'none'`),
);

interface Case {
  readonly contracts: FlowContracts;
  readonly expression: string;
  /** Which branch each union has. */
  readonly picks: readonly number[];
}

interface Tried {
  readonly errors: readonly string[];
  /** The message of what failed; null where a value came out. */
  readonly failure: string | null;
}

const tryOne = ({ contracts: given, expression: text, picks }: Case): Tried => {
  const root = given.definition('R0')?.type;
  if (root === undefined) throw new Error('the schemas could not be read');
  const reference: AvroType = { kind: 'reference', name: 'R0', constraints: {}, attributes: {}, position: root.position };
  const compiled = compileExpression(text, ['input']);
  if ('fault' in compiled) throw new Error(`${text}: ${compiled.fault.message}`);
  const { missing } = readExpression(compiled.expression.ast, new Map([['input', variable('input', contracted(reference))]]), given);
  const errors = missing.filter(({ tested }) => !tested).map(({ owner, name }) => `${owner} has no ${name}`);
  let index = 0;
  const pick = (): number => picks[index++ % picks.length] ?? 0;
  const input = sampleOf(reference, (name) => given.definition(name)?.type, pick);
  try {
    compiled.expression.evaluate({ input });
    return { errors, failure: null };
  } catch (error) {
    if (!(error instanceof ExpressionFailure)) throw error;
    return { errors, failure: error.message };
  }
};

describe('expressions over values of any contract', () => {
  test('one that gives a value has no finding', () => {
    const cases = fc.record({ contracts: contractsOf(false), expression, picks: fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }) });
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(cases, (one) => {
        const { errors, failure } = tryOne(one);
        if (failure === null) expect(errors).toEqual([]);
        seen[failure === null ? 'taken' : 'refused'] += 1;
      }),
      { numRuns: 800 },
    );
    // Both kinds are met often enough to mean something.
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(80);
  }, 30_000);

  test('one that asks for a member which no value has is found, and no other', () => {
    const chain = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((list) => `input.${list.join('.')}`);
    fc.assert(
      fc.property(contractsOf(true), chain, (contracts, plain) => {
        const { errors, failure } = tryOne({ contracts, expression: plain, picks: [0] });
        expect(errors.length > 0).toBe(failure !== null);
      }),
      { numRuns: 400 },
    );
  }, 30_000);
});
