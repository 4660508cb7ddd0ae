import { errorType } from '../definition/errors.ts';
import type { Flow } from '../definition/flow.ts';
import type { RunEvent, Step, StepContracts } from './event.ts';
import type { FlowError, Problem, RunState } from './run-state.ts';
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
  const waiting = state.waiting;
  const path = [...state.frames.map(({ task }) => task), waiting.task].join('/');
  if (event.kind === 'expired') {
    const problem = {
      code: 'FLOW_TIMEOUT',
      message: `The flow ${flow.name} did not end in its time; it was waiting in ${waiting.task}.`,
      details: {},
    };
    return { state: { status: 'failed', problem }, calls: [], history: [{ kind: 'expired', task: path, detail: problem.code }] };
  }
  if (event.causationId !== waiting.messageId) return null;
  const runner = new StepRunner(flow, contracts, state, event.callId);
  return event.kind === 'replied' ? runner.replied(waiting, event.payload) : runner.refused(waiting, errorOf(event.problem, contracts));
};

const errorOf = ({ code, message, details }: Problem, contracts: StepContracts): FlowError => {
  const { status, title } = contracts.error(code);
  return { type: errorType(code), status, title, detail: message, code, details };
};
