import { isLoopback, type Program, StartError } from '@vyarna/process';
import { readAccessFile } from './access-file.ts';
import { createIdentify, type Identify, type IdentifyOptions, identifyNobody } from './identify.ts';
import { reloaded } from './reloaded.ts';

type Settings = Pick<Program, 'env' | 'logger' | 'onStop'>;

/**
 * How callers are known, by the environment: ACCESS_FILE, the JWT_ variables, RATE_LIMIT. Without ACCESS_FILE nobody is asked, which is
 * for loopback only: rejects with the StartError ACCESS_MISSING elsewhere.
 */
export async function identifyBy(program: Settings, host: string): Promise<Identify> {
  const { env, logger } = program;
  const perSecond = env.optional('RATE_LIMIT') === undefined ? null : env.integer('RATE_LIMIT', undefined, { least: 1, most: 1_000_000 });
  const file = env.optional('ACCESS_FILE');
  if (file === undefined) {
    refuseOpenDoor(program, host);
    return identifyNobody(perSecond);
  }
  const rules = await reloaded([file], () => readAccessFile(file), { logger, what: 'access file' });
  program.onStop('access file', async () => rules.stop());
  return createIdentify({ rules: rules.current, readToken: await tokenReader(program), perSecond });
}

function refuseOpenDoor({ env }: Settings, host: string): void {
  if (env.optional('JWT_JWKS_FILE') !== undefined || env.optional('JWT_JWKS_URL') !== undefined) {
    throw new StartError(
      'ACCESS_MISSING',
      'Tokens are to be verified, but ACCESS_FILE does not say what they permit.',
      'Set ACCESS_FILE; schema-registry/README.md shows one.',
    );
  }
  if (isLoopback(host)) return;
  throw new StartError(
    'ACCESS_MISSING',
    `HOST is ${host}, where other machines could read and change every schema: nobody is asked who they are.`,
    'Set ACCESS_FILE to a file of users and grants (schema-registry/README.md shows one), or HOST to 127.0.0.1.',
  );
}

async function tokenReader(program: Settings): Promise<IdentifyOptions['readToken']> {
  const { env, logger } = program;
  const file = env.optional('JWT_JWKS_FILE');
  const address = env.optional('JWT_JWKS_URL');
  if (file === undefined && address === undefined) return null;
  const rules = { issuer: env.string('JWT_ISSUER'), audience: env.string('JWT_AUDIENCE'), rolesClaim: env.string('JWT_ROLES_CLAIM', 'roles') };
  // Loaded only here: a registry without tokens starts without it.
  const { fetchedKeys, readKeys, readToken } = await import('./tokens.ts');
  if (file === undefined) {
    const keys = fetchedKeys(httpUrl(address ?? ''));
    return (token) => readToken(token, { ...rules, keys });
  }
  const keys = await reloaded([file], () => readKeys(file), { logger, what: 'JWKS file' });
  program.onStop('JWKS file', async () => keys.stop());
  return (token) => readToken(token, { ...rules, keys: keys.current() });
}

function httpUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new StartError('VARIABLE_INVALID', `JWT_JWKS_URL is '${text}', which is no http URL.`, "Set JWT_JWKS_URL to your issuer's JWKS address.");
}
