import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demand, demandLog, RIGHTS } from './caller.ts';
import { callerOf, type Grant } from './grants.ts';

const grants: readonly Grant[] = [
  { to: ['ci'], right: 'write', subjects: ['shop.*', ':.test:*'] },
  { to: ['role:ops'], right: 'admin', subjects: ['*'] },
  { to: ['*'], right: 'read', subjects: ['public'] },
];

describe('a caller', () => {
  test.each([
    ['ci', [], 'write', 'shop.orders-value', true],
    ['ci', [], 'read', 'shop.orders-value', true],
    ['ci', [], 'admin', 'shop.orders-value', false],
    ['ci', [], 'write', 'shop', false],
    ['ci', [], 'write', ':.test:shop.orders', true],
    ['ci', [], 'write', ':.prod:shop.orders', false],
    ['ci', [], 'write', 'public', false],
    ['other', [], 'read', 'public', true],
    ['other', [], 'read', 'publicly', false],
    ['other', ['ops'], 'admin', ':.prod:a', true],
    ['ops', [], 'admin', 'a', false],
  ] as const)('%s with the roles %j may %s %s: %s', (name, roles, right, subject, expected) => {
    expect(callerOf(name, roles, grants).may(right, subject)).toBe(expected);
  });

  test('with a right has the ones it includes, to any subject', () => {
    const pattern = fc.constantFrom('a*', '*', 'ab', ':.t:*');
    const grant = fc.record({
      to: fc.constant(['x']),
      right: fc.constantFrom(...RIGHTS),
      subjects: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 3 }), fc.constantFrom('', 'a', 'ab', 'b', ':.t:', ':.t:a'), (given, subject) => {
        const caller = callerOf('x', [], given);
        const rights = RIGHTS.map((right) => caller.may(right, subject));
        expect(rights).toEqual([...rights].sort().reverse());
        if (caller.readsAll) expect(caller.may('read', subject)).toBe(true);
      }),
    );
  });

  test('is told what right is missing', () => {
    const ci = callerOf('ci', [], grants);
    expect(() => demand(ci, 'admin', 'shop.a')).toThrow(
      expect.objectContaining({ status: 403, code: 40_301, message: "ci has no right to administer the subject 'shop.a'." }),
    );
    expect(() => demand(ci, 'admin', '')).toThrow("ci has no right to administer the context '.' as a whole.");
    expect(() => demandLog(ci)).toThrow(
      'ci has no right to read the change log, which tells of every subject: ask whoever keeps ACCESS_FILE for the right admin on the subjects *.',
    );
    expect(() => demand(ci, 'write', 'x')).toThrow("ci has no right to write to the subject 'x'.");
    demand(ci, 'write', 'shop.a');
    demand(ci, 'read', ':.prod:');
    // A subject of that context, whose own name ends with a colon.
    expect(() => demand(ci, 'read', ':.prod:a:')).toThrow("ci has no right to read the subject ':.prod:a:'.");
  });
});
