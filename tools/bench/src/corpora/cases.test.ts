import { describe, expect, test } from 'vitest';
import { documentCases } from './document-cases.ts';
import { judge } from './judge.ts';
import { schemaCases } from './schema-cases.ts';

const record = (name: string, type: unknown): string => JSON.stringify({ type: 'record', name, fields: [{ name: 'f', type }] });

describe('a collection of schemas', () => {
  const collection = new Map([
    ['one/order.avsc', record('shop.Order', { type: 'map', values: 'Money' })],
    ['one/money.avsc', record('shop.Money', 'Currency')],
    ['one/broken.avsc', '{'],
    ['two/money.avsc', record('shop.Money', 'int')],
    ['two/currency.avsc', JSON.stringify({ type: 'enum', name: 'Currency', symbols: ['EUR'] })],
    ['two/fault.avsc', record('shop.Fault', 'strng')],
  ]);
  const cases = new Map(schemaCases(collection).map((one) => [one.name, one]));

  test('gives a case for each schema, with those it needs, the nearest of several', () => {
    expect([...cases.keys()]).toEqual([...collection.keys()]);
    expect([...(cases.get('one/order.avsc')?.files.keys() ?? [])]).toEqual([
      'asyncapi.yaml',
      'one/order.avsc',
      'one/money.avsc',
      'two/currency.avsc',
    ]);
  });

  test.each([
    ['one/order.avsc', 'generated'],
    ['one/broken.avsc', 'refused'],
    ['two/fault.avsc', 'refused'],
  ])('%s is %s', async (name, kind) => {
    const one = cases.get(name);
    expect(one && (await judge(one)).kind).toBe(kind);
  });
});

test('a collection of documents gives a case for each, with what it refers to', () => {
  const collection = new Map([
    ['a/asyncapi.yaml', "asyncapi: 3.0.0\nchannels: { told: { $ref: '../parts.yaml#/told' } }"],
    ['parts.yaml', 'told: { messages: { Told: { payload: { $ref: "./told.json" } } } }'],
    ['told.json', '{}'],
    ['other.json', '{}'],
  ]);
  expect(documentCases(collection).map(({ name, files }) => [name, [...files.keys()]])).toEqual([
    ['a/asyncapi.yaml', ['a/asyncapi.yaml', 'parts.yaml', 'told.json']],
  ]);
  const [alone] = documentCases(new Map([['examples/one.yaml', 'asyncapi: 3.0.0']]));
  expect([...(alone?.files.keys() ?? [])]).toEqual(['one.yaml']);
});
