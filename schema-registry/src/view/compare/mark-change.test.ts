import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markChange } from './mark-change.ts';

test('what differs is cut between words', () => {
  expect(markChange('at most 254 characters', 'at most 100 characters')).toEqual([
    { before: 'at most ', own: '254', after: ' characters' },
    { before: 'at most ', own: '100', after: ' characters' },
  ]);
  expect(markChange('The total', 'The grand total')[1]).toEqual({ before: 'The ', own: 'grand ', after: 'total' });
});

test('the parts make up the texts again, and equal texts have nothing of their own', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.constantFrom('a', 'b', ' ', '-', '12')).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, text, (older, newer) => {
      const whole = ({ before, own, after }: { before: string; own: string; after: string }) => before + own + after;
      const [was, is] = markChange(older, newer);
      expect([whole(was), whole(is)]).toEqual([older, newer]);
      expect(was.own === '' && is.own === '').toBe(older === newer);
    }),
  );
});
