/** One line for each request. Neither path values, query nor body appear: they may be personal data. */
import type { Logger } from '@vyarna/logger';
import type { MiddlewareHandler } from 'hono';
import { type RouteEnv, traceIdOf } from './route-env.ts';

export const accessLog =
  (logger: Logger): MiddlewareHandler<RouteEnv> =>
  async (context, next) => {
    const begun = performance.now();
    await next();
    const businessUnitId = context.get('identity')?.businessUnitId;
    logger.info(
      {
        method: context.req.method,
        route: context.get('template') ?? null,
        status: context.res.status,
        durationMs: Math.round((performance.now() - begun) * 10) / 10,
        traceId: traceIdOf(context),
        ...(businessUnitId === undefined ? {} : { businessUnitId }),
      },
      'request answered',
    );
  };
