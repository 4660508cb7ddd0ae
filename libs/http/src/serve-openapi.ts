/**
 * The description of the routes at `/openapi.json`. It needs no token: whoever writes a client or has not yet a token needs it, it tells no more
 * than the contracts say, and every route checks its caller itself.
 */
import type { Contracts } from '@vyarna/contract';
import type { Handler } from 'hono';
import { selfContainedOpenApi } from './openapi/document.ts';
import { respondEmpty } from './respond.ts';
import { type RouteEnv, traceIdOf } from './route-env.ts';

export const OPENAPI_PATH = '/openapi.json';

/** Made once, for the bundle at hand; its hash is the ETag. */
export const serveOpenApi = ({ bundle }: Contracts): Handler<RouteEnv> => {
  const text = JSON.stringify(selfContainedOpenApi(bundle));
  const etag = `"${bundle.hash}"`;
  return (context) => {
    context.set('template', OPENAPI_PATH);
    const known =
      context.req
        .header('if-none-match')
        ?.split(',')
        .map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
    const headers = { etag, 'cache-control': 'no-cache' };
    if (known.includes(etag)) return respondEmpty(context, 304, headers);
    return new Response(text, {
      headers: { ...headers, 'content-type': 'application/json', 'trace-id': traceIdOf(context), 'x-content-type-options': 'nosniff' },
    });
  };
};
