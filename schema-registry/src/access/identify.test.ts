import type { IncomingMessage } from 'node:http';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccessRules } from './access-file.ts';
import type { Caller } from './caller.ts';
import { createIdentify, type Identify, identifyNobody } from './identify.ts';
import { hashPassword } from './password.ts';
import { readToken, type TokenRules } from './tokens.ts';

let rules: AccessRules;
let tokens: TokenRules;
/** A hash that costs nothing, so that the tests do not wait. */
const QUICK = { N: 16, r: 1, p: 1 };
type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

let sign: (claims: object, options?: { issuer?: string; audience?: string; expires?: string; key?: PrivateKey }) => Promise<string>;
let foreignKey: PrivateKey;

beforeAll(async () => {
  rules = {
    users: new Map([['ci', await hashPassword('s3cret:x', QUICK)]]),
    grants: [{ to: ['ci', 'role:ops'], right: 'write', subjects: ['shop.*'] }],
  };
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  foreignKey = (await generateKeyPair('ES256')).privateKey;
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  tokens = { keys, issuer: 'https://issuer.example', audience: 'registry', rolesClaim: 'roles' };
  sign = (claims, { issuer = 'https://issuer.example', audience = 'registry', expires = '5m', key = privateKey } = {}) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256' }).setIssuer(issuer).setAudience(audience).setExpirationTime(expires).sign(key);
});

const request = (headers: Record<string, string>, method = 'GET'): IncomingMessage =>
  ({ method, headers, socket: { remoteAddress: '192.0.2.1' } }) as unknown as IncomingMessage;
const basic = (credentials: string) => ({ authorization: `Basic ${Buffer.from(credentials).toString('base64')}` });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = async (identify: Identify, headers: Record<string, string>): Promise<Caller> => identify(request(headers));
const create = (others: Partial<Parameters<typeof createIdentify>[0]> = {}) =>
  createIdentify({ rules: () => rules, readToken: (token) => readToken(token, tokens), perSecond: null, ...others });

// Each check of a name that is nobody's costs as much as a real one.
describe('a user', { timeout: 60_000 }, () => {
  test('is known by the password, at once the next time', async () => {
    const identify = create();
    const caller = await ask(identify, basic('ci:s3cret:x'));
    expect([caller.name, caller.may('write', 'shop.a'), caller.may('read', 'other'), caller.readsAll]).toEqual(['ci', true, false, false]);
    expect(identify(request(basic('ci:s3cret:x')))).toBe(caller);
  });

  test.each([
    ['nothing', {}, 'Say who you are: send the header Authorization.'],
    ['another password', basic('ci:s3cret'), 'The user or the password is wrong.'],
    ['another name', basic('cd:s3cret:x'), 'The user or the password is wrong.'],
    ['the empty password of nobody', basic('cd:'), 'The user or the password is wrong.'],
    ['no password', basic('ci'), 'The user or the password is wrong.'],
    ['another scheme', { authorization: 'Digest x' }, 'Send the header Authorization: Basic or Bearer.'],
  ])('with %s is not', async (_, headers, message) => {
    const asked = (async () => ask(create(), headers as Record<string, string>))();
    await expect(asked).rejects.toMatchObject({
      status: 401,
      message,
      headers: { 'www-authenticate': 'Basic realm="schema registry", Bearer realm="schema registry"' },
    });
  });

  test('has no more rights than the file says now', async () => {
    let current = rules;
    const identify = create({ rules: () => current });
    expect((await ask(identify, basic('ci:s3cret:x'))).may('write', 'shop.a')).toBe(true);
    current = { ...rules, grants: [] };
    expect((await ask(identify, basic('ci:s3cret:x'))).may('write', 'shop.a')).toBe(false);
    current = { users: new Map(), grants: [] };
    await expect(ask(identify, basic('ci:s3cret:x'))).rejects.toMatchObject({ status: 401 });
  });

  test('who guesses is held back, and the one who knows is not', async () => {
    const identify = create();
    await ask(identify, basic('ci:s3cret:x'));
    for (let n = 0; n < 10; n += 1) await expect(ask(identify, basic(`ci:guess${n}`))).rejects.toMatchObject({ status: 401 });
    await expect(ask(identify, basic('ci:guess'))).rejects.toMatchObject({ status: 429, headers: { 'retry-after': '6' } });
    expect((await ask(identify, basic('ci:s3cret:x'))).name).toBe('ci');
  });

  test('has a rate of their own', async () => {
    const identify = create({ perSecond: 2 });
    await ask(identify, basic('ci:s3cret:x'));
    await ask(identify, basic('ci:s3cret:x'));
    await expect((async () => ask(identify, basic('ci:s3cret:x')))()).rejects.toMatchObject({ status: 429 });
    expect((await ask(identify, bearer(await sign({ sub: 'other' })))).name).toBe('other');
  });
});

