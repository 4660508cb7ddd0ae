import type { LoadOptions } from '@vyarna/loader';
import type { Options } from './command.ts';
import { findRepository, folderOf } from './repository.ts';

/** The options by which every command that reads contracts says where they are. */
export const FOLDER_OPTIONS = {
  contracts: { value: 'DIR', summary: 'where the contracts are (contracts/)', complete: 'directory' },
  flows: { value: 'DIR', summary: 'where the flows are (flow-manager/flows/)', complete: 'directory' },
} as const satisfies Options;

/** With `--contracts` the working folder is what files are named relative to, else the repository around it. */
export const contractFolders = ({
  contracts,
  flows,
}: {
  readonly contracts: string | undefined;
  readonly flows: string | undefined;
}): LoadOptions => {
  const root = contracts === undefined ? findRepository(process.cwd()) : process.cwd();
  return { root, contracts: folderOf(root, contracts, 'contracts'), flows: folderOf(root, flows, 'flow-manager/flows') };
};
