import { execFileSync } from 'node:child_process';

const IDENTITY = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', '-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null'];

/** Makes a folder a git repository whose main branch has all that is in it, as a team's contracts are. */
export const commitAll = (folder: string): void => {
  const git = (...words: readonly string[]): void => void execFileSync('git', [...IDENTITY, ...words], { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Everything');
};
