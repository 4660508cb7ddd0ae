import { createHash } from 'node:crypto';
import type { Bundle } from '@vyarna/contract';
import type { ProgramPlan } from '../platform/programs.ts';
import { contractContent } from './contract-content.ts';
import type { Snapshot } from './source-tree.ts';

/** What every program is made of, whatever its own sources are. */
const SHARED_SOURCES = 'libs';

/** Hash of all that a program is started on: its part of the contracts, and its sources. Equal hashes need no restart. */
export const programContent = ({ contracts, folder }: ProgramPlan, bundle: Bundle, sources: Snapshot): string => {
  const own = [...sources]
    .filter(([path]) => path.startsWith(`${folder}/`) || path.startsWith(`${SHARED_SOURCES}/`))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const content = contracts === null ? undefined : contractContent(bundle, contracts);
  return createHash('sha256')
    .update(JSON.stringify([own, content]))
    .digest('hex');
};
