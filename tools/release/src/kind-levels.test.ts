import { LEVELS, type Level } from '@vyarna/avro';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strictestOf } from './kind-levels.ts';

const reads = (level: Level): readonly string[] => [
  ...(/BACKWARD|FULL/.test(level) ? ['backward'] : []),
  ...(/FORWARD|FULL/.test(level) ? ['forward'] : []),
];

test('the strictest of some levels asks for all that each of them asks for, and for nothing more', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LEVELS), { minLength: 1 }), (levels) => {
      const strictest = strictestOf(levels);
      expect(new Set(reads(strictest))).toEqual(new Set(levels.flatMap(reads)));
      expect(strictest.endsWith('_TRANSITIVE')).toBe(levels.some((level) => level.endsWith('_TRANSITIVE')));
    }),
  );
});

test.each([
  [['FULL_TRANSITIVE', 'FORWARD_TRANSITIVE'], 'FULL_TRANSITIVE'],
  [['BACKWARD_TRANSITIVE', 'FORWARD'], 'FULL_TRANSITIVE'],
  [['NONE', 'BACKWARD'], 'BACKWARD'],
  [['NONE'], 'NONE'],
] as const)('%j is %s', (levels, strictest) => {
  expect(strictestOf(levels)).toBe(strictest);
});
