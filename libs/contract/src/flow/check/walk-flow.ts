import type { AvroType } from '@vyarna/avro';
import type { Complaint, SourcePath } from '../definition/finding.ts';
import type { CallTask, Flow, Task, Transition, TryTask } from '../definition/flow.ts';
import type { ExpressionTemplate, Template } from '../expression/template.ts';
import type { FlowContracts } from './flow-contracts.ts';
import type { FlowRead } from './flow-read.ts';
import { type Misfit, misfits } from './misfit.ts';
import { complaintOf } from './missing-field.ts';
import { readExpression, type Scope, variable } from './read-expression.ts';
import { ANY, contracted, either, formsOf, made, nounOf, type ScalarKind, type Shape, scalar } from './shape.ts';
import { shapeOfTemplate } from './template-shape.ts';

/** What is known where a task begins or ends. */
interface State {
  readonly data: Shape;
  readonly context: Shape;
}

export interface ReadTemplate {
  readonly template: ExpressionTemplate;
  readonly task: string | null;
  readonly reads: readonly FlowRead[];
}

export interface Walked {
  readonly expressions: readonly ReadTemplate[];
  readonly complaints: readonly Complaint[];
}

export interface WalkOptions {
  readonly contracts: FlowContracts;
  /** The trigger's payload; undefined where it is not known. */
  readonly input: AvroType | undefined;
  /** False where parts of the flow are missing: what tasks hand on is then taken as unknown. */
  readonly whole: boolean;
}

/**
 * Goes through a flow as a run would, with shapes in place of values: what a task may get is everything that the tasks which lead to it
 * may give. Tasks only lead forward, so each is looked at once.
 */
export const walkFlow = (flow: Flow, options: WalkOptions): Walked => {
  const walker = new Walker(flow, options);
  walker.walk();
  return walker;
};

const UNKNOWN: State = { data: ANY, context: ANY };

const text = scalar('text');
const maybeText = either([text, scalar('null')]);

const CAUGHT = made({ type: text, status: scalar('number'), title: text, detail: text, code: text, details: { kind: 'keyed', values: text } });

/** One of several states; null without any. */
const join = (states: readonly State[]): State | null =>
  states.length === 0 ? null : { data: either(states.map(({ data }) => data)), context: either(states.map(({ context }) => context)) };

/** What surrounds a task. */
interface Surroundings {
  /** Caught errors, by variable. */
  readonly caught: Scope;
  /** Contexts at the places from where an error may be raised: what a catch may see. */
  readonly raised: Shape[];
}

/** What an expression sees besides `workflow` and `task`. */
interface Sight extends Surroundings {
  readonly task: string | null;
  readonly context: Shape;
  readonly input: Shape;
  readonly output?: Shape;
}

class Walker {
  readonly expressions: ReadTemplate[] = [];
  readonly complaints: Complaint[] = [];
  readonly #flow: Flow;
  readonly #contracts: FlowContracts;
  readonly #input: Shape;
  readonly #whole: boolean;
  readonly #workflow: Shape;
  /** What the run may end with. */
  readonly #ends: { readonly task: Task; readonly state: State }[] = [];

  constructor(flow: Flow, { contracts, input, whole }: WalkOptions) {
    this.#flow = flow;
    this.#contracts = contracts;
    this.#whole = whole;
    this.#input = contracted(input);
    this.#workflow = made({ id: text, flowType: text, traceId: text, businessUnitId: maybeText, operatorId: maybeText, input: this.#input });
  }