describe('who holds a token', () => {
  test('is its subject, with its roles', async () => {
    const caller = await ask(create(), bearer(await sign({ sub: 'deploy', roles: ['ops'] })));
    expect([caller.name, caller.may('write', 'shop.a'), caller.may('admin', 'shop.a')]).toEqual(['deploy', true, false]);
    expect((await ask(create(), bearer(await sign({ sub: 'deploy' })))).may('read', 'shop.a')).toBe(false);
  });

  test('is not known by one that is wrong', async () => {
    const refused = async (token: string | Promise<string>) => expect(ask(create(), bearer(await token))).rejects;
    await (await refused(sign({ sub: 'a' }, { expires: '-1m' }))).toMatchObject({ status: 401, message: 'The token has expired.' });
    await (await refused(sign({ sub: 'a' }, { issuer: 'x' }))).toMatchObject({ message: 'The token comes from another issuer.' });
    await (await refused(sign({ sub: 'a' }, { audience: 'x' }))).toMatchObject({ message: 'The token is meant for another audience.' });
    await (await refused(sign({ sub: 'a' }, { key: foreignKey }))).toMatchObject({
      message: 'The token is not signed by an issuer this registry trusts.',
    });
    await (await refused(sign({ roles: ['ops'] }))).toMatchObject({ status: 401 });
    await (await refused(sign({ sub: 'role:ops' }))).toMatchObject({ message: 'The token has a claim sub that is no name.' });
    await (await refused(sign({ sub: 'a', roles: 'ops' }))).toMatchObject({ message: 'The token has a claim roles that is no list of texts.' });
    await (await refused('abc.def.ghi')).toMatchObject({ status: 401 });
  });

  test('is told where no tokens are taken', async () => {
    await expect(ask(create({ readToken: null }), bearer('x'))).rejects.toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="schema registry"' },
    });
  });
});

describe('where nobody is asked', () => {
  test('everybody may do everything', async () => {
    const { readsAll, may } = await ask(identifyNobody(null), {});
    expect([readsAll, may('admin', '')]).toEqual([true, true]);
  });

  test('the page of another site may read and not write', () => {
    const identify = identifyNobody(null);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect(() => identify(request(foreign, 'POST'))).toThrow(expect.objectContaining({ status: 403 }));
    // Its name leads to this machine.
    expect(() => identify(request({ 'sec-fetch-site': 'same-origin', host: 'evil.example:8081' }, 'PUT'))).toThrow('A page of another site');
    void identify(request({ 'sec-fetch-site': 'none', host: '[::1]:8081' }, 'DELETE'));
    void identify(request({ host: 'registry.example' }, 'POST'));
    void identify(request(foreign, 'GET'));
    void identify(request({ 'sec-fetch-site': 'same-origin', host: 'localhost:8081' }, 'POST'));
  });

  test('each address has a rate of its own', () => {
    const identify = identifyNobody(1);
    void identify(request({}));
    expect(() => identify(request({}))).toThrow(expect.objectContaining({ status: 429 }));
  });
});
