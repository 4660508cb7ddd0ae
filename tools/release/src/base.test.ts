import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBase, textInBase } from './base.ts';
import { GitRepository } from './testing/git-repository.ts';

const FILE = 'contracts/shop/released/odd%20name/1.avsc';
let repository: GitRepository;
const clones: string[] = [];

beforeEach(() => {
  repository = new GitRepository({ [FILE]: '"string"\n', 'contracts/shop/released/notes.md': '', 'flow-manager/flows/.gitkeep': '' });
});

afterEach(() => {
  repository.remove();
  for (const folder of clones.splice(0)) rmSync(folder, { recursive: true });
});

const clone = (...options: readonly string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vyarna-clone-'));
  clones.push(folder);
  execFileSync('git', ['clone', '--quiet', ...options, `file://${repository.root}`, folder], { env: { PATH: process.env['PATH'] }, stdio: 'ignore' });
  return folder;
};

test('without a commit there is none', () => {
  expect(findBase(repository.root, 'contracts')).toBe(null);
});

test('on the main branch it is the last commit, with its releases and what became of them', () => {
  const commit = repository.commit();
  const base = findBase(repository.root, 'contracts');
  const release = { subject: 'odd name', version: 1, file: FILE };
  expect(base).toEqual({ commit, name: 'main', contracts: 'contracts', releases: [release], edited: new Set(), gone: new Set() });
  repository.write(FILE, '"int"\n');
  expect(findBase(repository.root, 'contracts')?.edited).toEqual(new Set([FILE]));
  expect(base === null ? '' : textInBase(repository.root, base, release)).toBe('"string"\n');
  repository.write(FILE, null);
  expect(findBase(repository.root, 'contracts')?.gone).toEqual(new Set([FILE]));
});

test('contracts beside the working folder are found in their own place', () => {
  repository.commit();
  const base = findBase(join(repository.root, 'flow-manager'), '../contracts');
  expect(base?.releases.map(({ file }) => file)).toEqual([`../${FILE}`]);
  expect(base === null ? '' : textInBase(join(repository.root, 'flow-manager'), base, { subject: 'odd name', version: 1, file: `../${FILE}` })).toBe(
    '"string"\n',
  );
});

test('in a clone it is where the branch left that of the origin', () => {
  const left = repository.commit();
  const folder = clone();
  repository.write('contracts/shop/released/odd%20name/2.avsc', '"int"\n');
  repository.commit();
  expect(findBase(folder, 'contracts')).toMatchObject({ commit: left, name: 'origin/HEAD' });
});

test('a clone that does not reach back so far has none, and one that is named counts', () => {
  repository.commit();
  repository.git('switch', '--quiet', '--create', 'change');
  repository.write('contracts/shop/released/odd%20name/2.avsc', '"int"\n');
  const change = repository.commit();
  repository.git('switch', '--quiet', 'main');
  const folder = clone('--depth', '1', '--branch', 'change');
  expect(findBase(folder, 'contracts')).toBe(null);
  expect(findBase(folder, 'contracts', 'HEAD')).toMatchObject({ commit: change, name: 'HEAD' });
});
