import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@vyarna/dev/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, sent } from '../testing/instance.ts';
import { ensureRole, type RunningProgram, startProgram } from '../testing/program.ts';
import { hashPassword } from './password.ts';

const QUICK = { N: 16, r: 1, p: 1 };
const basic = (name: string, password = name) => ({ authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` });

let database: { url: string; close(): Promise<void> };
let folder: string;
let accessFile: string;
let program: RunningProgram;
let url: string;
let token: (sub: string, roles: readonly string[]) => Promise<{ authorization: string }>;

const users = ['boss', 'shop', 'reader', 'tester', 'nobody'];
const grants = [
  { to: ['boss'], right: 'admin', subjects: ['*'] },
  { to: ['shop', 'role:shop-ci'], right: 'write', subjects: ['shop.*'] },
  { to: ['reader'], right: 'read', subjects: ['*'] },
  { to: ['tester'], right: 'admin', subjects: [':.test:*'] },
];

const writeAccess = async (some = grants) => {
  const hashes = await Promise.all(users.map(async (name) => [name, await hashPassword(name, QUICK)] as const));
  await writeFile(accessFile, JSON.stringify({ users: Object.fromEntries(hashes), grants: some }));
};

beforeAll(async () => {
  database = await testDatabase();
  await ensureRole(database.url);
  folder = await mkdtemp(join(tmpdir(), 'vyarna-access-'));
  accessFile = join(folder, 'access.json');
  await writeAccess();
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  const jwks = join(folder, 'jwks.json');
  await writeFile(jwks, JSON.stringify({ keys: [await exportJWK(publicKey)] }));
  token = async (sub, groups) => {
    const claims = new SignJWT({ sub, groups: [...groups] }).setProtectedHeader({ alg: 'EdDSA' });
    return { authorization: `Bearer ${await claims.setIssuer('issuer').setAudience('registry').setExpirationTime('1h').sign(privateKey)}` };
  };
  const jwt = { JWT_JWKS_FILE: jwks, JWT_ISSUER: 'issuer', JWT_AUDIENCE: 'registry', JWT_ROLES_CLAIM: 'groups' };
  program = startProgram(database.url, { ACCESS_FILE: accessFile, ...jwt });
  url = await program.listening;
});

afterAll(async () => {
  program.child.kill('SIGKILL');
  await program.exit;
  await rm(folder, { recursive: true });
  await database.close();
});

const ask = async (who: object, method: string, path: string, body?: unknown) => {
  const { status, body: said } = await call({ url }, method, path, body, who);
  return { status, body: said };
};
const status = async (who: object, method: string, path: string, body?: unknown) => (await ask(who, method, path, body)).status;

describe('a registry with an access file', () => {
  test('answers nobody it does not know', async () => {
    for (const path of ['/', '/subjects', '/schemas/ids/1', '/nothing']) {
      const answer = await fetch(`${url}${path}`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="schema registry", Bearer realm="schema registry"');
      expect(await answer.json()).toEqual({ error_code: 401, message: 'Say who you are: send the header Authorization.' });
    }
    expect(await status(basic('boss', 'guess'), 'GET', '/subjects')).toBe(401);
  });

  test('lets each do what the grants say, subject by subject', async () => {
    const order = sent({ type: 'record', name: 'shop.Order', fields: [{ name: 'id', type: 'string' }] });
    const shop = basic('shop');
    const registered = await ask(shop, 'POST', '/subjects/shop.orders/versions', order);
    expect(registered.status).toBe(200);
    const { id, guid } = registered.body as { id: number; guid: string };
    expect(await ask(shop, 'POST', '/subjects/other/versions', order)).toEqual({
      status: 403,
      body: { error_code: 40_301, message: "shop has no right to write to the subject 'other'." },
    });
    expect(await status(basic('boss'), 'POST', '/subjects/other/versions', sent('int'))).toBe(200);
    expect(await status(basic('reader'), 'POST', '/subjects/shop.orders/versions', order)).toBe(403);
    expect(await status(basic('reader'), 'POST', '/subjects/shop.orders', order)).toBe(200);
    expect(await status(basic('reader'), 'POST', '/compatibility/subjects/shop.orders/versions', order)).toBe(200);

    for (const [who, expected] of [
      [basic('boss'), ['other', 'shop.orders']],
      [basic('reader'), ['other', 'shop.orders']],
      [shop, ['shop.orders']],
      [basic('tester'), []],
      [basic('nobody'), []],
    ] as const) {
      expect((await ask(who, 'GET', '/subjects')).body).toEqual(expected);
      expect(((await ask(who, 'GET', '/schemas')).body as { subject: string }[]).map(({ subject }) => subject)).toEqual(expected);
      const mayRead = expected.some((subject) => subject === 'shop.orders') ? 200 : 403;
      for (const path of [`/schemas/ids/${id}`, `/schemas/ids/${id}/versions`, `/schemas/guids/${guid}`, '/subjects/shop.orders/versions/1']) {
        expect(await status(who, 'GET', path)).toBe(mayRead);
        // And again, when it is kept in memory for those who may.
        expect(await status(who, 'GET', path)).toBe(mayRead);
      }
    }

    for (const [method, path, body] of [
      ['POST', '/subjects/shop.orders/versions?force=true', order],
      ['DELETE', '/subjects/shop.orders', undefined],
      ['DELETE', '/subjects/shop.orders/versions/1', undefined],
      ['PUT', '/config/shop.orders', { compatibility: 'NONE' }],
      ['DELETE', '/config/shop.orders', undefined],
      ['PUT', '/mode/shop.orders', { mode: 'READONLY' }],
      ['PUT', '/config', { compatibility: 'NONE' }],
      ['PUT', '/mode', { mode: 'READONLY' }],
      ['DELETE', '/contexts/.test', undefined],
      ['GET', '/vyarna/changes', undefined],
    ] as const) {
      expect(await status(shop, method, path, body)).toBe(403);
      expect(await status(basic('reader'), method, path, body)).toBe(403);
    }
    expect(await status(shop, 'GET', '/config')).toBe(200);
    expect(await status(basic('boss'), 'GET', '/vyarna/changes')).toBe(200);
  });

  test('keeps contexts apart, also where one is searched for what another lacks', async () => {
    const tester = basic('tester');
    expect(await status(tester, 'POST', '/subjects/:.test:secret/versions', sent('string'))).toBe(200);
    expect(await status(tester, 'PUT', '/config/:.test:', { compatibility: 'NONE' })).toBe(200);
    expect(await status(tester, 'PUT', '/config', { compatibility: 'NONE' })).toBe(403);
    expect(await status(tester, 'POST', '/subjects/:.prod:secret/versions', sent('string'))).toBe(403);
    expect((await ask(tester, 'GET', '/contexts/.test/subjects')).body).toEqual([':.test:secret']);
    expect(await status(basic('reader'), 'GET', '/subjects/secret/versions/1')).toBe(200);
    await writeAccess([...grants, { to: ['nobody'], right: 'read', subjects: ['secret'] }]);
    program.child.kill('SIGHUP');
    await expect
      .poll(() => ask(basic('nobody'), 'GET', '/subjects/secret/versions/1').then(({ body }) => body))
      .toEqual({
        error_code: 40_301,
        message: "nobody has no right to read the subject ':.test:secret'.",
      });
  });

  test('asks for the right to what a schema or an alias refers to', async () => {
    const boss = basic('boss');
    const line = { type: 'record', name: 'Line', fields: [{ name: 'n', type: 'int' }] };
    await ask(boss, 'POST', '/subjects/hidden/versions', sent(line));
    const references = [{ name: 'Line', subject: 'hidden', version: 1 }];
    const order = sent({ type: 'record', name: 'shop.Refers', fields: [{ name: 'line', type: 'Line' }] }, { references });
    for (const path of ['/subjects/shop.refers/versions', '/subjects/shop.refers', '/compatibility/subjects/shop.refers/versions']) {
      expect((await ask(basic('shop'), 'POST', path, order)).body).toMatchObject({ message: "shop has no right to read the subject 'hidden'." });
    }
    expect(await status(boss, 'POST', '/subjects/shop.refers/versions', order)).toBe(200);
    expect(await ask(basic('tester'), 'PUT', '/config/:.test:alias', { alias: ':.:hidden' })).toMatchObject({ status: 200 });
    expect((await ask(basic('tester'), 'GET', '/subjects/:.test:alias/versions/1')).status).toBe(404);
  });

  test('knows who holds a token, by name and role', async () => {
    expect(await status(await token('deploy', ['shop-ci']), 'POST', '/subjects/shop.tokens/versions', sent('int'))).toBe(200);
    expect(await status(await token('deploy', []), 'POST', '/subjects/shop.tokens/versions', sent('long'))).toBe(403);
    expect(await status(await token('boss', []), 'PUT', '/config/shop.tokens', { compatibility: 'NONE' })).toBe(200);
    expect(await status({ authorization: 'Bearer a.b.c' }, 'GET', '/subjects')).toBe(401);
    const log = (await ask(basic('boss'), 'GET', '/vyarna/changes')).body as { subject: string; actor: string; action: string }[];
    expect(log.filter(({ subject }) => subject === 'shop.tokens').map(({ actor, action }) => [actor, action])).toEqual([
      ['deploy', 'register'],
      ['boss', 'set-config'],
    ]);
    const changed = program.lines.filter(({ message }) => message === 'changed');
    expect(changed).toContainEqual(
      expect.objectContaining({
        level: 'info',
        actor: 'deploy',
        action: 'register',
        subject: 'shop.tokens',
        outcome: { id: expect.any(Number), version: 1 },
      }),
    );
  });

  test('takes back rights on SIGHUP, and goes on with a file that became wrong', async () => {
    await writeAccess([{ to: ['boss'], right: 'admin', subjects: ['*'] }]);
    program.child.kill('SIGHUP');
    await expect.poll(() => status(basic('reader'), 'GET', '/config/other')).toBe(403);
    await writeFile(accessFile, '{ "users": ');
    program.child.kill('SIGHUP');
    await expect
      .poll(() => program.lines.find(({ message }) => message.startsWith('the access file cannot be read again')))
      .toMatchObject({ level: 'error' });
    expect(await status(basic('boss'), 'GET', '/subjects')).toBe(200);
  });
});

describe('a registry does not start', () => {
  const started = async (environment: Record<string, string>) => {
    const { lines, exit } = startProgram(database.url, environment);
    expect(await exit).toBe(1);
    expect(lines).toHaveLength(1);
    return lines[0];
  };

  test.each([
    ['open to other machines', { HOST: '0.0.0.0' }, 'ACCESS_MISSING', 'ACCESS_FILE'],
    ['with tokens that permit nothing', { JWT_JWKS_FILE: 'x' }, 'ACCESS_MISSING', 'ACCESS_FILE'],
    ['with an access file that is not there', { ACCESS_FILE: '/nowhere/access.json' }, 'ACCESS_FILE_INVALID', 'README'],
    ['with half of a TLS certificate', { TLS_CERT_FILE: 'x' }, 'VARIABLE_MISSING', 'TLS_KEY_FILE'],
    ['with a certificate that is not there', { TLS_CERT_FILE: '/nowhere/a', TLS_KEY_FILE: '/nowhere/b' }, 'TLS_INVALID', 'TLS_CERT_FILE'],
  ])('%s', async (_, environment, code, hint) => {
    expect(await started(environment as unknown as Record<string, string>)).toMatchObject({
      level: 'fatal',
      code,
      hint: expect.stringContaining(hint),
    });
  });
});
