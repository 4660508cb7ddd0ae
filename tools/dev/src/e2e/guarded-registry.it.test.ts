import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Platform, startPlatform } from '@vyarna/dev';
import { type TestDatabase, testDatabase } from '@vyarna/dev/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { repository } from '../house/sources.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { call } from './http-call.ts';

const BASIC = 'SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO';
const BEARER = 'SCHEMA_REGISTRY_BEARER_TOKEN';
const vyarna = join(repository, 'tools/cli/bin/vyarna.js');

let database: TestDatabase;
let registry: ChildProcess;
let url: string;
let token: string;
let folder: string;

const run = (words: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn(process.execPath, [vyarna, 'registry', ...words], { cwd: repository, env: { PATH: process.env['PATH'], ...env } });

/** As an administrator makes it. */
const hashOf = async (password: string): Promise<string> => {
  const child = spawn(process.execPath, [join(repository, 'schema-registry/src/access/hash-password.ts')]);
  child.stdin.end(`${password}\n`);
  return (await text(child.stdout)).trim();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vyarna-guarded-'));
  database = await testDatabase();
  const access = {
    users: { ci: await hashOf('of:ci'), programs: await hashOf('of programs') },
    grants: [
      { to: ['ci'], right: 'admin', subjects: ['*'] },
      { to: ['programs', 'role:platform'], right: 'read', subjects: ['*'] },
    ],
  };
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  writeFileSync(join(folder, 'access.json'), JSON.stringify(access));
  writeFileSync(join(folder, 'jwks.json'), JSON.stringify({ keys: [await exportJWK(publicKey)] }));
  const claims = new SignJWT({ sub: 'operator', roles: ['platform'] }).setProtectedHeader({ alg: 'EdDSA' });
  token = await claims.setIssuer('issuer').setAudience('registry').setExpirationTime('1h').sign(privateKey);
  registry = run(['serve', '--port', String(await freePort())], {
    DATABASE_URL: database.url,
    ACCESS_FILE: join(folder, 'access.json'),
    JWT_JWKS_FILE: join(folder, 'jwks.json'),
    JWT_ISSUER: 'issuer',
    JWT_AUDIENCE: 'registry',
  });
  url = await new Promise((resolve, reject) => {
    registry.stdout?.on('data', (bytes) => {
      const found = /listens at (\S+?),/.exec(String(bytes))?.[1];
      if (found !== undefined) resolve(found);
    });
    registry.once('close', (code) => reject(new Error(`the registry ended with ${code}`)));
  });
});

afterAll(async () => {
  registry.kill('SIGINT');
  await once(registry, 'close');
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const push = async (env: Readonly<Record<string, string>>) => {
  const child = run(['push', '--local'], { SCHEMA_REGISTRY_URL: url, ...env });
  const [error, [code]] = await Promise.all([text(child.stderr as NodeJS.ReadableStream), once(child, 'close')]);
  return { code, error };
};

test('a registry that asks who is there takes the schemas of who may write, and says what others have to set', async () => {
  expect(await push({})).toEqual({
    code: 1,
    error: `vyarna registry push: the registry at ${url} refuses (401): Say who you are: send the header Authorization. Set ${BASIC} to user:password, or ${BEARER}, for somebody who may do this.\n`,
  });
  expect(await push({ [BEARER]: token })).toMatchObject({
    code: 1,
    error: expect.stringContaining('operator has no right to administer the subject'),
  });
  expect(await push({ [BASIC]: 'ci:of:ci' })).toEqual({ code: 0, error: '' });
});

test('the platform runs on it, its programs with user and password or with a token', async () => {
  let platform: Platform | undefined;
  try {
    const withToken = { [BASIC]: '', [BEARER]: token };
    platform = await startPlatform({
      dataDir: temporaryFolder(),
      bus: 'embedded',
      registry: { url, credentials: { [BASIC]: 'programs:of programs' } },
      environment: { operator: withToken, gateway: withToken },
    });
    expect(platform.processes.map(({ name }) => name)).not.toContain('registry');
    const body = { email: 'ada@example.org', displayName: 'Ada' };
    const created = await call(platform.gatewayUrl, 'POST', '/v1/operators', { token: await platform.token(), body });
    expect(created).toMatchObject({ status: 201, body: { result: body } });
  } finally {
    await platform?.stop();
  }
});

test('a program that it does not let in ends with one line that says what to set', async () => {
  const refused = startPlatform({
    dataDir: temporaryFolder(),
    bus: 'embedded',
    registry: { url, credentials: { [BASIC]: 'programs:guess' } },
    processes: ['operator'],
  });
  await expect(refused).rejects.toMatchObject({
    code: 'PROGRAM_FAILED',
    message: expect.stringMatching(
      `^The operator did not start: The schema registry at ${url} refuses this program \\(401\\): .*\\. Set ${BASIC} to user:password, or ${BEARER}, for somebody who may read there\\. \\[REGISTRY_REFUSED\\]$`,
    ),
  });
});
