import type { Bundle } from '@vyarna/contract';
import { checkContracts } from './contract-check.ts';
import type { Finding } from './finding.ts';
import type { Flow } from './flow.ts';
import { readFlow } from './flow-reader.ts';
import { checkShape } from './shape.ts';
import { readSource } from './source.ts';

export interface CheckedFlow {
  /** Null when there is any finding. */
  readonly flow: Flow | null;
  readonly document: unknown;
  readonly findings: readonly Finding[];
}

/** Reads a flow's file and checks it in full: YAML, our profile, the DSL's own schema, and the contracts. `app` is the flow manager's title. */
export const checkFlow = async (text: string, file: string, bundle: Bundle, app: string): Promise<CheckedFlow> => {
  const source = readSource(text, file);
  const { document } = source;
  if (source.findings.length > 0) return { flow: null, document, findings: source.findings };
  const { flow, complaints } = readFlow(document);
  if (flow === null) return { flow, document, findings: inOrder(complaints.map(source.locate)) };
  const shape = await checkShape(document);
  const findings = [...(shape === null ? [] : [shape]), ...checkContracts(flow, bundle, app)].map(source.locate);
  return { flow: findings.length > 0 ? null : flow, document, findings: inOrder(findings) };
};

const inOrder = (findings: readonly Finding[]): readonly Finding[] => [...findings].sort((a, b) => a.line - b.line || a.column - b.column);
