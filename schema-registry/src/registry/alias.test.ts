import { describe, expect, test } from 'vitest';
import { PureRegistry } from '../testing/pure-registry.ts';
import { Refusal } from './refusal.ts';

function registryWith(aliases: Readonly<Record<string, string>>): PureRegistry {
  const pure = new PureRegistry();
  for (const [subject, alias] of Object.entries(aliases)) pure.execute({ type: 'set-config', subject, config: { alias } });
  return pure;
}

function said(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.message}`;
    throw error;
  }
}

const set = (pure: PureRegistry, subject: string, alias: string) => said(() => pure.execute({ type: 'set-config', subject, config: { alias } }));

describe('an alias is refused', () => {
  const back = (steps: string) => `422 The alias leads back to itself: ${steps}. Give it the name of a subject that has versions of its own.`;
  test.each([
    [{}, 'a', 'a', back('"a" -> "a"')],
    [{}, ':.x:a', 'a', back('":.x:a" -> ":.x:a"')],
    [{ b: 'a' }, 'a', 'b', back('"a" -> "b" -> "a"')],
    [{ b: 'c', c: 'a' }, 'a', 'b', back('"a" -> "b" -> "c" -> "a"')],
    [{}, '', 'a', '422 An alias is of one subject: set it with PUT /config/{subject}.'],
    [{}, ':.x:', 'a', '422 An alias is of one subject: set it with PUT /config/{subject}.'],
    [{}, 'a', '.', '42208 The subject "." is not valid: clients take it out of the path of a URL.'],
    [{}, 'a', ':.x:', '42208 The subject ":.x:" is not valid: it is empty.'],
    [{}, 'a', 'b\u0000', '42208 The subject "b\\u0000" is not valid: it has control characters.'],
  ])('where there are %j, of %j to %j', (before, subject, alias, reason) => {
    expect(set(registryWith(before), subject, alias)).toBe(reason);
  });

  test('with a circle that is there from before, without looking for ever', () => {
    const pure = new PureRegistry();
    for (const [subject, alias] of [
      ['b', 'c'],
      ['c', 'b'],
    ] as const)
      pure.state.apply({ action: 'set-config', subject, config: { alias } }, 0);
    expect(set(pure, 'a', 'b')).toEqual({ alias: 'b' });
    expect(set(pure, 'b', 'c')).toBe(back('"b" -> "c" -> "b"'));
  });
});

describe('what is not found under an alias', () => {
  test('is told with the alias, and with the step that is not taken', () => {
    const pure = registryWith({ a: 'b', x: 'a' });
    expect(said(() => pure.ask({ type: 'versions', subject: 'a', include: 'active' }))).toBe(
      '40401 Subject \'b\' not found. ("a" is an alias of "b")',
    );
    expect(said(() => pure.execute({ type: 'delete-subject', subject: 'x' }))).toBe(
      '40401 Subject \'a\' not found. ("x" is an alias of "a", which is itself one of "b": only one step is taken)',
    );
    expect(said(() => pure.ask({ type: 'versions', subject: 'b', include: 'active' }))).toBe("40401 Subject 'b' not found.");
  });

  test('is not there any more when the subject comes', () => {
    const pure = registryWith({ a: 'b' });
    pure.execute({ type: 'register', subject: 'a', schema: { schema: '"int"' } });
    expect(pure.ask({ type: 'version', subject: 'a', version: 'latest' })).toMatchObject({ subject: 'b', version: 1 });
    expect(said(() => pure.ask({ type: 'version', subject: 'a', version: 2 }))).toBe('40402 Version 2 not found. ("a" is an alias of "b")');
  });
});
