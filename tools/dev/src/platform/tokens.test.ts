import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { loadState, saveState } from './state.ts';
import { JWT_AUDIENCE, JWT_ISSUER, mintToken, writeJwks } from './tokens.ts';

it('signs tokens that the written public key verifies, with the claims agreed, over restarts', async () => {
  const dataDir = temporaryFolder();
  const first = await loadState(dataDir);
  await saveState(dataDir, first);
  const state = await loadState(dataDir);
  expect(state).toEqual(first);
  expect(statSync(join(dataDir, 'state.json')).mode & 0o077).toBe(0);

  const keys = JSON.parse(readFileSync(await writeJwks(dataDir, state), 'utf8')) as JSONWebKeySet;
  expect(keys.keys.flatMap(Object.keys).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  const check = async (token: string) =>
    (await jwtVerify(token, createLocalJWKSet(keys), { algorithms: ['EdDSA'], issuer: JWT_ISSUER, audience: JWT_AUDIENCE })).payload;

  const claims = await check(await mintToken(first, ['can-read']));
  expect(claims).toMatchObject({ sub: state.operatorId, bu: state.businessUnitId, permissions: ['can-read'], demo: true });
  expect(claims.exp).toBe((claims.iat ?? 0) + 12 * 3600);
  expect(await check(await mintToken(first, ['can-read'], { bu: 'x', demo: undefined }))).not.toHaveProperty('demo');
  await expect(check(await mintToken(first, [], { exp: 1 }))).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
});
