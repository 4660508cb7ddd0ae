import { describe, expect, test, vi } from 'vitest';
import type { JsonSchema } from './bundle.ts';
import { createValueChecks } from './value-check.ts';

const check = (schema: JsonSchema, value: unknown) => createValueChecks()(() => schema)(value);

const person: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['email', 'age'],
  properties: {
    email: { type: 'string', format: 'email', maxLength: 10 },
    age: { type: 'integer', minimum: 0 },
    nick: { anyOf: [{ type: 'null' }, { type: 'string', minLength: 1 }] },
    lines: { type: 'array', maxItems: 2, items: { type: 'object', required: ['a/b'], properties: { 'a/b': { type: ['string', 'null'] } } } },
    limit: { type: 'integer', default: 20 },
  },
};

describe('what is wrong with a value', () => {
  test('nothing, when it fits', () => {
    expect(check(person, { email: 'a@b.org', age: 0, nick: null })).toEqual([]);
  });

  test('every fault, each at its own path and in words', () => {
    expect(check(person, { email: 'not one of ours', nick: '', extra: 1, lines: [{ 'a/b': 1 }, {}, {}] })).toEqual([
      { path: '$.age', keyword: 'required', message: 'is required' },
      { path: '$.extra', keyword: 'additionalProperties', message: 'is not a known field' },
      { path: '$.email', keyword: 'maxLength', message: 'must be at most 10 characters' },
      { path: '$.email', keyword: 'format', message: 'must be an e-mail address' },
      { path: '$.nick', keyword: 'minLength', message: 'must not be empty' },
      { path: '$.lines', keyword: 'maxItems', message: 'must have at most 2 items' },
      { path: '$.lines[0]["a/b"]', keyword: 'type', message: 'must be a string or null' },
      { path: '$.lines[1]["a/b"]', keyword: 'required', message: 'is required' },
      { path: '$.lines[2]["a/b"]', keyword: 'required', message: 'is required' },
    ]);
  });

  test('a wrong type at the root is told of the root', () => {
    expect(check(person, [])).toEqual([{ path: '$', keyword: 'type', message: 'must be an object' }]);
  });

  test('a wrong type in a nullable field names the type that is wanted, not the union', () => {
    expect(check(person, { email: 'a@b.org', age: 1, nick: 7 })).toEqual([{ path: '$.nick', keyword: 'type', message: 'must be a string' }]);
  });

  test('what is not a number or infinite is no number', () => {
    const price = { type: 'object', properties: { price: { type: 'number' } } };
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(check(price, { price: number })).toEqual([{ path: '$.price', keyword: 'type', message: 'must be a number' }]);
    }
  });

  test('a value that is nested too deep to be checked is refused', () => {
    const list: JsonSchema = { type: 'object', properties: { next: { $ref: '#' } } };
    const nested = (depth: number): unknown => JSON.parse(`${'{"next":'.repeat(depth)}{}${'}'.repeat(depth)}`);
    expect(check(list, nested(100))).toEqual([]);
    const tooDeep = [{ path: '$', keyword: 'depth', message: 'must not be nested so deep that it cannot be checked' }];
    expect(check(list, nested(200_000))).toEqual(tooDeep);
    expect(check({ allOf: [{ $ref: '#' }] }, {})).toEqual(tooDeep);
  });

  test('a format that is not known binds nothing, and nothing is said of it on the console', () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(check({ type: 'string', format: 'iri' }, 'anything')).toEqual([]);
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  test('no message holds the value', () => {
    expect(JSON.stringify(check(person, { email: 'secret@example.org', age: -1 }))).not.toContain('secret');
  });

  test('defaults are filled in only when asked for', () => {
    const filling = createValueChecks()(() => person);
    const value = { email: 'a@b.org', age: 1 };
    expect(filling(value)).toEqual([]);
    expect(value).toEqual({ email: 'a@b.org', age: 1 });
    expect(filling(value, { defaults: true })).toEqual([]);
    expect(value).toEqual({ email: 'a@b.org', age: 1, limit: 20 });
  });

  test('what every object has by birth is no field that was given', () => {
    const odd: JsonSchema = {
      type: 'object',
      required: ['constructor'],
      properties: { constructor: { type: 'string' }, toString: { type: 'string', default: 'x' } },
    };
    expect(check(odd, {})).toEqual([{ path: '$.constructor', keyword: 'required', message: 'is required' }]);
    expect(check(odd, { constructor: 'x' })).toEqual([]);
    expect(createValueChecks()(() => odd)({ constructor: 'x' }, { defaults: true })).toEqual([]);
  });

  test('equal items are found whatever their fields are called, and in long arrays at once', () => {
    const list: JsonSchema = { type: 'array', uniqueItems: true };
    const item = (n: number) => ({ toString: 1, valueOf: n, constructor: null });
    expect(check(list, [item(1), item(2)])).toEqual([]);
    expect(check(list, [item(1), { valueOf: 1, toString: 1, constructor: null }])).toEqual([
      { path: '$', keyword: 'uniqueItems', message: 'must not have equal items' },
    ]);
    const begun = performance.now();
    expect(
      check(
        list,
        Array.from({ length: 100_000 }, (_, n) => ({ n })),
      ),
    ).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('a schema is compiled on first use, not before', () => {
    let compiled = 0;
    const lazy = createValueChecks()(() => {
      compiled++;
      return person;
    });
    expect(compiled).toBe(0);
    lazy({});
    lazy({});
    expect(compiled).toBe(1);
  });
});
