import { expect, test } from 'vitest';
import { hashPassword, isPassword, isPasswordHash } from './password.ts';

test('a password is known by its hash, whose salt is new each time', { timeout: 60_000 }, async () => {
  const [hash, again] = await Promise.all([hashPassword('s3cret ü'), hashPassword('s3cret ü')]);
  expect(hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(hash).not.toBe(again);
  expect(await isPassword('s3cret ü', hash)).toBe(true);
  // The same letter in another Unicode form.
  expect(await isPassword('s3cret u\u0308', hash)).toBe(true);
  expect(await isPassword('s3cret', hash)).toBe(false);
});

test.each([
  ['plain text', 's3cret'],
  ['a cost that is no power of two', 'scrypt$32767$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['a cost of gigabytes', 'scrypt$16777216$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['no salt', 'scrypt$32768$8$3$$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
])('%s is no hash, and no password', async (_, text) => {
  expect(isPasswordHash(text)).toBe(false);
  expect(await isPassword('s3cret', text)).toBe(false);
});
