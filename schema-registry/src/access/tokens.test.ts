import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchedKeys, readKeys, readToken } from './tokens.ts';

let folder: string;
let issuer: Server;
let url: URL;
let publicJwk: JWK;
let privateJwk: JWK;
let token: string;
let answer = 200;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vyarna-tokens-'));
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  [publicJwk, privateJwk] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)]);
  const claims = new SignJWT({ roles: ['ops'] }).setProtectedHeader({ alg: 'ES256' }).setSubject('ci');
  token = await claims.setIssuer('issuer').setAudience('registry').setExpirationTime('5m').sign(privateKey);
  issuer = createServer((_, response) => {
    response.writeHead(answer, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [publicJwk] }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`);
});

afterAll(async () => {
  issuer.close();
  await rm(folder, { recursive: true });
});

const rules = { issuer: 'issuer', audience: 'registry', rolesClaim: 'roles' };
const holder = { name: 'ci', roles: ['ops'], until: expect.any(Number) };

describe('keys', () => {
  const file = async (content: unknown) => {
    const path = join(folder, 'jwks.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  test('are read from a file', async () => {
    expect(await readToken(token, { ...rules, keys: await readKeys(await file({ keys: [publicJwk] })) })).toEqual(holder);
  });

  test('are refused where they are none, or not public', async () => {
    await expect(readKeys(join(folder, 'none.json'))).rejects.toMatchObject({
      code: 'JWKS_INVALID',
      message: expect.stringContaining('cannot be read'),
    });
    await expect(readKeys(await file('keys'))).rejects.toMatchObject({ code: 'JWKS_INVALID' });
    await expect(readKeys(await file({ keys: 'a' }))).rejects.toMatchObject({ code: 'JWKS_INVALID' });
    await expect(readKeys(await file({ keys: [privateJwk] }))).rejects.toMatchObject({ message: expect.stringContaining('holds a private key') });
  });

  test('are fetched from the issuer, and where that fails it is nobody’s token that is wrong', async () => {
    expect(await readToken(token, { ...rules, keys: fetchedKeys(url) })).toEqual(holder);
    answer = 500;
    await expect(readToken(token, { ...rules, keys: fetchedKeys(url) })).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    const nowhere = fetchedKeys(new URL('http://127.0.0.1:1/jwks'));
    await expect(readToken(token, { ...rules, keys: nowhere })).rejects.toMatchObject({ status: 503 });
  });
});
