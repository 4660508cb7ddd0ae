import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTokenVerifier, readKeySet } from './access-token.ts';
import { AUDIENCE, ISSUER, keyPair, OPERATOR_ID, publicKeys, rules, token, UNIT_ID } from './testing/gateway.ts';

const verify = createTokenVerifier(rules);
const now = () => Math.floor(Date.now() / 1000);

const outcome = async (jwt: string) =>
  verify(jwt).then(
    () => 'admitted',
    (error: { code: string; message: string; parts: { headers: Record<string, string> } }) => [
      error.code,
      error.message,
      error.parts.headers['www-authenticate'],
    ],
  );

const refused = (why: string) => [
  'TOKEN_REFUSED',
  `The access token ${why}.`,
  `Bearer realm="vyarna", error="invalid_token", error_description="the token ${why}"`,
];

const untrusted = refused('is not signed by an issuer this platform trusts');

test('a good token says who calls, for which unit, with which mechanisms', async () => {
  expect(await verify(await token({ permissions: ['a', 'b'], deviceSessionId: OPERATOR_ID.toUpperCase() }))).toEqual({
    operatorId: OPERATOR_ID,
    businessUnitId: UNIT_ID,
    permissions: new Set(['a', 'b']),
    deviceSessionId: OPERATOR_ID,
    demo: false,
  });
  expect((await verify(await token({ demo: true }))).demo).toBe(true);
  expect((await verify(await token({ aud: ['other', AUDIENCE] }))).businessUnitId).toBe(UNIT_ID);
});

test('an expired token is told from a refused one, with some seconds for clocks that differ', async () => {
  expect(await outcome(await token({ exp: now() - 60 }))).toEqual([
    'TOKEN_EXPIRED',
    'The access token has expired.',
    'Bearer realm="vyarna", error="invalid_token", error_description="the token has expired"',
  ]);
  expect(await outcome(await token({ exp: now() - 2 }))).toBe('admitted');
});

test.each([
  ['another issuer', { iss: 'https://other.test' }, refused('comes from another issuer')],
  ['no issuer', { iss: undefined }, refused('comes from another issuer')],
  ['another audience', { aud: 'other' }, refused('is meant for another audience')],
  ['not valid yet', { nbf: now() + 600 }, refused('is not valid yet')],
  ['no expiry', { exp: undefined }, refused('has no valid claim exp')],
  ['no subject', { sub: undefined }, refused('has no valid claim sub')],
  ['a subject that is no uuid', { sub: 'root' }, refused('has no valid claim sub')],
  ['no business unit', { bu: undefined }, refused('has no valid claim bu')],
  ['a business unit that is no uuid', { bu: 7 }, refused('has no valid claim bu')],
  ['no permissions', { permissions: undefined }, refused('has no valid claim permissions')],
  ['permissions as one text', { permissions: 'can-read-operator' }, refused('has no valid claim permissions')],
  ['a session that is no uuid', { operatorSessionId: 'x' }, refused('has no valid claim operatorSessionId')],
])('a token with %s is refused', async (_, claims, wanted) => {
  expect(await outcome(await token(claims))).toEqual(wanted);
});

describe('a forged token', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: OPERATOR_ID, bu: UNIT_ID, permissions: [], exp: now() + 300 };

  test('signed with a foreign key is refused', async () => {
    const foreign = await generateKeyPair('EdDSA');
    expect(await outcome(await token({}, foreign.privateKey))).toEqual(untrusted);
  });

  test('without a signature (alg none) is refused', async () => {
    expect(await outcome(`${part({ alg: 'none' })}.${part(claims)}.`)).toEqual(untrusted);
  });

  test('with the public key taken for a shared secret (HS256) is refused', async () => {
    const text = `${part({ alg: 'HS256', kid: 'test' })}.${part(claims)}`;
    for (const secret of [await exportSPKI(keyPair.publicKey), String((await exportJWK(keyPair.publicKey)).x)]) {
      expect(await outcome(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`)).toEqual(untrusted);
    }
  });

  test('with its own key in the header is refused', async () => {
    const foreign = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(foreign.publicKey);
    expect(await outcome(await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', jwk }).sign(foreign.privateKey))).toEqual(untrusted);
  });

  test('with changed claims is refused', async () => {
    const [head, , signature] = (await token()).split('.');
    expect(await outcome(`${head}.${part({ ...claims, permissions: ['everything'] })}.${signature}`)).toEqual(untrusted);
  });

  test('that is no token at all is refused', async () => {
    expect(await outcome('abc')).toEqual(untrusted);
    expect(await outcome('a.b.c')).toEqual(untrusted);
  });
});

describe('a key set file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vyarna-keys-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (content: unknown) => {
    const path = join(folder, 'jwks.json');
    await writeFile(path, JSON.stringify(content));
    return readKeySet(path).then(
      (keys) => keys,
      (error: Error) => error.message.replace(path, 'FILE'),
    );
  };

  test('with the public key is read', async () => {
    expect(await written(publicKeys)).toEqual(publicKeys);
  });

  test('with anything else is refused, private keys above all', async () => {
    expect(await written({ keys: [await exportJWK(keyPair.privateKey)] })).toBe('FILE holds a private key; give the gateway the public one');
    expect(await written({ keys: [] })).toBe('FILE holds no Ed25519 key');
    expect(await written([])).toBe('FILE holds no JSON Web Key Set');
  });
});
