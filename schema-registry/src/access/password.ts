import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and some tenths of a second for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const FORM = /^scrypt\$(\d{1,8})\$(\d{1,2})\$(\d{1,2})\$([\w-]{16,})\$([\w-]{20,})$/;
/** What a hash may ask for, so that a line of a file cannot take all the memory there is. */
const MOST_BYTES = 512 * 1024 * 1024;

/** `scrypt$N$r$p$salt$hash`, salted anew each time. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, KEY_BYTES, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

export const isPasswordHash = (text: string): boolean => read(text) !== undefined;

/** Takes as long for a password that is wrong as for the right one. False for a hash that is none. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const expected = read(hash);
  if (expected === undefined) return false;
  return timingSafeEqual(await derive(password, expected.salt, expected.key.length, expected.cost), expected.key);
}

interface Hash {
  readonly cost: typeof COST;
  readonly salt: Buffer;
  readonly key: Buffer;
}

function read(text: string): Hash | undefined {
  const [, N, r, p, salt = '', key = ''] = FORM.exec(text) ?? [];
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  if (!(cost.N > 1 && Number.isInteger(Math.log2(cost.N)) && cost.r > 0 && cost.p > 0 && memoryOf(cost) <= MOST_BYTES)) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}

const memoryOf = ({ N, r, p }: typeof COST): number => 128 * r * (N + p);

function derive(password: string, salt: Buffer, length: number, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, { ...cost, maxmem: 2 * memoryOf(cost) }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
