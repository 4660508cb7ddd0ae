import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf, digestOfFile } from '@vyarna/loader/digest';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

/** What generates: this command, and the packages that the emitters are made of. */
const ROOTS = ['tools/cli/src/generate', 'tools/codegen'];

/**
 * A digest of all that decides how contracts become files: the sources of the emitters and of every package of this repository that they import, and
 * the versions of everything else.
 */
export const toolDigest = (repository = REPOSITORY): string => {
  const folders = new Set(ROOTS.map((folder) => join(repository, folder)));
  // A set that grows while it is walked goes on to what was added.
  for (const folder of folders) for (const name of packagesOf(folder)) folders.add(realpathSync(join(repository, 'node_modules', name)));
  const files = [...folders].flatMap(sourcesBelow).sort();
  return digestOf([join(repository, 'package-lock.json'), ...files].map((file) => `${file} ${digestOfFile(file)}`).join('\n'));
};

const packagesOf = (folder: string): readonly string[] => {
  try {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
    return Object.keys(dependencies).filter((name) => name.startsWith('@vyarna/'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|md|json)$/.test(name) && !/\.test\.ts$|(^|[\\/])(node_modules|testing)[\\/]/.test(name))
    .map((name) => join(folder, name));
