/** What a route's reply becomes over HTTP. */
import type { Contracts, RouteModel } from '@vyarna/contract';
import { embedOf } from './embed-json.ts';
import type { OutgoingRequest, Reply } from './exchange.ts';
import { Problem } from './problem.ts';
import { respondEmpty, respondJson } from './respond.ts';
import type { RouteContext } from './route-env.ts';
import { entityPathOf, fillPath } from './route-table.ts';

type Result = Extract<Reply, { kind: 'result' }>;

/**
 * A read is answered with the payload itself; a write with `{ traceId, result }`, the shape of a stored result, so that no field of a
 * payload can hide the traceId. A created entity is named in `Location` where a route reads it.
 */
export const createAnswer = (
  route: RouteModel,
  contracts: Contracts,
): ((context: RouteContext, request: OutgoingRequest, reply: Result) => Response) => {
  const embed = route.response === null ? undefined : embedOf(contracts.jsonSchemaOf(route.response));
  const entityPath = route.success === 201 ? entityPathOf(route, contracts.bundle.routes) : undefined;
  return (context, { traceId, payload }, reply) => {
    if (route.success === 204) return respondEmpty(context, 204);
    const result = embed === undefined ? null : embed(reply.payload);
    if (route.method === 'GET') return respondJson(context, route.success, result);
    const location = entityPath === undefined ? undefined : fillPath(entityPath, { ...payload, ...(typeof result === 'object' ? result : {}) });
    return respondJson(context, route.success, { traceId, result }, location === undefined ? {} : { location });
  };
};

/** The problem of an ErrorReply or of an answer that did not come. */
export const problemOfReply = (reply: Exclude<Reply, Result>): Problem => {
  if (reply.kind === 'error') return new Problem(reply.code, reply.message, { details: reply.details });
  return new Problem('REQUEST_TIMEOUT', 'No answer came in time; the trace-id says which request it was.');
};
