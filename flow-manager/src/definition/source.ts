import { isMap, isNode, isPair, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { Complaint, Finding, SourcePath } from './finding.ts';

/** A flow's file as read: its JSON, and where each part of it stands in the text. */
export interface FlowSource {
  readonly file: string;
  readonly document: unknown;
  readonly findings: readonly Finding[];
  locate(complaint: Complaint): Finding;
}

/** Reads YAML 1.2. Findings are those of YAML itself, duplicate keys included; `document` is undefined when there are any. */
export const readSource = (text: string, file: string): FlowSource => {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const position = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const findings = parsed.errors.map((error) => ({
    file,
    ...position(error.pos[0]),
    rule: 'yaml',
    message: error.message.split(' at line ')[0] ?? error.message,
    hint: 'a flow is one YAML 1.2 document',
  }));
  const locate = ({ path, on, within, ...rest }: Complaint): Finding => {
    const found = find(parsed.contents, path);
    const node = on === 'key' ? (found.key ?? found.value) : (found.value ?? found.key);
    const [start, end] = node?.range ?? [0, 0];
    const inner = within === undefined ? -1 : text.slice(start, end).indexOf(within.text);
    return { file, ...position(inner < 0 ? start : start + inner + (within?.offset ?? 0)), ...rest };
  };
  return { file, document: findings.length > 0 ? undefined : (parsed.toJS() as unknown), findings, locate };
};

/** The node at a path, or the nearest one above it that is there. */
const find = (root: unknown, path: SourcePath): { key?: Node; value?: Node } => {
  let here: { key?: Node; value?: Node } = isNode(root) ? { value: root } : {};
  for (const step of path) {
    const next: { key?: Node; value?: Node } = {};
    if (isMap(here.value)) {
      const pair = here.value.items.find((item): item is Pair => isPair(item) && isNode(item.key) && String(item.key) === String(step));
      if (pair === undefined) break;
      if (isNode(pair.key)) next.key = pair.key;
      if (isNode(pair.value)) next.value = pair.value;
    } else if (isSeq(here.value)) {
      const item = here.value.items[Number(step)];
      if (isNode(item)) next.value = item;
    } else break;
    if (next.key === undefined && next.value === undefined) break;
    here = next;
  }
  return here;
};
