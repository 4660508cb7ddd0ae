import { expect, test } from 'vitest';
import { compileExpression } from './cel.ts';
import { ExpressionFailure } from './expression-failure.ts';

const evaluate = (text: string, input: unknown = null) => {
  const compiled = compileExpression(text, ['input']);
  if ('fault' in compiled) throw new Error(compiled.fault.message);
  return compiled.expression.evaluate({ input });
};

test.each([
  ['1 + 2', 3],
  ['9007199254740993', '9007199254740993'],
  ['uint(7)', 7],
  ['1.5', 1.5],
  ["b'abc'", 'YWJj'],
  ["timestamp('2026-11-21T10:15:30.5Z')", '2026-11-21T10:15:30.500Z'],
  ["{'a': [1, 'b', null], 'c': {'d': true}}", { a: [1, 'b', null], c: { d: true } }],
  ['input', { big: '12345678901234567890', list: [1, null] }],
  ['input.list.map(x, x)', [1, null]],
  ['has(input.none)', false],
])('%s gives a JSON value', (text, value) => {
  expect(evaluate(text, { big: '12345678901234567890', list: [1, null] })).toEqual(value);
});

test.each([
  ["duration('3s')", 'the result holds a value without a JSON form (Duration)'],
  ['type(1)', 'the result holds a value without a JSON form (Type)'],
  ['1.0 / 0.0', 'the result holds a value without a JSON form (number)'],
  ['input.none', 'No such key: none'],
  ['input.n + 1', 'no such overload: dyn<double> + int'],
  ['input.constructor', 'No such key: constructor'],
  ['1 / 0', 'division by zero'],
])('%s fails, saying what is wrong and no value', (text, message) => {
  expect(() => evaluate(text, { n: 4 })).toThrow(new ExpressionFailure(message));
});

test.each([
  ['input.', 6, 'Expected IDENTIFIER, got EOF'],
  ['1 + other', 4, 'Unknown variable: other'],
  ["'a' + 1", 0, 'no such overload: string + int'],
])('%s is found when it is compiled, at %d', (text, offset, message) => {
  expect(compileExpression(text, ['input'])).toMatchObject({ fault: { message, offset } });
});

test('a payload that looks like a value of CEL is a payload', () => {
  const input = { held: { constructor: { name: 'UnsignedInt' }, value: 'x' } };
  expect(evaluate('input', input)).toEqual(input);
});

test('a field named __proto__ is a field like any other', () => {
  expect(JSON.stringify(evaluate('input', JSON.parse('{"__proto__": {"polluted": true}}')))).toBe('{"__proto__":{"polluted":true}}');
});
