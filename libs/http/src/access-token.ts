/**
 * Access tokens: JWTs signed with Ed25519. The algorithm is pinned, so neither `none` nor a MAC keyed with the public key passes.
 * Who calls, and for which business unit, is known from here only.
 */
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { validate as isUuid } from 'uuid';
import { Problem } from './problem.ts';

export interface Identity {
  readonly operatorId: string;
  readonly businessUnitId: string;
  /** The mechanisms that the token permits. */
  readonly permissions: ReadonlySet<string>;
  readonly operatorSessionId?: string;
  readonly deviceSessionId?: string;
  /** The token printed by the local platform; good between loopback addresses only. */
  readonly demo: boolean;
}

/** Throws a `Problem`: `TOKEN_EXPIRED` or `TOKEN_REFUSED`. */
export type VerifyToken = (token: string) => Promise<Identity>;

export interface TokenRules {
  readonly keys: JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
}

/** Seconds by which the clocks of issuer and gateway may differ. */
const CLOCK_TOLERANCE = 5;

const challenge = (description: string) => ({
  'www-authenticate': `Bearer realm="vyarna", error="invalid_token", error_description="${description}"`,
});

const refused = (why: string): Problem => new Problem('TOKEN_REFUSED', `The access token ${why}.`, { headers: challenge(`the token ${why}`) });

export const demoTokenRefused = (): Problem => refused('is a demo token, which is good on this machine only');

export const createTokenVerifier = ({ keys, issuer, audience }: TokenRules): VerifyToken => {
  const keySet = createLocalJWKSet(keys);
  const options = { algorithms: ['EdDSA'], issuer, audience, clockTolerance: CLOCK_TOLERANCE, requiredClaims: ['exp', 'sub', 'bu', 'permissions'] };
  return async (token) => identityOf((await jwtVerify(token, keySet, options).catch((error: unknown) => Promise.reject(problemOf(error)))).payload);
};

/** The public keys of a JWKS file. Rejects when it cannot be read, holds no Ed25519 key, or holds a private one, which has no business here. */
export const readKeySet = async (path: string): Promise<JSONWebKeySet> => {
  const found: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isKeySet(found)) throw new Error(`${path} holds no JSON Web Key Set`);
  if (found.keys.some((key) => key.d !== undefined || key.k !== undefined))
    throw new Error(`${path} holds a private key; give the gateway the public one`);
  if (!found.keys.some((key) => key.kty === 'OKP' && key.crv === 'Ed25519')) throw new Error(`${path} holds no Ed25519 key`);
  return found;
};

const isKeySet = (value: unknown): value is JSONWebKeySet =>
  typeof value === 'object' &&
  value !== null &&
  'keys' in value &&
  Array.isArray(value.keys) &&
  value.keys.every((key) => typeof key === 'object' && key !== null);

const problemOf = (error: unknown): unknown => {
  if (error instanceof errors.JWTExpired) {
    return new Problem('TOKEN_EXPIRED', 'The access token has expired.', { headers: challenge('the token has expired') });
  }
  if (error instanceof errors.JWTClaimValidationFailed) return refused(CLAIM_FAULTS[error.claim] ?? `has no valid claim ${error.claim}`);
  if (error instanceof errors.JOSEError) return refused('is not signed by an issuer this platform trusts');
  return error;
};

const CLAIM_FAULTS: { readonly [claim: string]: string } = {
  iss: 'comes from another issuer',
  aud: 'is meant for another audience',
  nbf: 'is not valid yet',
};

const identityOf = (claims: JWTPayload): Identity => {
  const { permissions } = claims;
  if (!Array.isArray(permissions) || !permissions.every((item) => typeof item === 'string')) throw refused('has no valid claim permissions');
  return {
    operatorId: uuidClaim(claims, 'sub'),
    businessUnitId: uuidClaim(claims, 'bu'),
    permissions: new Set(permissions),
    ...(claims.operatorSessionId === undefined ? {} : { operatorSessionId: uuidClaim(claims, 'operatorSessionId') }),
    ...(claims.deviceSessionId === undefined ? {} : { deviceSessionId: uuidClaim(claims, 'deviceSessionId') }),
    demo: 'demo' in claims && claims.demo !== false,
  };
};

/** Ids are compared as text everywhere, so they are taken in lower case. */
const uuidClaim = (claims: JWTPayload, name: string): string => {
  const value = claims[name];
  if (typeof value !== 'string' || !isUuid(value)) throw refused(`has no valid claim ${name}`);
  return value.toLowerCase();
};
