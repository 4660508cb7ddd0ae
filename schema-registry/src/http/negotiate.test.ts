import { describe, expect, test } from 'vitest';
import { answerType, charsetOf } from './negotiate.ts';

const V1 = 'application/vnd.schemaregistry.v1+json';
const DEFAULT = 'application/vnd.schemaregistry+json';
const JSON_TYPE = 'application/json';

describe('the type of an answer', () => {
  test.each([
    [undefined, V1],
    ['', V1],
    ['*/*', V1],
    ['*', V1],
    ['*/anything', V1],
    ['application/*', V1],
    [JSON_TYPE, JSON_TYPE],
    ['Application/JSON', JSON_TYPE],
    [`${JSON_TYPE}, text/plain, */*`, V1],
    [`${JSON_TYPE};q=0.9, ${DEFAULT};q=0.8`, JSON_TYPE],
    [`${JSON_TYPE}; q=0.1, */*; q=0.1`, V1],
    [`text/html, ${DEFAULT};q=0.2`, DEFAULT],
    [`${V1};q=0, */*`, DEFAULT],
  ])('for Accept %s is %s', (accept, expected) => {
    expect(answerType(accept)).toBe(expected);
    expect(answerType(accept)).toBe(expected);
  });

  test.each(['text/html', 'text/*', `${JSON_TYPE};q=0`, 'application/vnd.schemaregistry.v2+json', 'nonsense'])('for Accept %s is none', (accept) => {
    expect(() => answerType(accept)).toThrow(expect.objectContaining({ status: 406 }));
    expect(() => answerType(accept)).toThrow(expect.objectContaining({ status: 406 }));
  });
});

describe('the character set of a body', () => {
  test.each([
    [undefined, 'utf-8'],
    [JSON_TYPE, 'utf-8'],
    [`${V1}; charset=UTF-8`, 'utf-8'],
    [`${V1};charset="utf-16"`, 'utf-16'],
    ['application/octet-stream', 'utf-8'],
  ])('of type %s is %s', (type, expected) => {
    expect(charsetOf(type)).toBe(expected);
  });

  test.each(['text/plain', 'application/vnd.schemaregistry.v2+json', ''])('of type %j is refused', (type) => {
    expect(() => charsetOf(type)).toThrow(expect.objectContaining({ status: 415, message: expect.stringContaining('application/json') }));
  });
});
