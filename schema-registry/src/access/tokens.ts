import { readFile } from 'node:fs/promises';
import { StartError } from '@vyarna/process';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { HttpError } from '../http/http-error.ts';
import type { TokenHolder } from './identify.ts';

/** Signatures with a public key only: a MAC keyed with it must not pass, and neither must none. */
const ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'];
/** Seconds by which the clocks of issuer and registry may differ. */
const CLOCK_TOLERANCE = 5;

export interface TokenRules {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that lists the roles. */
  readonly rolesClaim: string;
}

/** Reads a bearer token. Rejects with an HttpError (401) that says what is wrong with it. */
export async function readToken(token: string, { keys, issuer, audience, rolesClaim }: TokenRules): Promise<TokenHolder> {
  const options = { algorithms: ALGORITHMS, issuer, audience, clockTolerance: CLOCK_TOLERANCE, requiredClaims: ['exp', 'sub'] };
  const { payload } = await jwtVerify(token, keys, options).catch((error: unknown) => Promise.reject(refusalOf(error)));
  const roles = payload[rolesClaim] ?? [];
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) throw refused(`has a claim ${rolesClaim} that is no list of texts`);
  const name = payload.sub ?? '';
  // Grants mean something else by these.
  if (name === '' || name === '*' || name.startsWith('role:')) throw refused('has a claim sub that is no name');
  return { name, roles, until: ((payload.exp ?? 0) + CLOCK_TOLERANCE) * 1_000 };
}

const refused = (why: string): HttpError =>
  new HttpError(401, `The token ${why}.`, {
    headers: { 'www-authenticate': `Bearer realm="schema registry", error="invalid_token", error_description="the token ${why}"` },
  });

function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refused('has expired');
  if (error instanceof errors.JWTClaimValidationFailed) return refused(CLAIMS[error.claim] ?? `has no valid claim ${error.claim}`);
  return error instanceof errors.JOSEError ? refused('is not signed by an issuer this registry trusts') : error;
}

const CLAIMS: Readonly<Record<string, string>> = {
  iss: 'comes from another issuer',
  aud: 'is meant for another audience',
  nbf: 'is not valid yet',
};

/** The public keys in a JWKS file. Rejects with the StartError JWKS_INVALID, also for a file that holds a private key. */
export async function readKeys(path: string): Promise<JWTVerifyGetKey> {
  const fail = (what: string): never => {
    throw new StartError('JWKS_INVALID', `${path} ${what}.`, 'Give JWT_JWKS_FILE a JSON Web Key Set with the public keys of your issuer.');
  };
  const text = await readFile(path, 'utf8').catch((error: unknown) => fail(`cannot be read: ${(error as Error).message}`));
  try {
    const found = JSON.parse(text) as JSONWebKeySet;
    const keys = createLocalJWKSet(found);
    if (found.keys.some((key) => key.d !== undefined || key.k !== undefined)) return fail('holds a private key, which has no business here');
    return keys;
  } catch (error) {
    return error instanceof StartError ? Promise.reject(error) : fail(`holds no JSON Web Key Set: ${(error as Error).message}`);
  }
}

/** The keys at an issuer's JWKS address, fetched when they are first needed, and again when a token names one that is not there. */
export function fetchedKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new HttpError(503, 'The keys that tokens are verified with cannot be fetched.', { headers: { 'retry-after': '5' }, cause: error });
    }
  };
}
