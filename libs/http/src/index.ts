export { createTokenVerifier, type Identity, readKeySet, type TokenRules, type VerifyToken } from './access-token.ts';
export type { AcceptedRequest, AcceptedRequests, Exchange, OutgoingRequest, Reply, SentRequest } from './exchange.ts';
export { isLoopback } from './loopback.ts';
export { DEFAULT_WAIT_SECONDS, MAX_WAIT_SECONDS } from './prefer.ts';
export { type FieldFault, HTTP_CODES, Problem, type ProblemDetails } from './problem.ts';
export { createRouteApp } from './route-app.ts';
export type { RouteAppOptions } from './route-options.ts';
