import type { ExpressionTemplate, Template } from '../expression/template.ts';
import type { SourcePath } from './finding.ts';

/**
 * A flow, ready to run. Every task's name is unique in its flow, and a `then` only leads forward: each task runs at most once,
 * so every run ends.
 */
export interface Flow {
  readonly namespace: string;
  /** Also the flow type, `create-operator`. */
  readonly name: string;
  /** The trigger's message name. */
  readonly triggerType: string;
  /** Full name of the record that a success answers with. */
  readonly output: string;
  readonly inputFrom: Template | null;
  readonly outputAs: Template | null;
  readonly tasks: readonly Task[];
  /** Every task, nested ones included. */
  readonly byName: ReadonlyMap<string, Task>;
}

/** What follows a task: the next one of its list, a later one of its list (by index), the end of its list, the end of the run. */
export type Transition = { readonly to: 'continue' | 'exit' | 'end' } | { readonly to: 'task'; readonly index: number };

interface TaskBase {
  readonly name: string;
  /** Where the definition describes it. */
  readonly source: SourcePath;
  readonly inputFrom: Template | null;
  readonly outputAs: Template | null;
  readonly exportAs: Template | null;
  readonly next: Transition;
}

export interface CallTask extends TaskBase {
  readonly kind: 'call';
  readonly operation: string;
  readonly with: Template;
}

export interface SwitchTask extends TaskBase {
  readonly kind: 'switch';
  readonly cases: readonly { readonly name: string; readonly when: ExpressionTemplate | null; readonly next: Transition }[];
}

interface SetTask extends TaskBase {
  readonly kind: 'set';
  readonly value: Template;
}

export interface RaiseTask extends TaskBase {
  readonly kind: 'raise';
  readonly code: string;
  readonly status: number;
  readonly title: Template | null;
  readonly detail: Template | null;
}

interface DoTask extends TaskBase {
  readonly kind: 'do';
  readonly tasks: readonly Task[];
}

export interface TryTask extends TaskBase {
  readonly kind: 'try';
  readonly tasks: readonly Task[];
  readonly catch: {
    /** Every given part must equal the error's; none catches every error. */
    readonly filter: { readonly code?: string; readonly status?: number; readonly type?: string };
    /** The variable that holds the error in `tasks`. */
    readonly as: string;
    readonly tasks: readonly Task[];
  };
}

export type Task = CallTask | SwitchTask | SetTask | RaiseTask | DoTask | TryTask;

/** Every task below a list, depth first, in the order they are written. */
export function* tasksOf(tasks: readonly Task[]): Generator<Task> {
  for (const task of tasks) {
    yield task;
    if (task.kind === 'do' || task.kind === 'try') yield* tasksOf(task.tasks);
    if (task.kind === 'try') yield* tasksOf(task.catch.tasks);
  }
}
