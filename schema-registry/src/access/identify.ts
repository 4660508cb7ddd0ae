import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '@vyarna/process';
import { HttpError } from '../http/http-error.ts';
import type { AccessRules } from './access-file.ts';
import { ANYBODY, type Caller } from './caller.ts';
import { callerOf } from './grants.ts';
import { hashPassword, isPassword } from './password.ts';
import { RateLimit } from './rate-limit.ts';

/** Who sent a request. Throws or rejects with an HttpError: 401, 403 or 429. No promise where it is known already. */
export type Identify = (request: IncomingMessage) => Caller | Promise<Caller>;

export interface IdentifyOptions {
  /** As they are now. */
  readonly rules: () => AccessRules;
  /** Reads a bearer token; rejects with an HttpError (401). Null where none are taken. */
  readonly readToken: ((token: string) => Promise<TokenHolder>) | null;
  /** Requests a second for each caller; null for any number. */
  readonly perSecond: number | null;
}

/** Whom a token speaks for. */
export interface TokenHolder {
  readonly name: string;
  readonly roles: readonly string[];
  /** When the token ends, in milliseconds since 1970. */
  readonly until: number;
}

/** How long a password that was right is not checked again, in milliseconds. */
const KNOWN_MS = 5 * 60_000;
const MOST_KNOWN = 10_000;
/** Passwords that are checked at a time; each takes a core for a tenth of a second. */
const MOST_CHECKED = 64;
/** Wrong passwords for one name from one address: so many at once, then one in six seconds. */
const WRONG_AT_ONCE = 10;
const WRONG_PER_SECOND = 1 / 6;

const BASIC = /^Basic +([\w+/=-]+) *$/i;
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

interface Known {
  readonly caller: Caller;
  readonly until: number;
  readonly rules: AccessRules;
}

/** Takes everybody for anybody, each address at its own rate: for a registry that can be reached from its own machine only. */
export function identifyNobody(perSecond: number | null): Identify {
  const rate = perSecond === null ? null : new RateLimit(perSecond);
  return (request) => {
    refuseForeignPages(request);
    rate?.take(request.socket.remoteAddress ?? '');
    return ANYBODY;
  };
}

/**
 * A page of another site, open in a browser on this machine, could otherwise send what needs no permission of the browser; also one whose
 * name was made to lead here, which the browser then takes for our own.
 */
function refuseForeignPages({ method, headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site'];
  if (site === undefined || method === 'GET' || method === 'HEAD') return;
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname.replace(/^\[|\]$/g, '');
  if ((site === 'same-origin' || site === 'none') && isLoopback(host)) return;
  throw new HttpError(403, 'A page of another site may not change this registry.');
}

export function createIdentify({ rules, readToken, perSecond }: IdentifyOptions): Identify {
  const rate = perSecond === null ? null : new RateLimit(perSecond);
  const wrong = new RateLimit(WRONG_PER_SECOND, WRONG_AT_ONCE);
  const known = new Map<string, Known>();
  /** Checked where a user is not there, so that it takes as long. */
  const nobodys = hashPassword('');
  let checked = 0;

  const unauthenticated = (message: string): HttpError =>
    new HttpError(401, message, {
      headers: { 'www-authenticate': `Basic realm="schema registry"${readToken === null ? '' : ', Bearer realm="schema registry"'}` },
    });

  const fromBasic = async (credentials: string, address: string): Promise<Pick<Known, 'caller' | 'until'>> => {
    const [name, password] = split(Buffer.from(credentials, 'base64').toString());
    if (checked >= MOST_CHECKED) throw new HttpError(429, 'HTTP 429 Too Many Requests: others are logging in.', { headers: { 'retry-after': '1' } });
    wrong.peek(`${address} ${name}`);
    const { users, grants } = rules();
    checked += 1;
    try {
      const right = await isPassword(password, users.get(name) ?? (await nobodys));
      if (right && users.has(name)) return { caller: callerOf(name, [], grants), until: Date.now() + KNOWN_MS };
    } finally {
      checked -= 1;
    }
    wrong.take(`${address} ${name}`);
    throw unauthenticated('The user or the password is wrong.');
  };

  const fromToken = async (token: string): Promise<Pick<Known, 'caller' | 'until'>> => {
    if (readToken === null) throw unauthenticated('This registry takes no tokens: send a user and a password.');
    const { name, roles, until } = await readToken(token);
    return { caller: callerOf(name, roles, rules().grants), until };
  };

  const find = async (header: string, key: string, address: string): Promise<Caller> => {
    const current = rules();
    const basic = BASIC.exec(header)?.[1];
    const bearer = BEARER.exec(header)?.[1];
    if (basic === undefined && bearer === undefined) throw unauthenticated('Send the header Authorization: Basic or Bearer.');
    const found = basic === undefined ? await fromToken(bearer ?? '') : await fromBasic(basic, address);
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(key, { ...found, rules: current });
    rate?.take(found.caller.name);
    return found.caller;
  };

  return ({ headers: { authorization }, socket }) => {
    if (authorization === undefined) throw unauthenticated('Say who you are: send the header Authorization.');
    // A hash, so that no password stays in memory.
    const key = hash('sha256', authorization);
    const before = known.get(key);
    if (before !== undefined && before.rules === rules() && before.until > Date.now()) {
      rate?.take(before.caller.name);
      return before.caller;
    }
    known.delete(key);
    return find(authorization, key, socket.remoteAddress ?? '');
  };
}

function split(credentials: string): [string, string] {
  const colon = credentials.indexOf(':');
  return colon < 0 ? [credentials, ''] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
}
