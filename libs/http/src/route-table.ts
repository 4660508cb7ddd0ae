/** The bundle's routes, by path, in the order in which they must be tried. */
import type { RouteModel } from '@vyarna/contract';
import { UnservableBundle } from './unservable-bundle.ts';

export interface RoutePath {
  /** `/v1/operators/{operatorId}`. */
  readonly template: string;
  /** The same as Hono writes it: `/v1/operators/:operatorId`. */
  readonly pattern: string;
  readonly routes: readonly RouteModel[];
  /** The `Allow` header. */
  readonly allow: string;
}

const LITERAL = /^[\w.~-]+$/;
const PARAMETER = /^\{(\w+)\}$/;

/** Fixed segments before parameters, so that `/v1/operators/me` is not taken for an id. Throws `UnservableBundle`. */
export const routeTable = (routes: readonly RouteModel[]): readonly RoutePath[] =>
  [...Map.groupBy(routes, ({ path }) => path)]
    .map(([template, all]) => ({ template, pattern: patternOf(template), routes: all, allow: allowOf(template, all) }))
    .sort((a, b) => (rank(a.template) < rank(b.template) ? -1 : 1));

const rank = (template: string): string => template.replaceAll(PARAMETERS, '\uffff');

const PARAMETERS = /\{\w+\}/g;

const patternOf = (template: string): string => {
  const segments = template.split('/').slice(1);
  const fits = template.startsWith('/') && segments.every((segment) => LITERAL.test(segment) || PARAMETER.test(segment));
  if (!fits) throw new UnservableBundle(`The path ${template} cannot be served: each of its segments must be fixed or one {field}.`);
  return template.replaceAll(PARAMETERS, (parameter) => `:${parameter.slice(1, -1)}`);
};

const allowOf = (template: string, routes: readonly RouteModel[]): string => {
  const methods = routes.map(({ method }) => method);
  if (new Set(methods).size < methods.length) throw new UnservableBundle(`The path ${template} has two routes of one method.`);
  return ['OPTIONS', ...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].sort().join(', ');
};

/** A route's path with the values of its fields; undefined when a value is missing. */
export const fillPath = (template: string, values: { readonly [field: string]: unknown }): string | undefined => {
  const fields = [...template.matchAll(PARAMETERS)].map(([parameter]) => parameter.slice(1, -1));
  if (!fields.every((field) => typeof values[field] === 'string' || typeof values[field] === 'number')) return undefined;
  return template.replaceAll(PARAMETERS, (parameter) => encodeURIComponent(String(values[parameter.slice(1, -1)])));
};

/** Where the entity that a `POST` creates is read: the `GET` route one parameter below it. */
export const entityPathOf = (created: RouteModel, routes: readonly RouteModel[]): string | undefined =>
  routes.find(({ method, path }) => method === 'GET' && path.startsWith(`${created.path}/`) && PARAMETER.test(path.slice(created.path.length + 1)))
    ?.path;

/** Where a stored result is read: the `GET` route with a traceId, and nothing else, in its path. */
export const resultRouteOf = (routes: readonly RouteModel[]): RouteModel | undefined =>
  routes.find(({ method, pathFields }) => method === 'GET' && pathFields.length === 1 && pathFields[0] === 'traceId');
