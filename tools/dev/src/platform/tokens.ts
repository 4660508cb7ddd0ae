import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import type { PlatformState } from './state.ts';

export const JWT_ISSUER = 'urn:vyarna:local';
export const JWT_AUDIENCE = 'urn:vyarna:gateway';
const HOURS = 12;

/** Writes the public half of the key where the gateway reads it, and returns the file. */
export async function writeJwks(dataDir: string, { key }: PlatformState): Promise<string> {
  const { d: _private, ...open } = key;
  const file = join(dataDir, 'jwks.json');
  await writeFile(file, `${JSON.stringify({ keys: [open] }, null, 2)}\n`);
  return file;
}

/**
 * A token of the demo operator in the demo business unit with every permission of the contracts; `claims` replace single
 * ones, and undefined leaves one out. Gateways refuse a `demo` token that does not come from this machine.
 */
export async function mintToken(state: PlatformState, permissions: readonly string[], claims: JWTPayload = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: JWT_ISSUER, aud: JWT_AUDIENCE, sub: state.operatorId, bu: state.businessUnitId, permissions, demo: true };
  return new SignJWT({ ...usual, iat: now, exp: now + HOURS * 3600, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: state.key.kid ?? '', typ: 'JWT' })
    .sign(await importJWK(state.key, 'EdDSA'));
}
