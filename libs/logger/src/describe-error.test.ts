import { describe, expect, test } from 'vitest';
import { describeError } from './describe-error.ts';

describe('describeError', () => {
  test('joins the addresses that refused', () => {
    const refused = new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('connect ECONNREFUSED 127.0.0.1:5432')]);
    expect(describeError(refused)).toBe('connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432');
  });

  test('adds the cause', () => {
    expect(describeError(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:8081') }))).toBe(
      'fetch failed: connect ECONNREFUSED 127.0.0.1:8081',
    );
  });

  test('stops in a loop of causes', () => {
    const error = new Error('outer');
    error.cause = new Error('inner', { cause: error });
    expect(describeError(error).startsWith('outer: inner')).toBe(true);
  });

  test('is one line for anything thrown', () => {
    expect(describeError(new Error('a\n  b'))).toBe('a b');
    expect(describeError({ a: 1 })).toBe('{"a":1}');
    expect(describeError(undefined)).toBe('undefined');
    expect(describeError(Object.assign(new Error(''), { code: 'ETIMEDOUT' }))).toBe('ETIMEDOUT');
  });
});
