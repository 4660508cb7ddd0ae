import { expect, test } from 'vitest';
import { embedOf } from './embed-json.ts';

const json = { type: 'string', contentMediaType: 'application/json' };
const nullable = { anyOf: [{ type: 'null' }, { type: 'string' }], contentMediaType: 'application/json' };
const recordOf = (properties: object) => ({ type: 'object', properties });

test('a type without JSON texts is shown as it is', () => {
  const value = { a: '{"b":1}' };
  expect(embedOf(recordOf({ a: { type: 'string' } }))(value)).toBe(value);
});

test('a field that holds a JSON text is shown as the value, and the given value stays', () => {
  const value = { result: '{"a":[1]}', other: '{}' };
  expect(embedOf(recordOf({ result: json, other: { type: 'string' } }))(value)).toEqual({ result: { a: [1] }, other: '{}' });
  expect(value.result).toBe('{"a":[1]}');
});

test('null stays null, and text that is no JSON stays text', () => {
  const show = embedOf(recordOf({ result: nullable }));
  expect(show({ result: null })).toEqual({ result: null });
  expect(show({ result: 'not json' })).toEqual({ result: 'not json' });
  expect(show({})).toEqual({});
});

test('a JSON text of a text is read once', () => {
  expect(embedOf(recordOf({ result: { ...nullable, anyOf: [{ type: 'null' }, json] } }))({ result: '"1"' })).toEqual({ result: '1' });
});

test('texts are found in lists, maps and named types', () => {
  const root = {
    $ref: '#/$defs/a.Page',
    $defs: {
      'a.Page': recordOf({ items: { type: 'array', items: { $ref: '#/$defs/a.Item' } }, byName: { type: 'object', additionalProperties: json } }),
      'a.Item': recordOf({ body: json }),
    },
  };
  expect(embedOf(root)({ items: [{ body: '1' }, { body: '2' }], byName: { x: '[3]' } })).toEqual({
    items: [{ body: 1 }, { body: 2 }],
    byName: { x: [3] },
  });
});

test('a type that holds itself ends with its value', () => {
  const root = {
    $ref: '#/$defs/a.Node',
    $defs: { 'a.Node': recordOf({ text: json, next: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/a.Node' }] } }) },
  };
  expect(embedOf(root)({ text: '1', next: { text: '2', next: null } })).toEqual({ text: 1, next: { text: 2, next: null } });
});
