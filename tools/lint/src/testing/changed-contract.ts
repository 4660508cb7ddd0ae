import { type Finding, formatFinding } from '@vyarna/loader';
import { type Files, writeRepository } from '@vyarna/loader/testing';
import { checkContracts } from '../check-contracts.ts';
import { ruleInfo } from '../rule-index.ts';
import { goodContract } from './good-contract.ts';

export const SHOP = 'contracts/shop/asyncapi.yaml';
export const MAIL = 'contracts/mail/asyncapi.yaml';
export const ENGINE = 'contracts/engine/asyncapi.yaml';
export const EDGE = 'contracts/edge/asyncapi.yaml';
export const ENVELOPE = 'contracts/types/envelope.yaml';
export const SETTINGS = 'contracts/vyarna.yaml';
export const ORDER = 'contracts/shop/schemas/order.avsc';
export const STATUS = 'contracts/shop/schemas/order-status.avsc';
export const PLACE = 'contracts/shop/schemas/place-order.avsc';
export const EXAMPLE = 'contracts/shop/examples/place-order/usual.json';
export const FLOW = 'flow-manager/flows/shop/place-order.yaml';

/** One text in a file replaced by another; a file added (or replaced) with a whole text; a file taken away. */
export type Change = readonly [file: string, from: string | RegExp, to: string] | readonly [file: string, text: string] | readonly [file: string];

/** The good contract with changes. A text that is to be replaced must be there. */
export const changed = (changes: readonly Change[]): Files => {
  const files: Record<string, string> = { ...goodContract };
  for (const [file, from, to] of changes) {
    const text = files[file] ?? '';
    if (from === undefined) delete files[file];
    else if (to === undefined) files[file] = String(from);
    else if (text.search(typeof from === 'string' ? RegExp.escape(from) : from) < 0) throw new Error(`${file} does not hold ${from}`);
    else files[file] = text.replace(from, () => to);
  }
  return files;
};

/** What a check without the parser finds, as lines: `file:line:col: message [RULE]`, with the hint where it is not the rule's own. */
export const findingsIn = (files: Files, use: readonly string[] = ['STANDARD', 'FIELD_UNION']): readonly string[] => {
  const settings = files[SETTINGS] === undefined ? { [SETTINGS]: `lint: { use: [${use.join(', ')}] }\n` } : {};
  const { root, remove } = writeRepository({ ...files, ...settings });
  try {
    const check = checkContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
    return check.findings([]).map(lineOf);
  } finally {
    remove();
  }
};

const lineOf = (finding: Finding): string => {
  const hint = finding.hint === ruleInfo(finding.rule)?.hint ? '' : finding.hint;
  return formatFinding({ ...finding, hint });
};