  walk(): void {
    const { inputFrom, outputAs, tasks, output } = this.#flow;
    const sight: Sight = { caught: new Map(), raised: [], task: null, context: made({}), input: this.#input };
    const data = inputFrom === null ? this.#input : this.#shapeOf(inputFrom, sight);
    for (const end of this.#list(tasks, { data, context: sight.context }, sight)) this.#ends.push(end);
    const type = this.#contracts.payloadType(output);
    if (outputAs !== null) {
      const last = (this.#whole && join(this.#ends.map(({ state }) => state))) || UNKNOWN;
      const shape = this.#shapeOf(outputAs, { ...sight, output: last.data, context: last.context });
      if (type !== undefined) this.#fit(shape, type, outputAs.path);
    } else if (type !== undefined && this.#whole) {
      for (const { task, state } of this.#ends) this.#fitEnd(task, state.data, type);
    }
  }

  /** Gives the tasks after which the list is over, with what each then hands on. */
  #list(tasks: readonly Task[], first: State, surroundings: Surroundings): readonly { readonly task: Task; readonly state: State }[] {
    const entries: State[][] = tasks.map(() => []);
    entries[0]?.push(first);
    const ends: { readonly task: Task; readonly state: State }[] = [];
    for (const [index, task] of tasks.entries()) {
      const entry = this.#whole ? join(entries[index] ?? []) : UNKNOWN;
      if (entry === null) {
        const message = `Nothing leads to the task ${task.name}.`;
        this.complaints.push({ path: task.source, on: 'key', rule: 'FLOW_UNREACHABLE_TASK', message, hint: 'Name it in a then, or remove it.' });
      }
      const state = this.#task(task, entry ?? UNKNOWN, surroundings);
      if (entry === null || state === null) continue;
      for (const next of nextsOf(task)) {
        const target = next.to === 'task' ? next.index : next.to === 'continue' ? index + 1 : tasks.length;
        const entered = entries[target];
        if (next.to === 'end') this.#ends.push({ task, state });
        else if (entered === undefined) ends.push({ task, state });
        else entered.push(state);
      }
    }
    return ends;
  }

  /** What a task hands on; null where it never does. */
  #task(task: Task, { data, context }: State, surroundings: Surroundings): State | null {
    const sight: Sight = { ...surroundings, task: task.name, context, input: data };
    const input = task.inputFrom === null ? data : this.#shapeOf(task.inputFrom, sight);
    const done = this.#perform(task, { ...sight, input });
    // Of a list that could not be read in full, nobody knows what it gives.
    const raw = done === null || (!this.#whole && (task.kind === 'do' || task.kind === 'try')) ? UNKNOWN : done;
    const after = { ...sight, input, context: raw.context };
    const output = task.outputAs === null ? raw.data : this.#shapeOf(task.outputAs, { ...after, output: raw.data });
    const exported = task.exportAs === null ? raw.context : this.#shapeOf(task.exportAs, { ...after, output });
    return done === null ? null : { data: output, context: exported };
  }

  #perform(task: Task, sight: Sight): State | null {
    const { input, context } = sight;
    switch (task.kind) {
      case 'call':
        sight.raised.push(context);
        return { data: this.#call(task, sight), context };
      case 'set':
        return { data: this.#shapeOf(task.value, sight), context };
      case 'switch':
        for (const { when } of task.cases) if (when !== null) this.#wants('boolean', when, sight, 'A condition must give a bool');
        return { data: input, context };
      case 'raise':
        for (const part of [task.title, task.detail]) if (part !== null) this.#wants('text', part, sight, 'The text of an error must be a string');
        sight.raised.push(context);
        return null;
      case 'do':
        return join(this.#list(task.tasks, { data: input, context }, sight).map(({ state }) => state));
      case 'try':
        return this.#try(task, sight);
    }
  }

  #call(task: CallTask, sight: Sight): Shape {
    const operation = this.#contracts.operation(task.operation);
    const payload = this.#shapeOf(task.with, sight);
    const request = operation?.callable === true ? operation.request : null;
    const type = request === null ? undefined : this.#contracts.payloadType(request);
    if (type !== undefined) this.#fit(payload, type, task.with.path);
    return operation?.result == null ? ANY : contracted(this.#contracts.payloadType(operation.result));
  }

  #try(task: TryTask, sight: Sight): State | null {
    const { input, context, caught } = sight;
    const raised: Shape[] = [];
    const tried = this.#list(task.tasks, { data: input, context }, { caught, raised });
    sight.raised.push(...raised);
    const { as, tasks } = task.catch;
    const inside = { caught: new Map([...caught, [as, variable(as, CAUGHT)]]), raised: sight.raised };
    const seen = either(raised);
    if (tasks.length === 0) return join([...tried.map(({ state }) => state), ...(raised.length > 0 ? [{ data: input, context: seen }] : [])]);
    const handled = raised.length > 0 || !this.#whole ? this.#list(tasks, { data: input, context: seen }, inside) : this.#dead(tasks, inside);
    return join([...tried, ...handled].map(({ state }) => state));
  }

  /** Tasks that no run comes to. */
  #dead(tasks: readonly Task[], surroundings: Surroundings): readonly [] {
    const [first] = tasks;
    if (first !== undefined) {
      const message = `Nothing leads to the task ${first.name}: no task of its try calls or raises anything.`;
      this.complaints.push({ path: first.source, on: 'key', rule: 'FLOW_UNREACHABLE_TASK', message, hint: 'Remove the try.' });
    }
    this.#list(tasks, UNKNOWN, surroundings);
    return [];
  }

  /** An expression whose result must be of one kind. */
  #wants(kind: ScalarKind, template: Template, sight: Sight, message: string): void {
    const forms = formsOf(this.#shapeOf(template, sight), this.#contracts);
    if (forms.some((form) => form.kind === 'any' || (form.kind === 'scalar' && form.of === kind))) return;
    const [form] = forms;
    if (form === undefined) return;
    const hint = kind === 'boolean' ? 'Compare it with something.' : 'Make it text: string(...).';
    this.complaints.push({ path: template.path, rule: 'FLOW_BROKEN_EXPRESSION', message: `${message}, this gives ${nounOf(form)}.`, hint });
  }

  #fit(shape: Shape, type: AvroType, path: SourcePath): void {
    this.#complain(misfits(shape, type, this.#contracts), path, '');
  }

  /** Of a result that the task does not write itself one misfit is enough: it is another value than was meant. */
  #fitEnd(task: Task, result: Shape, type: AvroType): void {
    const found = misfits(result, type, this.#contracts);
    const written = task.outputAs?.path ?? (task.kind === 'set' ? [...task.source, 'set'] : null);
    this.#complain(written === null ? found.slice(0, 1) : found, written ?? task.source, `The flow may end with ${task.name}: `);
  }

  #complain(found: readonly Misfit[], path: SourcePath, prefix: string): void {
    for (const { path: within, unknown, message, hint } of found) {
      const on = unknown ? 'key' : 'value';
      this.complaints.push({ path: [...path, ...within], on, rule: 'FLOW_INVALID_PAYLOAD', message: `${prefix}${message}`, hint });
    }
  }

  /** Reads every expression of a template, once in a walk. */
  #shapeOf(template: Template, sight: Sight): Shape {
    const scope = this.#scopeOf(sight);
    return shapeOfTemplate(template, (expression) => {
      if (expression.expression === null) return ANY;
      const { shape, reads, missing } = readExpression(expression.expression.ast, scope, this.#contracts);
      this.expressions.push({ template: expression, task: sight.task, reads });
      this.complaints.push(...missing.map((each) => complaintOf(each, expression)));
      return shape;
    });
  }

  #scopeOf({ caught, context, input, output }: Sight): Scope {
    const seen = { context, input, task: made({ name: text }), workflow: this.#workflow, ...(output === undefined ? {} : { output }) };
    return new Map([...caught, ...Object.entries(seen).map(([name, shape]) => [name, variable(name, shape)] as const)]);
  }
}

/** Where a run may go after a task. */
const nextsOf = (task: Task): readonly Transition[] => {
  if (task.kind !== 'switch') return [task.next];
  const cases = task.cases.map(({ next }) => next);
  return task.cases.some(({ when }) => when === null) ? cases : [...cases, task.next];
};
