import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextPrefix, readTarget } from './target.ts';

const read = (url: string) => {
  const { parts, parameters } = readTarget(url);
  return { path: parts, subject: parameters.text('subject'), prefix: parameters.text('subjectPrefix') };
};

describe('the target of a request', () => {
  test.each([
    ['/subjects', ['subjects']],
    ['/subjects/', ['subjects']],
    ['/', []],
    ['/subjects/a%2Fb/versions/1?deleted=true', ['subjects', 'a/b', 'versions', '1']],
    ['/subjects/%25%20%C3%BC+', ['subjects', '% ü+']],
    ['/subjects//versions', ['subjects', '', 'versions']],
    ['/contexts', ['contexts']],
    ['/contexts/.test', ['contexts', '.test']],
  ])('%s has the parts %j', (url, path) => {
    expect(read(url).path).toEqual(path);
  });

  test('is each name that can be encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(read(`/subjects/${encodeURIComponent(name)}/versions`).path).toEqual(['subjects', name, 'versions']);
      }),
    );
  });

  test('that is not well encoded is refused', () => {
    expect(() => readTarget('/subjects/100%')).toThrow(expect.objectContaining({ status: 400 }));
  });

  test.each([
    ['/contexts/.c/subjects/a/versions', { path: ['subjects', ':.c:a', 'versions'] }],
    ['/contexts/c/subjects/a/versions', { path: ['subjects', ':.c:a', 'versions'] }],
    ['/contexts/:.c:/subjects/a', { path: ['subjects', ':.c:a'] }],
    ['/contexts/.c/subjects/:.d:a', { path: ['subjects', ':.d:a'] }],
    ['/contexts/:.:/subjects/a', { path: ['subjects', 'a'] }],
    ['/contexts/.c/compatibility/subjects/a/versions', { path: ['compatibility', 'subjects', ':.c:a', 'versions'] }],
    ['/contexts/.c/config', { path: ['config', ':.c:'] }],
    ['/contexts/.c/mode/a', { path: ['mode', ':.c:a'] }],
    ['/contexts/:.:/config', { path: ['config'] }],
    ['/contexts/.c/subjects', { path: ['subjects'], prefix: ':.c:' }],
    ['/contexts/.c/schemas?subjectPrefix=a', { path: ['schemas'], prefix: ':.c:a' }],
    ['/contexts/.c/subjects?subjectPrefix=:*:a', { path: ['subjects'], prefix: ':*:a' }],
    ['/contexts/.c/schemas/ids/1', { path: ['schemas', 'ids', '1'], subject: ':.c:' }],
    ['/contexts/.c/schemas/ids/1/subjects?subject=a', { path: ['schemas', 'ids', '1', 'subjects'], subject: ':.c:a' }],
    ['/contexts/.c/schemas/types', { path: ['schemas', 'types'] }],
  ])('%s is within its context', (url, expected) => {
    expect(read(url)).toEqual({ subject: undefined, prefix: undefined, ...expected });
  });

  test('names no context with a colon in it', () => {
    expect(() => contextPrefix('a:b')).toThrow(expect.objectContaining({ status: 400 }));
    expect(['c', '.c', ':.c:', '.', ':.:', ''].map(contextPrefix)).toEqual([':.c:', ':.c:', ':.c:', '', '', '']);
  });
});
