import type { CallTask, Flow, Json, RaiseTask, SwitchTask, Task, Transition, Variables } from '@vyarna/contract/flow';
import { ExpressionFailure, errorType, evaluateTemplate, type Template } from '@vyarna/contract/flow';
import type { Call, HistoryEntry, Step, StepContracts } from './event.ts';
import type { FlowError, Frame, Problem, RunState, Waiting, WorkflowFacts } from './run-state.ts';
import { taskList } from './task-list.ts';

/** Ends the run: a fault of the flow itself, which no `catch` sees. */
class FlowFault extends Error {
  readonly problem: Problem;

  constructor(code: string, message: string, details: Problem['details']) {
    super(message);
    this.problem = { code, message, details };
  }
}

interface Position {
  readonly workflow: WorkflowFacts;
  readonly context: Json;
  readonly frames: readonly Frame[];
}

/** What to do next within a step. */
type Move =
  /** Go on with the task at `index` of the innermost list, or past its end. */
  | { readonly kind: 'enter'; readonly index: number; readonly input: Json }
  /** The innermost list is done, and with it the task that holds it. */
  | { readonly kind: 'leave'; readonly output: Json }
  | { readonly kind: 'raise'; readonly error: FlowError }
  | { readonly kind: 'finish'; readonly output: Json }
  /** The run waits, or has ended. */
  | { readonly kind: 'stop'; readonly state: RunState };

/** Enough for the faults of one payload; a caller reads them in an answer. */
const MOST_VIOLATIONS = 5;

/**
 * One step of one run, from an event to the next call or the end. It walks the tasks with the frames as its stack; a runner is used
 * once. Data flows as in the DSL: a task's output is the next one's input.
 */
export class StepRunner {
  readonly #flow: Flow;
  readonly #contracts: StepContracts;
  readonly #workflow: WorkflowFacts;
  readonly #callId: string;
  readonly #history: HistoryEntry[] = [];
  #calls: readonly Call[] = [];
  #context: Json;
  #frames: readonly Frame[];
  /** The task in hand, for the message of a fault. */
  #task = '';

  constructor(flow: Flow, contracts: StepContracts, { workflow, context, frames }: Position, callId: string) {
    this.#flow = flow;
    this.#contracts = contracts;
    this.#workflow = workflow;
    this.#context = context;
    this.#frames = frames;
    this.#callId = callId;
  }

