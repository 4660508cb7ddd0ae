/** What is known of a request while it is handled. */
import type { RouteModel } from '@vyarna/contract';
import type { Context } from 'hono';
import type { Identity } from './access-token.ts';
import { mintTraceId, UNROUTED } from './trace.ts';

export interface RouteEnv {
  /** Given by @hono/node-server. */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } };
  Variables: {
    traceId?: string;
    route?: RouteModel;
    /** The template of a known path, for the log. */
    template?: string;
    identity?: Identity;
  };
}

export type RouteContext = Context<RouteEnv>;

/** A request that no route takes gets its traceId when it is first asked for. */
export const traceIdOf = (context: RouteContext): string => {
  const known = context.get('traceId');
  if (known !== undefined) return known;
  const minted = mintTraceId(UNROUTED);
  context.set('traceId', minted);
  return minted;
};
