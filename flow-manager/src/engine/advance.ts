import type { Flow } from '@vyarna/contract/flow';
import { errorType } from '@vyarna/contract/flow';
import type { HistoryEntry, RunEvent, Step, StepContracts } from './event.ts';
import { type FlowError, type Problem, pathOf, type RunState } from './run-state.ts';
import { StepRunner } from './step-runner.ts';

/**
 * Takes a run one step further: to its next call or to its end. Pure. Null when the event means nothing to the run: a reply to
 * something else, a second reply, anything after the end; such an event changes nothing.
 */
export const advance = (flow: Flow, state: RunState | null, event: RunEvent, contracts: StepContracts): Step<RunState> | null => {
  if (event.kind === 'started') {
    if (state !== null) return null;
    const runner = new StepRunner(flow, contracts, { workflow: event.workflow, context: {}, frames: [] }, event.callId);
    return runner.start();
  }
  if (state === null || state.status !== 'running') return null;
  if (event.kind === 'expired') return expire(state);
  const { waiting } = state;
  if (event.causationId !== waiting.messageId) return null;
  const runner = new StepRunner(flow, contracts, state, event.callId);
  return event.kind === 'replied' ? runner.replied(waiting, event.payload) : runner.refused(waiting, errorOf(event.problem, contracts));
};

/** Ends a run whose deadline has passed, wherever it is; its definition is not needed. Null when it has ended already. */
export const expire = (state: RunState): Step<RunState> | null => {
  if (state.status !== 'running') return null;
  const { workflow, waiting } = state;
  const message = `The flow ${workflow.flowType} did not end in its time; it was waiting in ${waiting.task}.`;
  const problem = { code: 'FLOW_TIMEOUT', message, details: {} };
  const history: readonly HistoryEntry[] = [
    { kind: 'expired', task: pathOf(state).join('/'), detail: null },
    { kind: 'failed', task: '', detail: problem.code },
  ];
  return { state: { status: 'failed', problem }, calls: [], history };
};

const errorOf = ({ code, message, details }: Problem, contracts: StepContracts): FlowError => {
  const { status, title } = contracts.error(code);
  return { type: errorType(code), status, title, detail: message, code, details };
};
