import type { Logger } from '@vyarna/logger';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { Registry } from '../registry/registry.ts';
import { configRoutes } from './config-routes.ts';
import { MalformedBody } from './read-schema-body.ts';
import { schemaRoutes } from './schema-routes.ts';
import { subjectRoutes } from './subject-routes.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const CONTENT_TYPE = 'application/vnd.schemaregistry.v1+json';

/** The part of Confluent's REST API that the platform needs; every other route is 404 at once, as clients probe for what there is. */
export function createRegistryApp(registry: Registry, logger: Logger): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const begun = performance.now();
    await next();
    context.res.headers.set('content-type', CONTENT_TYPE);
    const durationMs = Math.round((performance.now() - begun) * 10) / 10;
    logger.debug({ method: context.req.method, path: context.req.path, status: context.res.status, durationMs }, 'answered');
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new Refusal(CODES.tooLarge, `A body may have ${MAX_BODY_BYTES} bytes at most.`);
      },
    }),
  );
  app.get('/', (context) => context.json({}));
  app.get('/mode', (context) => context.json({ mode: 'READWRITE' }));
  app.route('/subjects', subjectRoutes(registry));
  app.route('/schemas', schemaRoutes(registry));
  app.route('/config', configRoutes(registry));
  app.notFound((context) => context.json({ error_code: 404, message: `HTTP 404 Not Found: ${context.req.path}` }, 404));
  app.onError((error, context) => {
    if (error instanceof MalformedBody) return context.json({ error_code: 400, message: error.message }, 400);
    if (error instanceof Refusal) return context.json({ error_code: error.code, message: error.message }, error.status as ContentfulStatusCode);
    logger.error({ error, path: context.req.path }, 'a request failed unexpectedly');
    return context.json({ error_code: CODES.storeFailed, message: 'Error in the backend data store.' }, 500);
  });
  return app;
}
