import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { factsOf, headersOf } from './facts.ts';
import { inputLines, parseInput } from './input.ts';

test('each line is a value, and empty ones are passed over but counted', async () => {
  const inputs = [];
  for await (const input of inputLines(Readable.from(['{"a":1}\r\n\n', '  \nnull\n"last"']))) inputs.push(input);
  expect(inputs).toEqual([
    { from: 'line 1', payload: { a: 1 } },
    { from: 'line 4', payload: null },
    { from: 'line 5', payload: 'last' },
  ]);
});

test('a value that is not JSON says where it was', () => {
  expect(() => parseInput('--value', '{')).toThrow(
    expect.objectContaining({ name: 'InputInvalid', message: expect.stringMatching(/^--value is not JSON: /) }),
  );
});

test('a header may hold "=" in its value, and be empty', () => {
  expect(headersOf(['a=1', 'b=x=y', 'c='])).toEqual({ a: '1', b: 'x=y', c: '' });
  expect(() => headersOf(['=x'])).toThrow('--header is "=x", which is no NAME=VALUE');
});

test('what is not said is on behalf of the demo operator, and what is unknown is left out', () => {
  const demo = { businessUnitId: 'demo unit', operatorId: 'demo operator' };
  expect(factsOf({ operator: 'ada' }, { demo }, 'create-operator')).toMatchObject({
    flowType: 'create-operator',
    context: { businessUnitId: 'demo unit', operatorId: 'ada' },
  });
  expect(factsOf({ 'flow-type': 'other' }, { demo: {} }, 'create-operator')).toMatchObject({ flowType: 'other', context: {} });
});
