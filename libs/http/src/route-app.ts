/** The route runtime: runs the routes of a bundle on Hono. There is no code for any one route. */
import type { Logger } from '@vyarna/logger';
import { Hono } from 'hono';
import { accessLog } from './access-log.ts';
import { missingCodes, Problem } from './problem.ts';
import { limitBody } from './read-json.ts';
import { respondEmpty, respondProblem } from './respond.ts';
import { type RouteEnv, traceIdOf } from './route-env.ts';
import { createRouteHandler } from './route-handler.ts';
import type { RouteAppOptions } from './route-options.ts';
import { resultRouteOf, routeTable } from './route-table.ts';
import { OPENAPI_PATH, serveOpenApi } from './serve-openapi.ts';
import { UnservableBundle } from './unservable-bundle.ts';

const MAX_BODY_BYTES = 256 * 1024;

/** Throws `UnservableBundle`: a code of its own missing from the catalogue, a path it cannot route, no route for stored results. */
export const createRouteApp = (options: RouteAppOptions): Hono<RouteEnv> => {
  const { contracts, logger, maxBodyBytes = MAX_BODY_BYTES } = options;
  const { routes, errors } = contracts.bundle;
  const missing = missingCodes(errors);
  if (missing.length > 0) throw new UnservableBundle(`The catalogue of errors has no entry for ${missing.join(', ')}.`);
  if (resultRouteOf(routes) === undefined && routes.some(({ channel }) => contracts.channel(channel).kind === 'trigger'))
    throw new UnservableBundle('No GET route with {traceId} reads stored results.');

  const app = new Hono<RouteEnv>();
  app.use(accessLog(logger));
  for (const { template, pattern, routes: here, allow } of routeTable(routes)) {
    for (const route of here) {
      const { begin, exchange } = createRouteHandler(route, options);
      app.on(route.method, pattern, begin, ...(route.bodyFields.length > 0 ? [limitBody(maxBodyBytes)] : []), exchange);
    }
    app.all(pattern, (context) => {
      context.set('template', template);
      if (context.req.method === 'OPTIONS') return respondEmpty(context, 204, { allow });
      throw new Problem('METHOD_NOT_ALLOWED', `${context.req.method} is not a method of this route; it has ${allow}.`, { headers: { allow } });
    });
  }
  // After the routes: one of that path is the contracts' own.
  app.get(OPENAPI_PATH, serveOpenApi(contracts));
  app.notFound((context) => respondProblem(context, contracts, new Problem('UNKNOWN_ROUTE', 'No route has this path.')));
  app.onError((error, context) => respondProblem(context, contracts, problemOf(error, logger, traceIdOf(context))));
  return app;
};

/** What is no `Problem` is a fault of ours: logged whole, told to nobody. */
const problemOf = (error: Error, logger: Logger, traceId: string): Problem => {
  if (error instanceof Problem) {
    if (error.cause !== undefined) logger.warn({ traceId, code: error.code, error: error.cause }, 'the bus did not take a request');
    return error;
  }
  logger.error({ traceId, error }, 'a request failed unexpectedly');
  return new Problem('INTERNAL', 'Something went wrong on our side; the traceId helps to find out what.');
};
