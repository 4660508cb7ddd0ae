import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { outsidePath } from '../postgres/outside-folder.ts';
import { projectFolder } from '../project-folder.ts';

export interface RepositoryCopy {
  readonly root: string;
  remove(): void;
}

const COPIED = ['contracts', 'flow-manager', 'gateway', 'generated', 'libs', 'schema-registry', 'services', 'tools'];

/**
 * The repository with its working tree, in a temporary folder where a test may edit it. Of npm's packages it has links, and npm must not touch those: it
 * finds no package.json.
 */
export function copyRepository(): RepositoryCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'vyarna-copy-')));
  // PostgreSQL may run as somebody else.
  chmodSync(root, 0o755);
  const packages: string[] = [];
  for (const name of COPIED) {
    cpSync(join(projectFolder, name), join(root, name), {
      recursive: true,
      filter: (from) => {
        if (!from.endsWith('/node_modules')) return true;
        packages.push(relative(projectFolder, from));
        return false;
      },
    });
  }
  linkPackages('node_modules', root);
  for (const folder of packages) symlinkSync(join(projectFolder, folder), join(root, folder));
  return {
    root,
    remove() {
      for (const folder of [root, outsidePath(root)]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Links to the copy's own packages stay within the copy, as npm made them; all others lead to what is installed here. */
function linkPackages(folder: string, root: string): void {
  mkdirSync(join(root, folder), { recursive: true });
  for (const entry of readdirSync(join(projectFolder, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const target = realpathSync(join(projectFolder, path));
    const own = relative(projectFolder, target);
    const isOwn = !own.startsWith('..') && !own.startsWith('node_modules') && existsSync(join(root, own));
    if (entry.name === '@vyarna') linkPackages(path, root);
    else symlinkSync(isOwn ? relative(dirname(join(root, path)), join(root, own)) : target, join(root, path));
  }
}
