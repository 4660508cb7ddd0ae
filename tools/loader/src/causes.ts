import type { Finding } from './finding.ts';

/** What a finding may follow from: the rules of a later row, from any of an earlier row that left a part out of the model. */
const CONSEQUENCES: readonly ReadonlySet<string>[] = [
  new Set([
    'FLOW_INVALID_PAYLOAD',
    'FLOW_UNKNOWN_FIELD',
    'FOREIGN_MESSAGE',
    'UNCALLABLE',
    'UNKNOWN_CALL',
    'UNKNOWN_FIELD',
    'UNKNOWN_ORDERING_KEY',
    'UNKNOWN_OUTPUT',
    'UNKNOWN_TRIGGER',
  ]),
  // Nothing answers a route where its flow could not be read.
  new Set(['UNKNOWN_ANSWER']),
];

/** Faults of parts that are in the model all the same, so nothing else can follow from them. */
const LEAVE_NOTHING_OUT = new Set([
  'DUPLICATE_FIELD',
  'DUPLICATE_KEY',
  'DUPLICATE_NAME',
  'DUPLICATE_OPERATION',
  'DUPLICATE_ROUTE',
  'FLOW_BROKEN_EXPRESSION',
  'FLOW_DUPLICATE_TASK',
  'FLOW_ERROR_STATUS',
  'FLOW_INVALID_PAYLOAD',
  'FLOW_TRANSITION',
  'FLOW_UNKNOWN_ERROR',
  'FLOW_UNKNOWN_FIELD',
  'FLOW_UNKNOWN_VARIABLE',
  'INVALID_ADDRESS',
  'INVALID_DEFAULT',
  'INVALID_ERROR',
  'INVALID_FACT',
  'UNKNOWN_FACT',
  'UNKNOWN_CALL',
  'UNCALLABLE',
  'UNKNOWN_ORDERING_KEY',
  'FOREIGN_MESSAGE',
]);

const rankOf = ({ rule }: Finding): number => CONSEQUENCES.findIndex((rules) => rules.has(rule)) + 1;

/** Without a flow only what it would answer is missing: other flows do not ask for it. */
const rankOfLoss = (finding: Finding): number => (finding.rule.startsWith('FLOW_') ? 1 : rankOf(finding));

/** Leaves out what follows from other findings: of a text that breaks off all but the break, and what is only missing because another part is. */
export const causesOf = (findings: readonly Finding[], isBroken: (file: string) => boolean): readonly Finding[] => {
  const told = new Set<string>();
  const kept = findings.filter(({ file, rule }) => {
    if (!rule.startsWith('BROKEN_')) return !isBroken(file);
    if (told.has(file)) return false;
    told.add(file);
    return true;
  });
  const losing = kept.filter(({ severity, rule }) => severity === 'error' && !LEAVE_NOTHING_OUT.has(rule)).map(rankOfLoss);
  const first = Math.min(...losing);
  return kept.filter((finding) => rankOf(finding) === 0 || rankOf(finding) <= first);
};
