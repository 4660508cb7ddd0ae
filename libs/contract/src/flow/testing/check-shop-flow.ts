import { type CheckedFlow, checkFlow } from '../check/check-flow.ts';
import type { FlowRead } from '../check/flow-read.ts';
import { formatFinding } from '../definition/finding.ts';
import { readFlow } from '../definition/flow-reader.ts';
import { readFlowSource } from '../definition/flow-source.ts';
import { shopContracts } from './shop-contracts.ts';

/** Checks a flow's text against the contracts of the shop. */
export const checkShopFlow = (text: string): CheckedFlow => {
  const { source, findings } = readFlowSource(text, 'f.yaml');
  if (source === null || findings.length > 0) throw new Error(findings.map(formatFinding).join('\n'));
  return checkFlow(source, readFlow(source.document), shopContracts, 'shop.PlaceOrder');
};

/** `line:column RULE message hint` of each finding; warnings marked with a `~`. */
export const shopFindings = (text: string): readonly string[] =>
  checkShopFlow(text).findings.map((finding) => {
    const [, place = '', rest = ''] = /^f\.yaml:(\d+:\d+): (.*)$/s.exec(formatFinding(finding)) ?? [];
    return `${finding.severity === 'warning' ? '~' : ''}${place} ${finding.rule} ${rest}`;
  });

/** `input.lines.[].sku = shop.Line.sku line.avsc:2`. */
export const shownRead = ({ root, path, type, field, definition }: FlowRead): string =>
  `${[root, ...path].join('.')} = ${type}.${field ?? '*'} ${definition.file}:${definition.line}`;
