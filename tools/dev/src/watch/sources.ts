import type { WorkspaceFolders } from '@vyarna/codegen';

const CONTRACTS = 'contracts';
const FLOWS = 'flow-manager/flows';

/** The folders of a repository, for its `Workspace`. */
export const workspaceFolders = (root: string): WorkspaceFolders => ({ root, contracts: CONTRACTS, flows: FLOWS, out: 'generated' });

/** Where all lies that a running platform follows from; what is generated follows from these. */
export const SOURCE_FOLDERS: readonly string[] = [CONTRACTS, FLOWS, 'libs', 'services', 'flow-manager/src', 'gateway/src', 'schema-registry/src'];

export const isContractSource = (path: string): boolean => path.startsWith(`${CONTRACTS}/`) || path.startsWith(`${FLOWS}/`);

/** Contracts and flows whatever their form, and the code that programs run: no tests. */
export const isSource = (path: string): boolean => isContractSource(path) || (path.endsWith('.ts') && !/\.test\.ts$|\/testing\//.test(path));
