import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';

/** A contract set in a git repository of its own, for tests. */
export class GitRepository {
  readonly root: string;
  readonly remove: () => void;

  constructor(files: Files = smallContract) {
    const { root, remove } = writeRepository(files);
    this.root = root;
    this.remove = remove;
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...words: readonly string[]): string {
    const identity = ['-c', 'user.name=tests', '-c', 'user.email=tests@example.org', '-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null'];
    return execFileSync('git', [...identity, ...words], { cwd: this.root, encoding: 'utf8', env: { PATH: process.env['PATH'] } }).trim();
  }

  /** Commits all there is, and gives the commit's id. */
  commit(message = 'Change'): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Null takes the file away. */
  write(file: string, text: string | null): void {
    const path = join(this.root, file);
    if (text === null) rmSync(path);
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
}
