/** The responses of this room: each carries the traceId and is kept out of caches. */
import type { Contracts } from '@vyarna/contract';
import { type Problem, problemDetails } from './problem.ts';
import { type RouteContext, traceIdOf } from './route-env.ts';

type HeaderValues = { readonly [name: string]: string };

const headersOf = (context: RouteContext, more: HeaderValues): Record<string, string> => ({
  'trace-id': traceIdOf(context),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  ...more,
});

export const respondEmpty = (context: RouteContext, status: number, headers: HeaderValues = {}): Response =>
  new Response(null, { status, headers: headersOf(context, headers) });

export const respondJson = (context: RouteContext, status: number, body: unknown, headers: HeaderValues = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: headersOf(context, { ...headers, 'content-type': 'application/json' }) });

export const respondProblem = (context: RouteContext, contracts: Contracts, problem: Problem): Response => {
  const details = problemDetails(contracts.bundle.errors, problem, { traceId: traceIdOf(context), path: context.req.path });
  const headers = headersOf(context, { ...problem.parts.headers, 'content-type': 'application/problem+json' });
  return new Response(JSON.stringify(details), { status: details.status, headers });
};
