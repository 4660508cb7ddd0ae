import type { RouteModel } from '@vyarna/contract';
import { expect, test } from 'vitest';
import { entityPathOf, fillPath, resultRouteOf, routeTable } from './route-table.ts';
import { operatorBundle } from './testing/operator-bundle.ts';

const { routes } = operatorBundle;
const [create] = routes;
const route = (method: RouteModel['method'], path: string): RouteModel => ({ ...(create as RouteModel), method, path });

test('paths are tried fixed segments first, each with what it allows', () => {
  expect(routeTable(routes).map(({ pattern, allow }) => [pattern, allow])).toEqual([
    ['/v1/operators', 'GET, HEAD, OPTIONS, POST'],
    ['/v1/operators/me', 'GET, HEAD, OPTIONS'],
    ['/v1/operators/:operatorId', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['/v1/requests/:traceId', 'GET, HEAD, OPTIONS'],
  ]);
});

test.each(['v1/a', '/v1/{a}:cancel', '/v1/a*', '/v1//a'])('the path %s cannot be served', (path) => {
  expect(() => routeTable([route('GET', path)])).toThrow(`The path ${path} cannot be served: each of its segments must be fixed or one {field}.`);
});

test('a method twice on one path is refused', () => {
  expect(() => routeTable([route('GET', '/a'), route('GET', '/a')])).toThrow('The path /a has two routes of one method.');
});

test('the places of a created entity and of stored results follow from the routes', () => {
  expect(entityPathOf(route('POST', '/v1/operators'), routes)).toBe('/v1/operators/{operatorId}');
  expect(entityPathOf(route('POST', '/v1/units'), routes)).toBeUndefined();
  expect(resultRouteOf(routes)?.path).toBe('/v1/requests/{traceId}');
});

test('a path is filled only when every value is there', () => {
  expect(fillPath('/a/{x}/b/{y}', { x: 'ä/b', y: 3 })).toBe('/a/%C3%A4%2Fb/b/3');
  expect(fillPath('/a/{x}', { x: null })).toBeUndefined();
});
