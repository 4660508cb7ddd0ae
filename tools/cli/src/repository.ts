import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UsageError } from './command.ts';

/** The nearest folder, from the working one upwards, that holds `contracts/`. */
export const findRepository = (from: string): string => {
  let folder = resolve(from);
  while (!existsSync(join(folder, 'contracts'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new UsageError('There is no folder "contracts" here or above: say where it is with --contracts.');
    folder = parent;
  }
  return folder;
};

/** A folder as it is named in findings: relative to the repository, with `/`. An option is relative to the working folder. */
export const folderOf = (root: string, option: string | undefined, standard: string): string =>
  option === undefined ? standard : relative(root, resolve(option)).replaceAll('\\', '/') || '.';