  start(): Step<RunState> {
    return this.#run(() => {
      this.#note('started', '', this.#flow.name);
      const { input } = this.#workflow;
      return { kind: 'enter', index: 0, input: this.#flow.inputFrom === null ? input : this.#evaluate(this.#flow.inputFrom, { input }) };
    });
  }

  replied(waiting: Waiting, payload: Json): Step<RunState> {
    return this.#run(() => {
      this.#note('replied', waiting.task, null);
      return this.#complete(this.#taskNamed(waiting.task), waiting.input, payload);
    });
  }

  refused(waiting: Waiting, error: FlowError): Step<RunState> {
    return this.#run(() => {
      this.#task = waiting.task;
      this.#note('refused', waiting.task, error.code);
      return { kind: 'raise', error };
    });
  }

  #run(first: () => Move): Step<RunState> {
    let state: RunState;
    try {
      let move = first();
      while (move.kind !== 'stop') move = this.#make(move);
      state = move.state;
    } catch (error) {
      if (!(error instanceof FlowFault)) throw error;
      state = this.#failed(error.problem);
    }
    return { state, calls: this.#calls, history: this.#history };
  }

  #make(move: Exclude<Move, { kind: 'stop' }>): Move {
    switch (move.kind) {
      case 'enter': {
        const task = taskList(this.#flow, this.#frames)[move.index];
        return task === undefined ? { kind: 'leave', output: move.input } : this.#perform(task, move.input);
      }
      case 'leave': {
        const frame = this.#frames.at(-1);
        if (frame === undefined) return { kind: 'finish', output: move.output };
        this.#frames = this.#frames.slice(0, -1);
        this.#note('done', frame.task, null);
        return this.#complete(this.#taskNamed(frame.task), frame.input, move.output);
      }
      case 'raise':
        return this.#raise(move.error);
      case 'finish':
        return this.#finish(move.output);
    }
  }

  #perform(task: Task, raw: Json): Move {
    this.#task = task.name;
    const input = task.inputFrom === null ? raw : this.#evaluate(task.inputFrom, { input: raw });
    switch (task.kind) {
      case 'call':
        return this.#call(task, input);
      case 'set':
        this.#note('done', task.name, null);
        return this.#complete(task, input, this.#evaluate(task.value, { input }));
      case 'switch':
        return this.#switch(task, input);
      case 'raise':
        this.#note('raised', task.name, task.code);
        return { kind: 'raise', error: this.#errorOf(task, input) };
      case 'do':
      case 'try':
        this.#frames = [...this.#frames, { task: task.name, list: task.kind, input }];
        return { kind: 'enter', index: 0, input };
    }
  }

  #call(task: CallTask, input: Json): Move {
    const { payload, violations } = this.#contracts.call(task.operation, this.#evaluate(task.with, { input }));
    if (violations.length > 0)
      throw this.#invalid('FLOW_STEP_INVALID', `The step ${task.name} would send what ${task.operation} does not take`, violations);
    this.#note('called', task.name, task.operation);
    this.#calls = [{ id: this.#callId, operation: task.operation, payload }];
    const waiting = { messageId: this.#callId, task: task.name, input };
    return { kind: 'stop', state: { status: 'running', workflow: this.#workflow, context: this.#context, frames: this.#frames, waiting } };
  }

  #switch(task: SwitchTask, input: Json): Move {
    const taken = task.cases.find(({ name, when }) => {
      if (when === null) return true;
      const holds = this.#evaluate(when, { input });
      if (typeof holds === 'boolean') return holds;
      throw this.#expressionFailed(`the condition of ${name} gave no bool`);
    });
    this.#note('done', task.name, taken?.name ?? null);
    return this.#complete(task, input, input, taken?.next ?? task.next);
  }

  #errorOf({ code, status, title, detail }: RaiseTask, input: Json): FlowError {
    const text = (template: Template | null): string | null => {
      const value = template === null ? null : this.#evaluate(template, { input });
      if (value !== null && typeof value !== 'string') throw this.#expressionFailed('the text of the error is no string');
      return value;
    };
    const heading = text(title) ?? this.#contracts.error(code).title;
    return { type: errorType(code), status, title: heading, detail: text(detail) ?? heading, code, details: {} };
  }

  #complete(task: Task, input: Json, raw: Json, next: Transition = task.next): Move {
    this.#task = task.name;
    const output = task.outputAs === null ? raw : this.#evaluate(task.outputAs, { input, output: raw });
    if (task.exportAs !== null) this.#context = this.#evaluate(task.exportAs, { input, output });
    switch (next.to) {
      case 'end':
        return { kind: 'finish', output };
      case 'exit':
        return { kind: 'leave', output };
      case 'task':
        return { kind: 'enter', index: next.index, input: output };
      case 'continue':
        return { kind: 'enter', index: taskList(this.#flow, this.#frames).indexOf(task) + 1, input: output };
    }
  }

  /** Looks for the innermost try that catches the error; without one, the run fails with it. */
  #raise(error: FlowError): Move {
    for (let depth = this.#frames.length - 1; depth >= 0; depth -= 1) {
      const frame = this.#frames[depth];
      if (frame?.list !== 'try') continue;
      const task = this.#taskNamed(frame.task);
      if (task.kind !== 'try' || !catches(task.catch.filter, error)) continue;
      this.#frames = this.#frames.slice(0, depth);
      this.#note('caught', frame.task, error.code);
      this.#frames = [...this.#frames, { task: frame.task, list: 'catch', input: frame.input, error }];
      return { kind: 'enter', index: 0, input: frame.input };
    }
    return { kind: 'stop', state: this.#failed({ code: error.code, message: error.detail, details: error.details }) };
  }

  #finish(last: Json): Move {
    this.#frames = [];
    this.#task = '';
    const raw = this.#flow.outputAs === null ? last : this.#evaluate(this.#flow.outputAs, { input: this.#workflow.input, output: last });
    const { payload, violations } = this.#contracts.output(this.#flow.output, raw);
    if (violations.length > 0) throw this.#invalid('FLOW_OUTPUT_INVALID', `The result of the flow is no ${this.#flow.output}`, violations);
    this.#note('succeeded', '', null);
    return { kind: 'stop', state: { status: 'succeeded', output: payload } };
  }

  #failed(problem: Problem): RunState {
    this.#note('failed', '', problem.code);
    return { status: 'failed', problem };
  }

  #evaluate(template: Template, values: Variables): Json {
    const caught = this.#frames.flatMap((frame) => (frame.error === undefined ? [] : [[this.#variableOf(frame), frame.error] as const]));
    try {
      return evaluateTemplate(template, {
        ...Object.fromEntries(caught),
        ...values,
        context: this.#context,
        workflow: this.#workflow,
        task: { name: this.#task },
      });
    } catch (error) {
      if (error instanceof ExpressionFailure) throw this.#expressionFailed(error.message);
      throw error;
    }
  }

  #variableOf(frame: Frame): string {
    const task = this.#taskNamed(frame.task);
    return task.kind === 'try' ? task.catch.as : 'error';
  }

  #expressionFailed(why: string): FlowFault {
    const where = this.#task === '' ? 'The flow itself' : `The task ${this.#task}`;
    return new FlowFault('FLOW_EXPRESSION_FAILED', `${where} has an expression that could not be evaluated: ${why}.`, { task: this.#task });
  }

  #invalid(code: string, what: string, violations: readonly string[]): FlowFault {
    return new FlowFault(code, `${what}: ${violations.slice(0, MOST_VIOLATIONS).join('; ')}.`, { task: this.#task });
  }

  #taskNamed(name: string): Task {
    const task = this.#flow.byName.get(name);
    if (task === undefined) throw new Error(`the flow ${this.#flow.name} has no task ${name}`);
    return task;
  }

  #note(kind: HistoryEntry['kind'], task: string, detail: string | null): void {
    const path = task === '' ? '' : [...this.#frames.map((frame) => frame.task), task].join('/');
    this.#history.push({ kind, task: path, detail });
  }
}

const catches = (filter: { readonly code?: string; readonly status?: number; readonly type?: string }, error: FlowError): boolean =>
  (filter.code === undefined || filter.code === error.code) &&
  (filter.status === undefined || filter.status === error.status) &&
  (filter.type === undefined || filter.type === error.type);
