import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { LoadOptions } from '@vyarna/loader';
import { type Options, UsageError } from './command.ts';
import { findRepository, folderOf } from './repository.ts';

/** The options by which every command that reads contracts says where they are. */
export const FOLDER_OPTIONS = {
  contracts: { value: 'DIR', summary: 'where the contracts are (contracts/)', complete: 'directory' },
  flows: { value: 'DIR', summary: 'where the flows are (flow-manager/flows/ beside the contracts)', complete: 'directory' },
} as const satisfies Options;

/**
 * With `--contracts` the working folder is what files are named relative to, else the repository around it. Flows go with the contracts that they
 * lie beside: those of this repository say nothing of anyone else's contracts.
 */
export const contractFolders = ({
  contracts,
  flows,
}: {
  readonly contracts: string | undefined;
  readonly flows: string | undefined;
}): LoadOptions => {
  for (const folder of [contracts, flows]) if (folder !== undefined && !existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
  const root = contracts === undefined ? findRepository(process.cwd()) : process.cwd();
  const folder = folderOf(root, contracts, 'contracts');
  return { root, contracts: folder, flows: folderOf(root, flows, posix.join(folder, '../flow-manager/flows')) };
};
