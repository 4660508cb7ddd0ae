/** Flow definitions: the one reader of them, their expressions, and what these read of the contracts. */

export { type CheckedFlow, checkFlow } from './check/check-flow.ts';
export type { FlowContracts, FlowOperation } from './check/flow-contracts.ts';
export type { FlowExpression, FlowRead } from './check/flow-read.ts';
export { type FieldReader, readersOf } from './check/readers-of.ts';
export { errorType } from './definition/errors.ts';
export {
  type Complaint,
  FLOW_SEVERITIES,
  type FlowFinding,
  type FlowRule,
  formatFinding,
  isError,
  type SourcePath,
  severityOf,
} from './definition/finding.ts';
export { type CallTask, type Flow, type RaiseTask, type SwitchTask, type Task, type Transition, tasksOf } from './definition/flow.ts';
export { type ReadFlow, readFlow } from './definition/flow-reader.ts';
export { type FlowSource, type FlowText, flowSource, readFlowSource } from './definition/flow-source.ts';
export type { Variables } from './expression/cel.ts';
export { ExpressionFailure } from './expression/expression-failure.ts';
export { evaluateTemplate, type Template } from './expression/template.ts';
export { isObject, type Json, type JsonObject } from './json.ts';
