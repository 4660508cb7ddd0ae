import type { Json, JsonObject } from '@vyarna/contract/flow';
import type { ErrorAnswer } from '@vyarna/messaging';

/** Facts of a run that expressions see as `workflow` and that never change. */
export interface WorkflowFacts extends JsonObject {
  /** The run's id, which is the trigger's. */
  readonly id: string;
  readonly flowType: string;
  readonly traceId: string;
  readonly businessUnitId: string | null;
  readonly operatorId: string | null;
  /** The trigger's payload. */
  readonly input: Json;
}

/** An error inside a run, in the DSL's form and ours; what a `catch` sees. */
export interface FlowError extends JsonObject {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly details: { readonly [name: string]: string };
}

/** A task that holds others and is under way, from the outermost to the innermost. */
export interface Frame {
  readonly task: string;
  readonly list: 'do' | 'try' | 'catch';
  /** The input of the task itself. */
  readonly input: Json;
  /** In a catch: what was caught. */
  readonly error?: FlowError;
}

/** The call that a run waits for. */
export interface Waiting {
  /** The id of the request sent; its reply names it as what caused it. */
  readonly messageId: string;
  readonly task: string;
  readonly input: Json;
}

/** Why a run failed, as the caller reads it. */
export type Problem = Required<ErrorAnswer>;

/** All of a run: JSON, so any process can go on with it. The path of the run is its frames' tasks and then the task it waits in. */
export type RunState =
  | {
      readonly status: 'running';
      readonly workflow: WorkflowFacts;
      readonly context: Json;
      readonly frames: readonly Frame[];
      readonly waiting: Waiting;
    }
  | { readonly status: 'succeeded'; readonly output: Json }
  | { readonly status: 'failed'; readonly problem: Problem };

/** Names of tasks from the outermost to the one the run waits in. */
export const pathOf = (state: RunState): readonly string[] =>
  state.status === 'running' ? [...state.frames.map(({ task }) => task), state.waiting.task] : [];
