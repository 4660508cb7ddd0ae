import type { Contracts } from '@vyarna/contract';
import type { Flow, Json } from '@vyarna/contract/flow';
import { type Envelope, Rejection } from '@vyarna/messaging';
import { v7 as uuidV7 } from 'uuid';
import type { RunEvent } from '../engine/event.ts';
import type { Problem, RunState } from '../engine/run-state.ts';
import { isErrorReply } from './result-message.ts';

/** What a reply means to the run that waits for it. Throws a `Rejection` for a message that the operation called does not answer with. */
export const replyEvent = (contracts: Contracts, flow: Flow, state: RunState, { type, payload, causationId = '' }: Envelope<unknown>): RunEvent => {
  const task = state.status === 'running' ? flow.byName.get(state.waiting.task) : undefined;
  if (task?.kind !== 'call') throw new Error(`a run of the flow ${flow.name} waits in no call of its definition`);
  const { reply } = contracts.operation(task.operation);
  if (reply?.messages.includes(type) !== true) throw new Rejection('TYPE_UNEXPECTED', `the operation ${task.operation} does not answer with ${type}`);
  const callId = uuidV7();
  if (isErrorReply(contracts, type)) return { kind: 'refused', causationId, problem: payload as Problem, callId };
  return { kind: 'replied', causationId, payload: payload as Json, callId };
};
