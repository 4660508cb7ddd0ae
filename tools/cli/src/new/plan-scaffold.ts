import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFinding, loadContracts } from '@vyarna/loader';
import { type Change, createScaffolding, type NextStep } from '@vyarna/scaffold';
import { type Asked, add } from './kinds.ts';
import { inStage } from './stage.ts';

export interface Planned {
  readonly changes: readonly Change[];
  /** What a person has to do, because no program can. */
  readonly byHand: readonly string[];
  readonly next: readonly NextStep[];
}

/** Nothing can be written: the contracts have findings, or would have them. */
export interface Refused {
  readonly findings: readonly string[];
  readonly when: string;
}

const FLOWS = 'flow-manager/flows';

/** Plans what is asked for: the files as they will be, formatted, in contracts that are without findings. Writes nothing. */
export const planScaffold = async (root: string, asked: Asked): Promise<Planned | Refused> => {
  const before = loadContracts({ root, contracts: 'contracts', flows: FLOWS });
  if (before.set === null) return { findings: before.findings.map(formatFinding), when: 'put these right first' };
  const read = (path: string): string | undefined => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);
  const scaffolding = createScaffolding(before.set.bundle, read);
  const next = add(scaffolding, asked);
  const { draft } = scaffolding;
  return inStage(root, ['contracts', FLOWS], draft.changes, (stage, changes) => {
    const after = loadContracts({ root: stage, contracts: 'contracts', flows: FLOWS });
    if (after.set === null) return { findings: after.findings.map(formatFinding), when: 'the contracts would have these findings' };
    return { changes, byHand: draft.byHand, next };
  });
};
