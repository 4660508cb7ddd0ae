import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { relative } from 'node:path/posix';
import { type Release, releaseAt } from './history.ts';

/** What git says was there before the change: its released versions never change again. */
export interface Base {
  /** The commit's full id. */
  readonly commit: string;
  /** How people call it: `origin/main`, `v1.2`. */
  readonly name: string;
  /** The folder of the contracts, relative to the repository. */
  readonly contracts: string;
  readonly releases: readonly Release[];
  /** Those whose file the working tree has with another text, or no longer has. */
  readonly edited: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

/** Thrown where a reference was given that git does not know. */
export class UnknownReference extends Error {
  override readonly name = 'UnknownReference';
}

/** Where the main line of a repository usually is, the one that others have first. */
const MAIN_LINES = ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master', 'refs/heads/main', 'refs/heads/master'];

/**
 * The commit that released versions are compared with: `against`, else where the working tree left the main branch. Null without git, before the first
 * commit, or where a shallow clone does not reach so far. Throws `UnknownReference`.
 */
export const findBase = (root: string, contracts: string, against?: string): Base | null => {
  const git = gitIn(root, contracts);
  const found = against === undefined ? mergeBase(git) : { name: against, commit: commitOf(git, against) };
  if (found === undefined) return null;
  const commit = found.commit.trim();
  // Both name files relative to the folder of the contracts, wherever in the repository that is.
  const listed = git('ls-tree', '-r', '-z', '--name-only', commit);
  const changed = git('diff', '-z', '--name-status', '--no-renames', '--relative', commit, '--', ':(glob)**/released/**')?.split('\0');
  if (listed === undefined || changed === undefined) return null;
  const inFolder = (path: string): string => (contracts === '.' ? path : `${contracts}/${path}`);
  const withStatus = (status: RegExp): ReadonlySet<string> =>
    new Set(changed.filter((_, index) => index % 2 === 1 && status.test(changed[index - 1] ?? '')).map(inFolder));
  const releases = listed.split('\0').flatMap((path) => releaseAt(inFolder(path)) ?? []);
  return { commit, name: found.name, contracts, releases, edited: withStatus(/^[MT]/), gone: withStatus(/^D/) };
};

/** The text of a released version as it was. */
export const textInBase = (root: string, { commit, contracts }: Pick<Base, 'commit' | 'contracts'>, { file }: Release): string =>
  gitIn(root, contracts)('show', `${commit}:./${relative(contracts, file)}`) ?? '';

const commitOf = (git: Git, reference: string): string => {
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`);
  if (commit !== undefined) return commit;
  throw new UnknownReference(`git knows no commit ${reference} here. Fetch it first: git fetch origin ${reference}.`);
};

type Git = (...words: readonly string[]) => string | undefined;

/** Runs git in the folder of the contracts; undefined where it fails, or is not there. */
const gitIn =
  (root: string, contracts: string): Git =>
  (...words) => {
    const { status, stdout } = spawnSync('git', ['-c', 'core.quotePath=false', ...words], {
      cwd: join(root, contracts),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    return status === 0 ? stdout : undefined;
  };

const mergeBase = (git: Git): { readonly name: string; readonly commit: string } | undefined => {
  const listed = git('for-each-ref', '--format=%(refname)', ...MAIN_LINES)?.split('\n') ?? [];
  const main = MAIN_LINES.find((name) => listed.includes(name));
  const commit = main === undefined ? undefined : git('merge-base', 'HEAD', main);
  return main === undefined || commit === undefined ? undefined : { name: main.replace(/^refs\/(remotes|heads)\//, ''), commit };
};
