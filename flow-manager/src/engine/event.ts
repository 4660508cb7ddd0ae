import type { Json } from '@vyarna/contract/flow';
import type { Problem, WorkflowFacts } from './run-state.ts';

/** What can happen to a run. `callId` is the id that a call made by this step gets: at most one is made. */
export type RunEvent =
  | { readonly kind: 'started'; readonly workflow: WorkflowFacts; readonly callId: string }
  | { readonly kind: 'replied'; readonly causationId: string; readonly payload: Json; readonly callId: string }
  | { readonly kind: 'refused'; readonly causationId: string; readonly problem: Problem; readonly callId: string }
  /** The run's deadline has passed. */
  | { readonly kind: 'expired' };

/** A request to send. */
export interface Call {
  readonly id: string;
  readonly operation: string;
  readonly payload: Json;
}

/** A line of the run's history: names and codes only, no payloads, as these may be personal. */
export interface HistoryEntry {
  readonly kind: 'started' | 'done' | 'called' | 'replied' | 'refused' | 'raised' | 'caught' | 'succeeded' | 'failed' | 'expired';
  /** Names from the outermost task inwards, joined by `/`; empty for the run as a whole. */
  readonly task: string;
  /** The operation called, the case taken, the code of an error. */
  readonly detail: string | null;
}

export interface Step<State> {
  readonly state: State;
  readonly calls: readonly Call[];
  readonly history: readonly HistoryEntry[];
}

/** What the engine asks of the contracts; pure, so a step depends on nothing but its arguments. */
export interface StepContracts {
  /** The payload with its defaults filled in, and what is wrong with it. */
  call(operation: string, payload: Json): { readonly payload: Json; readonly violations: readonly string[] };
  /** As `call`, for the flow's result. */
  output(type: string, value: Json): { readonly payload: Json; readonly violations: readonly string[] };
  /** HTTP status and title of a code. */
  error(code: string): { readonly status: number; readonly title: string };
}
