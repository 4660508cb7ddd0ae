import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fails, of, ok } from './case.ts';
import { fill } from './fill.ts';
import { absent, containing, differences, inAnyOrder, including, json, type Pattern, text, whole, without } from './pattern.ts';
import { runCase } from './run-case.ts';
import { runSuite } from './run-suite.ts';

/** Answers what it was sent: method, path and body. */
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const refused = request.url?.startsWith('/refuse') === true;
    response.writeHead(refused ? 404 : 200, { 'content-type': 'application/json; charset=utf-8' });
    const body = Buffer.concat(chunks).toString();
    response.end(JSON.stringify(refused ? { error_code: 40401, message: 'no' } : { method: request.method, path: request.url, body, id: 7 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

describe('a pattern', () => {
  const matches = (value: unknown, pattern: Pattern) => differences(value, pattern, (same) => same);

  test.each<[string, unknown, Pattern]>([
    ['a value', 1, 1],
    ['some members of an object', { a: 1, b: 2 }, { b: 2 }],
    ['a list', [1, { a: 1, b: 2 }], [1, { a: 1 }]],
    ['a whole number', { id: 3 }, { id: whole }],
    ['a text', 'x', text],
    ['a member that is not there', {}, { a: absent }],
    ['part of a text', 'abc', containing('b')],
    ['JSON in a text', '{ "a": 1 }', json({ a: 1 })],
    ['items of a list', [3, 1, 2], including(1, 3)],
    ['a list without items', [3], without(1)],
    ['a list in any order', [2, 1], inAnyOrder(1, 2)],
  ])('holds for %s', (_, value, pattern) => {
    expect(matches(value, pattern)).toEqual([]);
  });

  test.each<[unknown, Pattern, string]>([
    [1, '1', '$ should be "1", and is 1'],
    [{ a: { b: 1 } }, { a: { b: 2 } }, '$.a.b should be 2, and is 1'],
    [{}, { a: 1 }, '$.a should be 1, and is not there'],
    [[1], [1, 2], '$ should be [1,2], and is [1]'],
    [{ a: 1 }, [1], '$ should be a list, and is {"a":1}'],
    ['', text, '$ should be a text that is not empty, and is ""'],
    [{ a: null }, { a: absent }, '$.a should be nothing, and is null'],
    [[1, 1], inAnyOrder(1, 2), '$ should be a list of [1,2] in any order, and is [1,1]'],
  ])('tells of %j where it should be otherwise', (value, pattern, expected) => {
    expect(matches(value, pattern)).toEqual([expected]);
  });
});

test('places are filled in texts at any depth, and one that stands alone becomes the value itself', () => {
  const valueNamed = (name: string): unknown => ({ id: 7, s: 'x y' })[name];
  expect(fill({ a: ['{id}', 'v{id} of {s}'], b: '{"{s}": 1}', c: null }, valueNamed)).toEqual({ a: [7, 'v7 of x y'], b: '{"x y": 1}', c: null });
});

describe('a case', () => {
  const run = (...calls: Parameters<typeof runCase>[0]['calls']) => runCase({ name: 'it', calls }, 'p', { url });

  test('makes its calls with names of its own and values from before', async () => {
    expect(
      await run(
        ok('GET /a/{s}?x={s}', { method: 'GET', path: '/a/p-s?x=p-s' }, { keep: { id: 'id' } }),
        ok('POST /b/{id}', { path: '/b/7', body: '{"schema":"\\"int\\"","of":7}' }, { body: of('int', { of: '{id}' }) }),
        fails('GET /refuse', 40401),
      ),
    ).toEqual([]);
  });

  test('ends with the first answer that is wrong', async () => {
    expect(await run(fails('GET /refuse', 40402), ok('GET /refuse', {}))).toEqual(['GET /refuse', '  $.error_code should be 40402, and is 40401']);
    expect(await run(ok('GET /refuse', {}))).toEqual(['GET /refuse', '  should answer 200, and answers 404: {"error_code":40401,"message":"no"}']);
    expect(await run(ok('GET /a', {}, { type: 'text/html' }))).toEqual([
      'GET /a',
      '  should be of type text/html, and is application/json; charset=utf-8',
    ]);
  });

  test('is told of by its name, and counted', async () => {
    const lines: string[] = [];
    const cases = [
      { name: 'works', calls: [ok('GET /a', {})] },
      { name: 'does not', calls: [ok('GET /refuse', {})] },
    ];
    expect(await runSuite([{ name: 'the server', cases }], { url }, (line) => lines.push(line))).toBe(1);
    expect(lines.at(0)).toBe('FAILED the server does not');
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });
});
