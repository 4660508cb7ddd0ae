import type { Contracts } from '@vyarna/contract';
import { type Envelope, Rejection } from '@vyarna/messaging';
import { v7 as uuidV7 } from 'uuid';
import type { RunEvent } from '../engine/event.ts';
import type { Problem } from '../engine/run-state.ts';
import type { Json } from '../json.ts';
import { isErrorReply } from './result-message.ts';

/** What a reply to a call of the operation means to the run. Throws a `Rejection` for a message that the operation does not answer with. */
export const replyEvent = (contracts: Contracts, operation: string, causationId: string, { type, payload }: Envelope<unknown>): RunEvent => {
  const { reply } = contracts.operation(operation);
  if (reply?.messages.includes(type) !== true) throw new Rejection('TYPE_UNEXPECTED', `the operation ${operation} does not answer with ${type}`);
  const callId = uuidV7();
  if (isErrorReply(contracts, type)) return { kind: 'refused', causationId, problem: payload as Problem, callId };
  return { kind: 'replied', causationId, payload: payload as Json, callId };
};
