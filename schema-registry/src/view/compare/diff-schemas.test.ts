import { type AvroJson, readSchema } from '@vyarna/avro';
import { describe, expect, test } from 'vitest';
import { describeSchema } from '../schema/describe-schema.ts';
import { record } from '../testing/filled.ts';
import { diffSchemas } from './diff-schemas.ts';

const diff = (older: AvroJson, newer: AvroJson) => {
  const [was, is] = [older, newer].map((schema) => describeSchema(readSchema(schema)));
  if (was === undefined || is === undefined) throw new Error('two were given');
  return diffSchemas(was, is).map(({ state, ownState, isReordered, members, older: old, newer: fresh }) => ({
    type: `${old?.name ?? ''}>${fresh?.name ?? ''}`,
    state,
    ownState,
    isReordered,
    members: members.map((member) => `${(member.newer ?? member.older)?.name} ${member.state}`),
  }));
};

const base = record('R', [
  { name: 'a', type: 'string' },
  { name: 'b', type: 'int', doc: 'Old.' },
]);

describe('the differences of two schemas', () => {
  test('a schema differs in nothing from itself', () => {
    expect(diff(base, base)).toEqual([{ type: 'R>R', state: 'same', ownState: 'same', isReordered: false, members: ['a same', 'b same'] }]);
  });

  test('fields that came, went, got another name, type or doc', () => {
    const newer = record('R', [
      { name: 'c', type: 'string', aliases: ['a'] },
      { name: 'b', type: 'int', doc: 'New.' },
      { name: 'd', type: 'long' },
    ]);
    expect(diff(base, newer)[0]).toMatchObject({ state: 'changed', ownState: 'same', members: ['c renamed', 'b changed', 'd added'] });
    expect(diff(newer, base)[0]).toMatchObject({ members: ['c removed', 'a added', 'b changed', 'd removed'] });
  });

  test('only another order is told apart from a change', () => {
    const turned = record('R', [...base.fields].reverse());
    expect(diff(base, turned)[0]).toMatchObject({ state: 'same', isReordered: true });
  });

  test('symbols, the doc of a type, a type that came and one that went', () => {
    const older = record('R', [{ name: 'e', type: { type: 'enum', name: 'E', symbols: ['A', 'B'], doc: 'Old.' } }]);
    const newer = record('R', [
      { name: 'e', type: { type: 'enum', name: 'E', symbols: ['A', 'C'], doc: 'New.' } },
      { name: 'f', type: ['null', { type: 'fixed', name: 'F', size: 2 }] },
    ]);
    expect(diff(older, newer).slice(1)).toMatchObject([
      { type: 'E>E', state: 'changed', ownState: 'changed', members: ['A same', 'B removed', 'C added'] },
      { type: '>F', state: 'added' },
    ]);
    expect(diff(newer, older).at(-1)).toMatchObject({ type: 'F>', state: 'removed' });
  });

  test('a root under another name is still compared', () => {
    expect(diff(base, { ...base, name: 'S' })).toMatchObject([{ type: 'R>S', state: 'renamed', members: ['a same', 'b same'] }]);
  });
});
