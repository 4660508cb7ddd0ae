import { afterEach, expect, test } from 'vitest';
import { readHistory } from './history.ts';
import { GitRepository } from './testing/git-repository.ts';
import { unfitVersions } from './unfit-versions.ts';

const repositories: GitRepository[] = [];
afterEach(() => {
  for (const repository of repositories.splice(0)) repository.remove();
});

const record = (...fields: readonly string[]): string => `{ "type": "record", "name": "Order", "fields": [${fields.join(', ')}] }`;
const A = '{ "name": "a", "type": "int", "default": 0 }';
const OTHER_A = '{ "name": "a", "type": "string", "default": "" }';
const REQUIRED = '{ "name": "b", "type": "int" }';

/** A subject with these versions. */
const historyOf = (...texts: readonly string[]) => {
  const repository = new GitRepository(
    Object.fromEntries(texts.map((text, index) => [`contracts/shop/released/orders-value/${index + 1}.avsc`, text])),
  );
  repositories.push(repository);
  return readHistory(repository.root, 'contracts');
};

test.each([
  ['NONE', [record(A), record(OTHER_A)], []],
  ['FULL', [record(A), record(), record(OTHER_A)], []],
  ['FULL_TRANSITIVE', [record(A), record(), record(OTHER_A), record()], [3]],
  ['BACKWARD', [record(), record(REQUIRED), record(A, REQUIRED)], [2]],
  ['FORWARD', [record(), record(REQUIRED), record(A, REQUIRED)], []],
  ['FULL', [record(), 'no Avro', record()], []],
] as const)('at level %s of %j those do not fit: %j', (level, texts, unfit) => {
  expect([...unfitVersions(historyOf(...texts), 'orders-value', level)]).toEqual(unfit);
});

test('what is not there has none', () => {
  expect(unfitVersions(historyOf(record()), 'other-value', 'FULL').size).toBe(0);
});
