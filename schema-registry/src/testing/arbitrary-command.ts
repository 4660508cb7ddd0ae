import fc from 'fast-check';
import type { Command } from '../registry/commands.ts';

export const SUBJECTS = ['a', 'b', ':.x:a', ':.x:c'] as const;
export const SCHEMAS = ['"int"', '"string"', '"bytes"', '"long"'] as const;

const subject = fc.constantFrom(...SUBJECTS);
const permanent = fc.boolean();

/** Commands of which many meet: few subjects, few schemas. */
export const arbitraryCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('register' as const), subject, schema: fc.record({ schema: fc.constantFrom(...SCHEMAS) }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('delete-version' as const),
      subject,
      version: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant('latest' as const)),
      permanent,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete-subject' as const), subject, permanent }) },
);
