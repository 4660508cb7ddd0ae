import { type AvroType, avroJsonOf, jsonSchemaOf } from '@vyarna/avro';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createValueChecks } from '../../value-check.ts';
import { likeContracts, sampleOf } from '../testing/arbitrary-contracts.ts';
import type { FlowContracts } from './flow-contracts.ts';
import { misfits } from './misfit.ts';
import { contracted } from './shape.ts';

const referenceTo = (name: string, { definition }: FlowContracts): AvroType => {
  const position = definition(name)?.type.position;
  if (position === undefined) throw new Error(`there is no type ${name}`);
  return { kind: 'reference', name, constraints: {}, attributes: {}, position };
};

test('a value that another contract takes has no misfit', () => {
  const seen = { fitting: 0, misfitting: 0 };
  const check = createValueChecks();
  fc.assert(
    fc.property(likeContracts, fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }), (contracts, picks) => {
      const [given, wanted] = ['R0', 'R1'].map((name) => referenceTo(name, contracts));
      if (given === undefined || wanted === undefined) return;
      let index = 0;
      const value = sampleOf(
        given,
        (name) => contracts.definition(name)?.type,
        () => picks[index++ % picks.length] ?? 0,
      );
      const lookup = (name: string) => {
        const type = contracts.definition(name)?.type;
        return type && avroJsonOf(type);
      };
      const fits = check(() => jsonSchemaOf('R1', lookup))(value).length === 0;
      const found = misfits(contracted(given), wanted, contracts);
      if (fits) expect(found).toEqual([]);
      seen[fits ? 'fitting' : 'misfitting'] += 1;
    }),
    { numRuns: 150 },
  );
  expect(Math.min(seen.fitting, seen.misfitting)).toBeGreaterThan(10);
}, 30_000);
