import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { depthsOf, inOrder, type Version } from './dump.ts';

const version = (subject: string, number: number, id: number, ...to: readonly (readonly [string, number])[]): Version => ({
  kind: 'version',
  subject,
  version: number,
  id,
  schema: '"string"',
  references: to.map(([other, at]) => ({ name: other, subject: other, version: at })),
});

const nameOf = ({ subject, version: number }: Pick<Version, 'subject' | 'version'>): string => `${subject} ${number}`;

describe('the order of versions', () => {
  test('has each after all it refers to, whatever their ids', () => {
    // Each of some versions refers to some with a lower index; their ids are in any order.
    const versions = fc
      .array(fc.record({ id: fc.nat(1000), to: fc.array(fc.nat(100)) }), { maxLength: 30 })
      .map((drawn) =>
        drawn.map(({ id, to }, index) => version(`s${index}`, 1, id, ...(index === 0 ? [] : to.map((other) => [`s${other % index}`, 1] as const)))),
      );
    fc.assert(
      fc.property(
        versions.chain((made) => fc.shuffledSubarray(made, { minLength: made.length })),
        (shuffled) => {
          const ordered = inOrder(shuffled);
          expect(new Set(ordered)).toEqual(new Set(shuffled));
          const seen = new Set<string>();
          for (const one of ordered) {
            for (const reference of one.references ?? []) expect(seen).toContain(nameOf(reference));
            seen.add(nameOf(one));
          }
        },
      ),
    );
  });

  test('is that of ids where nothing refers to anything', () => {
    const [a, b, c] = [version('a', 2, 9), version('b', 1, 3), version('a', 1, 3)];
    expect(inOrder([a, b, c])).toEqual([c, b, a]);
  });

  test('a reference without a context is to the same one', () => {
    const [inner, outer, other] = [version(':.x:money', 1, 1), version(':.x:order', 1, 2, ['money', 1]), version('money', 1, 1)];
    const depths = depthsOf([outer, inner, other]);
    expect([depths.get(inner), depths.get(outer), depths.get(other)]).toEqual([0, 1, 0]);
    const [near, far] = [version(':.x:order', 1, 2, [':.y:money', 1]), version(':.y:money', 1, 1)];
    const across = depthsOf([near, far]);
    expect([across.get(near), across.get(far)]).toEqual([1, 0]);
  });
});
