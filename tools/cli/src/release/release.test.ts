import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '@vyarna/release/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../run.ts';

const ERROR_REPLY = 'contracts/types/schemas/error-reply.avsc';
const RELEASED = 'contracts/types/released/types.ErrorReply';
let repository: GitRepository;
const before = process.cwd();

beforeEach(() => {
  repository = new GitRepository();
  process.chdir(repository.root);
});

afterEach(() => {
  process.chdir(before);
  repository.remove();
});

const vyarna = async (...words: readonly string[]) => {
  const [out, error]: [string[], string[]] = [[], []];
  const code = await run(words, { out: (line) => out.push(line), error: (line) => error.push(line) });
  return { code, out, error };
};

const errorReply = (type: string) =>
  `{ "type": "record", "name": "ErrorReply", "namespace": "types", "fields": [\n  { "name": "code", "type": ${type} } ] }\n`;

test('a release says what it writes, and the next one has nothing to do', async () => {
  const first = await vyarna('release');
  expect(first).toMatchObject({
    code: 0,
    error: [expect.stringMatching(/^vyarna release: git knows no earlier state/), 'vyarna release: 7 of 7 subjects changed.'],
  });
  expect(first.out).toContain(`${RELEASED}/1.avsc: version 1 of types.ErrorReply`);
  repository.commit();
  expect(await vyarna('release')).toEqual({ code: 0, out: [], error: ['vyarna release: 0 of 7 subjects changed, compared with main.'] });
});

test('what may not be released is refused with exit code 100, and nothing is written', async () => {
  await vyarna('release');
  const released = repository.commit();
  repository.git('switch', '--quiet', '--create', 'change');
  repository.write(ERROR_REPLY, errorReply('"int"'));
  const refused = await vyarna('release');
  expect(refused).toEqual({
    code: 100,
    out: [
      `${ERROR_REPLY}:2:29: It does not fit what is released of types.ErrorReply (version 1): it was "string" and is "int". Keep the type, or add a field of another name. The level is FULL_TRANSITIVE. A break is made under a new record name. [RELEASE_INCOMPATIBLE]`,
    ],
    error: ['vyarna release: nothing was released.'],
  });
  expect(existsSync(`${RELEASED}/2.avsc`)).toBe(false);
  // The same without the command line's help: vyarna check sees it too, and against any commit.
  const checked = await vyarna('check', '--no-parser', 'contracts/types', '--against', released);
  expect([
    checked.code,
    checked.out
      .join('\n')
      .split('\n')
      .filter((line) => line.includes('RELEASE_')),
  ]).toEqual([100, refused.out]);
});

test('--check writes nothing and lists what is not released', async () => {
  expect(await vyarna('release', '--check')).toMatchObject({ code: 100, error: [expect.any(String), 'vyarna release: not everything is released.'] });
  expect(existsSync(join(repository.root, RELEASED))).toBe(false);
});

test('a commit that git does not know is a wrong question', async () => {
  expect(await vyarna('release', '--against', 'nowhere')).toEqual({
    code: 2,
    out: [],
    error: ['vyarna release: git knows no commit nowhere here. Fetch it first: git fetch origin nowhere. vyarna release --help tells more.'],
  });
});

test('contracts that cannot be read are not released', async () => {
  repository.write(ERROR_REPLY, errorReply('"strin"'));
  const { code, out, error } = await vyarna('release');
  expect([code, error]).toEqual([100, ['vyarna release: the contracts cannot be read; nothing was released.']]);
  expect(out.join()).toContain(`${ERROR_REPLY}:2:29: `);
});
