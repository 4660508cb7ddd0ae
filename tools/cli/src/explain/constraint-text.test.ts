import { expect, test } from 'vitest';
import { constraintText } from './constraint-text.ts';
import { durationText } from './duration-text.ts';

test.each([
  [{}, ''],
  [{ minLength: 1, maxLength: 120 }, '1 to 120 characters'],
  [{ maxLength: 1 }, 'at most 1 character'],
  [{ minLength: 4, maxLength: 4, pattern: '^\\d+$' }, 'exactly 4 characters, pattern ^\\d+$'],
  [{ minimum: 0 }, 'at least 0'],
  [{ exclusiveMinimum: 0, maximum: 100, multipleOf: 5 }, 'at most 100, above 0, in steps of 5'],
  [{ minItems: 1, uniqueItems: true }, 'at least 1 item, each once'],
  [{ maxProperties: 3 }, 'at most 3 entries'],
  [{ format: 'email', contentMediaType: 'application/json' }, 'format email, application/json'],
])('%j reads %s', (constraints, text) => {
  expect(constraintText(constraints)).toBe(text);
});

test.each([
  [200, '200 ms'],
  [1_500, '1500 ms'],
  [1_000, '1 second'],
  [90_000, '90 seconds'],
  [300_000, '5 minutes'],
  [86_400_000, '1 day'],
  [604_800_000, '7 days'],
])('%i ms is %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
