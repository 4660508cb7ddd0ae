import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Router } from '../router.ts';
import { allRoutes } from './index.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const routes = allRoutes;
const table = readme.split('\n').filter((line) => line.startsWith('| '));

/** The rows of the table that a route stands in; a path may be shortened to its end. */
const rowsOf = (method: string, path: string): string[] =>
  table.filter((row) => {
    const [first = ''] = row.slice(2).split(' | ');
    if (!first.includes(method)) return false;
    return [...first.matchAll(/`([^`]+)`/g)].some(([, code = '']) => {
      const written = code.replace(/^[A-Z]+ /, '').replace(/^\.\.\./, '');
      return (
        written === path ||
        (written.startsWith('/') && written !== '/' && path.endsWith(written) && first.includes('...')) ||
        (path.endsWith(`/${written.replace(/^\//, '')}`) && first.includes('.../'))
      );
    });
  });

describe('the README’s table', () => {
  test.each(routes.map(({ method, path, parameters = [] }) => ({ method, path, parameters })))(
    'has $method $path',
    ({ method, path, parameters }) => {
      const rows = rowsOf(method, path);
      expect(rows).not.toEqual([]);
      for (const name of parameters) expect(rows.join('\n')).toContain(`\`${name}\``);
    },
  );

  test('says of every refused parameter that it is', () => {
    for (const name of routes.flatMap(({ refused = {} }) => Object.keys(refused)))
      expect(readme).toMatch(new RegExp(`Refused with 422[^]*\`${name}\``));
  });
});

describe('the routes', () => {
  test('have one place each', () => {
    expect(() => new Router(routes)).not.toThrow();
    expect(() => new Router([...routes, ...routes])).toThrow('is there twice');
  });
});
