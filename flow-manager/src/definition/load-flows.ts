import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Contracts, canonicalJson } from '@vyarna/contract';
import { type Flow, formatFinding, isError, severityOf } from '@vyarna/contract/flow';
import { StartError } from '@vyarna/process';
import { type CheckedFlow, checkFlow } from './check-flow.ts';

/** A flow with the identity that its runs keep. */
export interface Definition {
  readonly flow: Flow;
  /** `sha256:<hex>` of the definition as canonical JSON: comments and layout do not count. */
  readonly hash: string;
  readonly document: unknown;
}

/** Reads every `.yaml` file below a folder. Throws a StartError FLOW_INVALID that names the first finding, or FLOWS_MISSING. */
export const loadFlows = async (folder: string, contracts: Contracts, app: string): Promise<ReadonlyMap<string, Definition>> => {
  const definitions = new Map<string, Definition>();
  const findings: CheckedFlow['findings'][number][] = [];
  for (const path of await flowFiles(folder)) {
    const file = relative(process.cwd(), path);
    const checked = checkFlow(await readFile(path, 'utf8'), file, contracts, app);
    findings.push(...checked.findings.filter(isError));
    if (checked.flow === null) continue;
    const { name } = checked.flow;
    if (definitions.has(name)) {
      const [rule, message] = ['DUPLICATE_FLOW', `Another file defines the flow ${name} too.`] as const;
      findings.push({ file, line: 1, column: 1, rule, severity: severityOf(rule), message, hint: 'Write one file for each flow.' });
    }
    definitions.set(name, { flow: checked.flow, hash: hashOf(checked.document), document: checked.document });
  }
  const [first, ...others] = findings;
  if (first === undefined) return definitions;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new StartError('FLOW_INVALID', `a flow cannot run: ${formatFinding(first)}${more}`, 'Correct the flow and start again.');
};

const hashOf = (document: unknown): string => `sha256:${createHash('sha256').update(canonicalJson(document)).digest('hex')}`;

const flowFiles = async (folder: string): Promise<readonly string[]> => {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() && entry.name.endsWith('.yaml') ? [join(entry.parentPath, entry.name)] : [])).sort();
  } catch (cause) {
    throw new StartError('FLOWS_MISSING', `the folder of flows ${folder} cannot be read`, 'Set FLOWS to the folder of the flow definitions.', {
      cause,
    });
  }
};
