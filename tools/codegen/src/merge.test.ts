/** What happens to generated files when people merge: nothing that `make codegen` does not put right. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { smallContract, writeRepository } from '@vyarna/loader/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { committedDrift } from './output-folder.ts';
import { Workspace } from './workspace.ts';

const ORDER = 'contracts/shop/schemas/order.avsc';
const CARD = 'contracts/shop/schemas/card.avsc';
let root = '';
let remove = (): void => {};

/** What Git says, whether it could do it or not; nothing but the repository itself configures it. */
const git = (...args: readonly string[]): string => {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'merge.conflictStyle=merge'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const { stdout, stderr, error } = spawnSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8', env });
  if (error !== undefined) throw error;
  return stdout + stderr;
};

const workspace = (): Workspace => new Workspace({ root, contracts: 'contracts', flows: 'flow-manager/flows', out: 'generated' });

const isClean = async (): Promise<boolean> => {
  const { missing, changed, stale } = committedDrift((await workspace().compare()).drift);
  return missing.length + changed.length + stale.length === 0;
};

/** On a branch of its own: a change of a contract, and what is generated of it. */
const branch = async (name: string, file: string, from: string, to: string): Promise<void> => {
  git('checkout', '--quiet', '-b', name, 'trunk');
  const text = readFileSync(join(root, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
  await workspace().generate();
  git('add', '--all');
  git('commit', '--quiet', '--message', name);
};

beforeEach(async () => {
  ({ root, remove } = writeRepository({ ...smallContract, '.gitignore': 'generated/bundle.json\n' }));
  copyFileSync(resolve(import.meta.dirname, '../../../.gitattributes'), join(root, '.gitattributes'));
  git('init', '--quiet', '--initial-branch', 'trunk');
  await workspace().generate();
  git('add', '--all');
  git('commit', '--quiet', '--message', 'contracts');
});
afterEach(() => remove());

describe('merging two branches', () => {
  test('that changed two messages needs nobody, and what comes out is what the contracts say', async () => {
    await branch('one', ORDER, '"fields": [', '"fields": [ { "name": "note", "type": "string", "default": "", "doc": "A note." },');
    await branch('two', CARD, '"fields": [', '"fields": [{ "name": "holder", "type": "string", "default": "", "doc": "Whose." }, ');
    expect(git('merge', '--no-edit', 'one')).not.toContain('CONFLICT');
    expect(await isClean()).toBe(true);
  });

  test('that changed one message is resolved in the contract alone: generating does the rest', async () => {
    await branch('one', CARD, '"name": "last4"', '"name": "lastFour"');
    await branch('two', CARD, '"name": "last4"', '"name": "tail"');
    const said = git('merge', '--no-edit', 'one');
    expect(said.match(/^CONFLICT .* in (.*)$/gm)?.map((line) => line.replace(/.* in /, ''))).toEqual([
      CARD,
      'generated/shop/schemas/card.schema.json',
      'generated/shop/types/card.gen.ts',
    ]);
    expect((await workspace().generate()).findings.map(({ file, rule }) => `${rule} ${file}`)).toEqual([`BROKEN_MERGE ${CARD}`]);
    writeFileSync(join(root, CARD), (smallContract[CARD] ?? '').replace('"name": "last4"', '"name": "tail"'));
    await workspace().generate();
    git('add', '--all');
    expect(git('grep', '--cached', '-l', '-E', '^(<<<<<<<|>>>>>>>)')).toBe('');
    expect(git('commit', '--no-edit')).toContain("Merge branch 'one' into two");
    expect(await isClean()).toBe(true);
  });

  test('leaves the line ends of generated files as they are, whatever the machine prefers', async () => {
    git('config', 'core.autocrlf', 'true');
    git('rm', '-r', '--quiet', 'generated');
    git('reset', '--quiet', '--hard');
    expect(await isClean()).toBe(true);
  });
});
