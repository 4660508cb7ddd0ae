import { didYouMean } from '@vyarna/avro';
import { errorCode } from '../definition/errors.ts';
import type { Complaint, FlowFinding, FlowRule, SourcePath } from '../definition/finding.ts';
import { type Flow, type Task, type TryTask, tasksOf } from '../definition/flow.ts';
import type { ReadFlow } from '../definition/flow-reader.ts';
import type { FlowSource } from '../definition/flow-source.ts';
import type { FlowContracts } from './flow-contracts.ts';
import type { FlowExpression } from './flow-read.ts';
import { type ReadTemplate, walkFlow } from './walk-flow.ts';

export interface CheckedFlow {
  /** By place; the flow can run when none is an error. */
  readonly findings: readonly FlowFinding[];
  /** Every expression that could be compiled, in the order of the file. */
  readonly expressions: readonly FlowExpression[];
}

/** Leave a flow's tasks and where they lead as they are. */
const HARMLESS: ReadonlySet<FlowRule> = new Set(['FLOW_BROKEN_EXPRESSION', 'FLOW_UNKNOWN_VARIABLE']);

/**
 * Checks a flow that was read from `source` against the contracts, and lists what its expressions read of them. `input` is the payload
 * of its trigger, null where that is not known. What the reader complained of is among the findings.
 */
export const checkFlow = (source: FlowSource, { draft, complaints }: ReadFlow, contracts: FlowContracts, input: string | null): CheckedFlow => {
  const inOrder = <Item extends { readonly line: number; readonly column: number }>(items: readonly Item[]): readonly Item[] =>
    items.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (draft === null) return { findings: complaints.map(source.locate), expressions: [] };
  const whole = complaints.every(({ rule }) => HARMLESS.has(rule));
  const type = input === null ? undefined : contracts.payloadType(input);
  const walked = walkFlow(draft, { contracts, input: type, whole });
  const all = [...complaints, ...checkNames(draft, contracts), ...walked.complaints];
  return { findings: inOrder(all.map(source.locate)), expressions: inOrder(walked.expressions.map((read) => locateExpression(source, read))) };
};

const locateExpression = (source: FlowSource, { template, task, reads }: ReadTemplate): FlowExpression => {
  const { path, text, offset } = template;
  const blank = text.length - text.trimStart().length;
  return { ...source.positionOf({ path, offset: offset + blank }), text: text.trim(), task, reads };
};

/** Operations and error codes are there, and are what the flow takes them for. */
const checkNames = (flow: Flow, contracts: FlowContracts): readonly Complaint[] =>
  [...tasksOf(flow.tasks)].flatMap((task) => {
    if (task.kind === 'call') return checkCall(task.operation, [...task.source, 'call'], contracts);
    if (task.kind === 'raise') return checkRaise(task, contracts);
    return task.kind === 'try' ? checkFilter(task, contracts) : [];
  });

const complain = (path: SourcePath, rule: FlowRule, message: string, hint: string): Complaint => ({ path, rule, message, hint });

const checkCall = (id: string, path: SourcePath, contracts: FlowContracts): readonly Complaint[] => {
  const operation = contracts.operation(id);
  if (operation === undefined) {
    const hint = didYouMean(id, contracts.operationIds, 'Name the id of a receive operation of a service.');
    return [complain(path, 'UNKNOWN_CALL', `There is no operation ${id} in the contracts.`, hint)];
  }
  const hint = 'Call the receiver of a request channel that has a reply.';
  return operation.callable ? [] : [complain(path, 'UNCALLABLE', `${id} cannot be called: it answers no requests.`, hint)];
};

const unknownError = (code: string, path: SourcePath, { errors }: FlowContracts): Complaint =>
  complain(path, 'FLOW_UNKNOWN_ERROR', `The catalogue of errors has no ${code}.`, didYouMean(code, Object.keys(errors), 'Add it there first.'));

const checkRaise = ({ source, code, status }: Task & { kind: 'raise' }, contracts: FlowContracts): readonly Complaint[] => {
  const at = [...source, 'raise', 'error'];
  if (!Object.hasOwn(contracts.errors, code)) return [unknownError(code, [...at, 'type'], contracts)];
  const wanted = contracts.errors[code]?.status ?? status;
  if (wanted === status) return [];
  return [complain([...at, 'status'], 'FLOW_ERROR_STATUS', `The status of ${code} is ${wanted}, not ${status}.`, 'As in the catalogue of errors.')];
};

const checkFilter = ({ source, catch: { filter } }: TryTask, contracts: FlowContracts): readonly Complaint[] => {
  const at = [...source, 'catch', 'errors', 'with'];
  const check = (code: string | null, name: 'code' | 'type'): readonly Complaint[] =>
    code === null || Object.hasOwn(contracts.errors, code) ? [] : [unknownError(code, [...at, name], contracts)];
  return [...check(filter.code ?? null, 'code'), ...check(filter.type === undefined ? null : errorCode(filter.type), 'type')];
};
