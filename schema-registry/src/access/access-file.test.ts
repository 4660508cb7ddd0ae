import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAccessFile } from './access-file.ts';

const HASH = 'scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vyarna-access-'));
});

afterAll(() => rm(folder, { recursive: true }));

const read = async (content: unknown) => {
  const path = join(folder, 'access.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readAccessFile(path);
};

test('an access file says who there is and what they may do', async () => {
  const grants = [{ to: ['ci', 'role:ops'], right: 'admin', subjects: ['*'] }];
  expect(await read({ users: { ci: HASH }, grants })).toEqual({ users: new Map([['ci', HASH]]), grants });
  expect(await read({})).toEqual({ users: new Map(), grants: [] });
});

test.each([
  ['text', 'users: ci', 'Unexpected token'],
  ['a list', [], '$ must be an object, not []'],
  ['a member nobody knows', { user: {} }, '$.user is not known; there are users and grants'],
  ['a password in plain text', { users: { ci: 's3cret' } }, '$.users.ci is no password hash: make one with'],
  ['a name with a colon', { users: { 'a:b': HASH } }, "the user 'a:b' cannot log in"],
  [
    'a right there is not',
    { grants: [{ to: ['a'], right: 'own', subjects: ['*'] }] },
    '$.grants[0].right must be one of read, write, admin, not "own"',
  ],
  ['a grant to nobody', { grants: [{ to: [], right: 'read', subjects: ['*'] }] }, '$.grants[0].to must be a list of texts that is not empty'],
  ['a star in the middle', { grants: [{ to: ['a'], right: 'read', subjects: ['a*b'] }] }, "has 'a*b': a * stands at the end only"],
])('with %s it is refused, and what is wrong is said', async (_, content, message) => {
  await expect(read(content)).rejects.toMatchObject({ code: 'ACCESS_FILE_INVALID', message: expect.stringContaining(message) });
});

test('its plain passwords do not get into a log', async () => {
  await expect(read({ users: { ci: 's3cret' } })).rejects.not.toMatchObject({ message: expect.stringContaining('s3cret') });
});
