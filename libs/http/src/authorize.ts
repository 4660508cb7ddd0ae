/** Who calls, by the bearer token, and whether the token permits the route's mechanism. */
import type { RouteModel } from '@vyarna/contract';
import { isLoopback } from '@vyarna/process';
import { demoTokenRefused, type Identity, type VerifyToken } from './access-token.ts';
import { Problem } from './problem.ts';
import type { RouteContext } from './route-env.ts';

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/** What proxies add. Their values are the caller's to write, but that one is there says that the call came from elsewhere. */
const FORWARDING = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

const comesFromHere = (context: RouteContext): boolean =>
  isLoopback(context.env?.incoming?.socket.remoteAddress) && !FORWARDING.some((name) => context.req.header(name) !== undefined);

/** Rejects with a `Problem`: 401 or 403. `listensOnLoopback` is whether this gateway can be reached from this machine only. */
export const authorize = async (context: RouteContext, route: RouteModel, verify: VerifyToken, listensOnLoopback: boolean): Promise<Identity> => {
  const token = BEARER.exec(context.req.header('authorization') ?? '')?.[1];
  if (token === undefined) {
    throw new Problem('UNAUTHENTICATED', 'Send an access token: Authorization: Bearer <token>.', {
      headers: { 'www-authenticate': 'Bearer realm="vyarna"' },
    });
  }
  const identity = await verify(token);
  context.set('identity', identity);
  if (identity.demo && !(listensOnLoopback && comesFromHere(context))) throw demoTokenRefused();
  const { permission } = route;
  // A route whose contract forgot its mechanism is open to nobody, not to everybody.
  if (permission === null) throw new Problem('PERMISSION_DENIED', 'The contract of this route names no mechanism that would permit it.');
  if (!identity.permissions.has(permission)) throw new Problem('PERMISSION_DENIED', `The token does not hold the mechanism ${permission}.`);
  return identity;
};
