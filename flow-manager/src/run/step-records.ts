import { causedBy, errorReplyRecord, outgoingRecord, PayloadInvalid, replyRecord, type Sender } from '@vyarna/messaging';
import { type OutgoingRecord, TransportError } from '@vyarna/messaging/transport';
import type { Call, Step } from '../engine/event.ts';
import type { Problem, RunState } from '../engine/run-state.ts';
import type { StoredRun, TriggerHead } from '../store/stored-run.ts';
import type { StepWrite } from '../store/write-step.ts';
import { requestMessage } from './step-contracts.ts';

export interface StepSender extends Sender {
  /** Where calls are answered. */
  readonly replyTopic: string;
  /** Every topic that an answer may go to. */
  readonly replyTopics: ReadonlySet<string>;
  /** The message that answers a flow's caller with its result. */
  resultMessage(flowType: string): string;
}

export type RunFacts = Pick<StoredRun, 'flowType' | 'deadline'> & { readonly trigger: TriggerHead };

/**
 * Makes what a step sends: its call, or the answer to the run's caller. What cannot be sent (too large for the bus) fails the run.
 * `causeId` is the message that brought the step about.
 */
export const withRecords = (sender: StepSender, run: RunFacts, step: Step<RunState>, causeId: string): StepWrite => {
  try {
    return { step, records: recordsOf(sender, run, step, causeId) };
  } catch (error) {
    const unsendable = error instanceof PayloadInvalid || (error instanceof TransportError && error.code === 'MESSAGE_TOO_LARGE');
    if (!unsendable || step.state.status === 'failed') throw error;
    const code = step.state.status === 'running' ? 'FLOW_STEP_INVALID' : 'FLOW_OUTPUT_INVALID';
    const failed = failure(step, { code, message: error.message, details: {} });
    return { step: failed, records: recordsOf(sender, run, failed, causeId) };
  }
};

/** The step as it would be, had its last move failed. */
const failure = ({ history }: Step<RunState>, problem: Problem): Step<RunState> => ({
  state: { status: 'failed', problem },
  calls: [],
  history: [...history.slice(0, -1), { kind: 'failed', task: '', detail: problem.code }],
});

const recordsOf = (sender: StepSender, run: RunFacts, { state, calls }: Step<RunState>, causeId: string): readonly OutgoingRecord[] => {
  const made = calls.map((call) => callRecord(sender, run, call, causeId));
  const { replyTo } = run.trigger;
  // A reply topic that the contracts have given up since the run began: the result is still there to be asked for.
  if (state.status === 'running' || replyTo === undefined || !sender.replyTopics.has(replyTo)) return made;
  const answer =
    state.status === 'succeeded'
      ? replyRecord(sender, run.trigger, { message: sender.resultMessage(run.flowType), payload: state.output })
      : errorReplyRecord(sender, run.trigger, state.problem);
  return answer === null ? made : [...made, answer.record];
};

const callRecord = (sender: StepSender, { trigger, flowType, deadline }: RunFacts, call: Call, causationId: string): OutgoingRecord =>
  outgoingRecord(sender, {
    ...causedBy(trigger),
    channel: sender.contracts.operation(call.operation).channel,
    message: requestMessage(sender.contracts, call.operation),
    payload: call.payload,
    id: call.id,
    causationId,
    flowType,
    deadline,
    replyTo: sender.replyTopic,
  }).record;
