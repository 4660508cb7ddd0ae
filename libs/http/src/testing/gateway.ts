/** A route app over the small contract set, with tokens to call it and a bus that says what it was given. */
import { type Contracts, createContracts } from '@vyarna/contract';
import { createLogger, type Logger } from '@vyarna/logger';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createTokenVerifier } from '../access-token.ts';
import type { AcceptedRequest, OutgoingRequest, Reply, SentRequest } from '../exchange.ts';
import type { ProblemDetails } from '../problem.ts';
import { createRouteApp } from '../route-app.ts';
import type { RouteAppOptions } from '../route-options.ts';
import { operatorBundle } from './operator-bundle.ts';

export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'vyarna';
export const OPERATOR_ID = '0197a6e0-0000-7000-8000-000000000001';
export const UNIT_ID = '0197a6e0-0000-7000-8000-00000000000a';

const ALL = ['can-create-operator', 'can-edit-operator', 'can-read-operator', 'can-read-request'];

export const keyPair = await generateKeyPair('EdDSA', { extractable: true });
export const publicKeys = { keys: [{ ...(await exportJWK(keyPair.publicKey)), alg: 'EdDSA', kid: 'test' }] };
export const rules = { keys: publicKeys, issuer: ISSUER, audience: AUDIENCE };

/** A claim given as undefined is left out of the token. */
export const token = (
  claims: { readonly [name: string]: unknown } = {},
  key: Parameters<SignJWT['sign']>[0] = keyPair.privateKey,
): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: ISSUER, aud: AUDIENCE, sub: OPERATOR_ID, bu: UNIT_ID, permissions: ALL, exp: now + 300, ...claims };
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(key);
};

export const problemIn = async (answer: Response): Promise<ProblemDetails> => (await answer.json()) as ProblemDetails;

export interface TestGateway {
  readonly app: ReturnType<typeof createRouteApp>;
  readonly contracts: Contracts;
  readonly logger: Logger;
  readonly sent: OutgoingRequest[];
  readonly waits: number[];
  readonly accepted: AcceptedRequest[];
  /** Parsed log lines. */
  readonly lines: { readonly [field: string]: unknown }[];
  call(method: string, path: string, init?: { body?: unknown; headers?: Record<string, string>; peer?: string }): Promise<Response>;
}

export const testGateway = (
  reply: Reply | ((request: OutgoingRequest) => Promise<SentRequest>),
  options: Partial<RouteAppOptions> = {},
): TestGateway => {
  const sent: OutgoingRequest[] = [];
  const waits: number[] = [];
  const accepted: AcceptedRequest[] = [];
  const lines: { readonly [field: string]: unknown }[] = [];
  const contracts = createContracts(operatorBundle);
  const logger = createLogger({ service: 'test', destination: { write: (line) => lines.push(JSON.parse(line)) } });
  const app = createRouteApp({
    contracts,
    logger,
    verify: createTokenVerifier(rules),
    listensOnLoopback: true,
    exchange: async (request) => {
      sent.push(request);
      if (typeof reply === 'function') return reply(request);
      return {
        reply: async (waitMs) => {
          waits.push(waitMs);
          return reply;
        },
      };
    },
    accepted: {
      remember: async (request) => void accepted.push(request),
      find: async (traceId, businessUnitId) => accepted.find((request) => request.traceId === traceId && request.businessUnitId === businessUnitId),
    },
    ...options,
  });
  return {
    app,
    contracts,
    logger,
    sent,
    waits,
    accepted,
    lines,
    call: async (method, path, { body, headers = {}, peer = '127.0.0.1' } = {}) => {
      const all = { authorization: `Bearer ${await token()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
      const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
      return app.request(
        path,
        { method, headers: all, ...(text === undefined ? {} : { body: text }) },
        { incoming: { socket: { remoteAddress: peer } } },
      );
    },
  };
};
