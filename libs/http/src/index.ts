export { createTokenVerifier, type Identity, readKeySet, type TokenRules, type VerifyToken } from './access-token.ts';
export type { AcceptedRequest, AcceptedRequests, Exchange, OutgoingRequest, Reply, SentRequest } from './exchange.ts';
export type { FieldFault, ProblemDetails } from './problem.ts';
export { createRouteApp } from './route-app.ts';
export type { RouteAppOptions } from './route-options.ts';
export { answerUnreadable } from './unreadable-request.ts';
export { UnservableBundle } from './unservable-bundle.ts';
