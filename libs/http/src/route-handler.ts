/** One route: from the request to the message, and from the reply to the answer. */
import type { RouteModel } from '@vyarna/contract';
import type { MessageContext } from '@vyarna/messaging';
import type { Handler, MiddlewareHandler } from 'hono';
import type { Identity } from './access-token.ts';
import { createAnswer, problemOfReply } from './answer.ts';
import { authorize } from './authorize.ts';
import type { OutgoingRequest } from './exchange.ts';
import { acceptedInstead, acceptLate, flowOf, statusPathOf } from './late-write.ts';
import { waitSeconds } from './prefer.ts';
import { createRequestReader } from './read-request.ts';
import type { RouteEnv } from './route-env.ts';
import type { RouteAppOptions } from './route-options.ts';
import { send } from './send.ts';
import { mintTraceId, mintTraceparent } from './trace.ts';
import { UnservableBundle } from './unservable-bundle.ts';

export interface RouteHandler {
  /** Gives the request its traceId and admits the caller; before the body is looked at. */
  readonly begin: MiddlewareHandler<RouteEnv>;
  readonly exchange: Handler<RouteEnv>;
}

export const createRouteHandler = (route: RouteModel, options: RouteAppOptions): RouteHandler => {
  const { contracts, verify, exchange, listensOnLoopback, stopping = NEVER } = options;
  const read = createRequestReader(route, contracts);
  const answer = createAnswer(route, contracts);
  const { kind, timeoutMs } = contracts.channel(route.channel);
  const flowType = kind === 'trigger' ? flowOf(route, contracts)?.name : undefined;
  if (kind === 'trigger' && flowType === undefined)
    throw new UnservableBundle(`No flow is started by ${route.channel}, which ${route.method} ${route.path} sends to.`);

  return {
    begin: async (context, next) => {
      context.set('traceId', mintTraceId(route.action));
      context.set('template', route.path);
      context.set('identity', await authorize(context, route, verify, listensOnLoopback));
      await next();
    },
    exchange: async (context) => {
      const request: OutgoingRequest = {
        route,
        payload: await read(context),
        context: messageContextOf(context.get('identity')),
        traceId: context.get('traceId') ?? mintTraceId(route.action),
        traceparent: mintTraceparent(),
        ...(flowType === undefined ? {} : { flowType }),
      };
      const sent = await send(exchange, request, kind === 'trigger' ? statusPathOf(contracts, request.traceId) : undefined);
      const waitMs = Math.min(waitSeconds(context.req.header('prefer')) * 1000, timeoutMs);
      const reply = await acceptedInstead(await sent.reply(waitMs, stopping), request, options);
      if (reply.kind === 'result') return answer(context, request, reply);
      if (reply.kind === 'timeout' && kind === 'trigger') return acceptLate(context, request, options);
      throw problemOfReply(reply);
    },
  };
};

const NEVER = new AbortController().signal;

const messageContextOf = (identity: Identity | undefined): MessageContext => {
  if (identity === undefined) throw new Error('A request was exchanged before its caller was known.');
  const { operatorId, businessUnitId, operatorSessionId, deviceSessionId } = identity;
  return {
    businessUnitId,
    operatorId,
    ...(operatorSessionId === undefined ? {} : { operatorSessionId }),
    ...(deviceSessionId === undefined ? {} : { deviceSessionId }),
  };
};
