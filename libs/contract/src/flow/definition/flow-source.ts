import { plain, type SchemaNode } from '@vyarna/avro';
import { type Position, readYaml, type YamlFinding } from '../../yaml/index.ts';
import { type Complaint, type FlowFinding, type SourcePath, severityOf } from './finding.ts';
import { scalarOffset } from './scalar-offset.ts';

/** A flow's file as read: its JSON, and where each part of it stands in the text. */
export interface FlowSource {
  readonly file: string;
  readonly document: unknown;
  /** Of values that JSON cannot hold. */
  readonly findings: readonly FlowFinding[];
  /** Of the entry at a path, or the nearest one above it that is there. */
  positionOf(complaint: Pick<Complaint, 'path' | 'on' | 'offset'>): Position;
  locate(complaint: Complaint): FlowFinding;
}

/** A file that has been parsed. */
export interface FlowText {
  readonly file: string;
  readonly text: string;
  readonly root: SchemaNode;
  positionAt(offset: number): Position;
}

export const flowSource = ({ file, text, root, positionAt }: FlowText): FlowSource => {
  const positionOf: FlowSource['positionOf'] = ({ path, on, offset }) => {
    const { key, node } = find(root, path);
    if (on === 'key') return positionAt(key);
    return positionAt(offset === undefined || node.kind !== 'string' ? node.offset : scalarOffset(text, node.offset, node.value, offset));
  };
  const locate = (complaint: Complaint): FlowFinding => {
    const { rule, message, hint } = complaint;
    return { ...positionOf(complaint), rule, severity: severityOf(rule), message, hint };
  };
  const findings = [...numberFaults(root)].map(({ offset, message, hint }): FlowFinding => {
    const rule = 'FLOW_INVALID_VALUE';
    return { ...positionAt(offset), rule, severity: severityOf(rule), message, hint };
  });
  return { file, document: plain(root), findings, positionOf, locate };
};

/** Parses and reads a flow's file. The source is null where the text cannot be read. */
export const readFlowSource = (
  text: string,
  file: string,
): { readonly source: FlowSource | null; readonly findings: readonly (FlowFinding | YamlFinding)[] } => {
  const { root, broken, findings, positionAt } = readYaml(file, text);
  const source = broken ? null : flowSource({ file, text, root, positionAt });
  return { source, findings: [...findings, ...(source?.findings ?? [])] };
};

/** Numbers that JSON has not, or that JavaScript does not hold exactly. */
function* numberFaults(node: SchemaNode): Generator<{ readonly offset: number; readonly message: string; readonly hint: string }> {
  if (node.kind === 'array') for (const item of node.items) yield* numberFaults(item);
  if (node.kind === 'object') for (const { value } of node.entries) yield* numberFaults(value);
  if (node.kind !== 'number') return;
  const { offset, value, text } = node;
  if (!Number.isFinite(value)) yield { offset, message: `${text} is no number in JSON.`, hint: 'Quote it where text is meant.' };
  else if (Number.isInteger(value) && !Number.isSafeInteger(value) && !/[.eE]/.test(text)) {
    yield { offset, message: `${text} cannot be held exactly: it lies beyond 2^53.`, hint: 'Quote it: such a long travels as a string.' };
  }
}

/** The node at a path, or the nearest one above it that is there, and where its key stands. */
const find = (root: SchemaNode, path: SourcePath): { readonly key: number; readonly node: SchemaNode } => {
  let here = { key: root.offset, node: root };
  for (const step of path) {
    const { node } = here;
    const entry = node.kind === 'object' ? node.entries.find(({ key }) => key === String(step)) : undefined;
    const item = node.kind === 'array' ? node.items[Number(step)] : undefined;
    if (entry !== undefined) here = { key: entry.offset, node: entry.value };
    else if (item !== undefined) here = { key: item.offset, node: item };
    else break;
  }
  return here;
};
