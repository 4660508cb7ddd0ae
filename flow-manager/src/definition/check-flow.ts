import type { Contracts } from '@vyarna/contract';
import { checkFlow as checkAgainst, type Flow, isError, readFlow, readFlowSource } from '@vyarna/contract/flow';
import { checkBundle } from './bundle-check.ts';
import { bundleContracts } from './bundle-contracts.ts';

type Finding = ReturnType<typeof readFlowSource>['findings'][number];

export interface CheckedFlow {
  /** Null when any finding is an error. */
  readonly flow: Flow | null;
  readonly document: unknown;
  readonly findings: readonly Finding[];
}

/**
 * Reads a flow's file and checks it in full, as `vyarna generate` does, and that the bundle was made with it. `app` is the flow
 * manager's title.
 */
export const checkFlow = (text: string, file: string, contracts: Contracts, app: string): CheckedFlow => {
  const { source, findings: ofText } = readFlowSource(text, file);
  if (source === null) return { flow: null, document: undefined, findings: ofText };
  const { document } = source;
  const read = readFlow(document);
  const { bundle } = contracts;
  const { findings: ofFlow } = checkAgainst(source, read, bundleContracts(contracts), bundle.flows[read.draft?.name ?? '']?.input ?? null);
  const ofBundle = read.flow === null ? [] : checkBundle(read.flow, bundle, app).map(source.locate);
  const findings = [...ofText, ...ofFlow, ...ofBundle].sort((a, b) => a.line - b.line || a.column - b.column);
  return { flow: findings.some(isError) ? null : read.flow, document, findings };
};
