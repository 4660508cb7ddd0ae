import type { Constraints } from '@vyarna/avro';
import { expect, test } from 'vitest';
import { limitWords } from './limit-words.ts';

test.each<[Constraints, string[]]>([
  [{}, []],
  [{ minLength: 3, maxLength: 50 }, ['3 to 50 characters']],
  [{ minLength: 1 }, ['at least 1 character']],
  [{ minLength: 0, maxLength: 1 }, ['at most 1 character']],
  [{ minLength: 4, maxLength: 4 }, ['exactly 4 characters']],
  [{ minimum: 0, maximum: 100, multipleOf: 5 }, ['0 to 100', 'a multiple of 5']],
  [{ minimum: 7, maximum: 7 }, ['exactly 7']],
  [{ exclusiveMinimum: 0, maximum: 1 }, ['at most 1', 'more than 0']],
  [{ minimum: -1, exclusiveMaximum: 1 }, ['at least -1', 'less than 1']],
  [{ minItems: 1, uniqueItems: true }, ['at least 1 item', 'no item twice']],
  [{ minProperties: 2, maxProperties: 3 }, ['2 to 3 entries']],
  [{ format: 'email', contentMediaType: 'text/plain', pattern: '^a' }, ['format email', 'content of type text/plain', 'matches ^a']],
])('%j', (constraints, words) => {
  expect(limitWords(constraints)).toEqual(words);
});
