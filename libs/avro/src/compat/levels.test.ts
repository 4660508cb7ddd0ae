import { expect, test } from 'vitest';
import { readSchema, type Schema } from '../schema/read-schema.ts';
import { checkLevel, type Level } from './levels.ts';

const version = (...fields: readonly object[]): Schema => readSchema({ type: 'record', name: 'Order', fields });

const id = { name: 'id', type: 'long' };
const note = { name: 'note', type: 'string', default: '' };
const count = { name: 'note', type: 'int', default: 0 };

const holds = (level: Level, schema: Schema, ...history: readonly Schema[]): boolean =>
  checkLevel(level, schema, history).every(({ compatible }) => compatible);

test('a field that comes back with another type is refused by the transitive levels alone', () => {
  const [first, second, third] = [version(id, note), version(id), version(id, count)];
  expect(holds('FULL', third, first, second)).toBe(true);
  for (const level of ['BACKWARD_TRANSITIVE', 'FORWARD_TRANSITIVE', 'FULL_TRANSITIVE'] as const)
    expect(holds(level, third, first, second)).toBe(false);
  expect(checkLevel('FULL_TRANSITIVE', third, [first, second]).map(({ version: at, direction, compatible }) => [at, direction, compatible])).toEqual([
    [1, 'backward', true],
    [1, 'forward', true],
    [0, 'backward', false],
    [0, 'forward', false],
  ]);
});

test('backward asks the new schema to read, forward the old one', () => {
  const required = { name: 'required', type: 'string' };
  expect(holds('BACKWARD', version(id, required), version(id))).toBe(false);
  expect(holds('FORWARD', version(id, required), version(id))).toBe(true);
  expect(holds('BACKWARD', version(id), version(id, required))).toBe(true);
  expect(holds('FULL', version(id), version(id, required))).toBe(false);
});

test('without a history, or at NONE, nothing is asked', () => {
  expect(checkLevel('FULL_TRANSITIVE', version(id), [])).toEqual([]);
  expect(checkLevel('NONE', version(id), [version(note)])).toEqual([]);
});
