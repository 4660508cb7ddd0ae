import { isVariableName } from '../expression/cel.ts';
import { compileCondition, compileTemplate, type Template, type TemplateScope } from '../expression/template.ts';
import { isObject } from '../json.ts';
import { readFilter, readRaise } from './error-reader.ts';
import type { SourcePath } from './finding.ts';
import type { SwitchTask, Task, TryTask } from './flow.ts';
import { checkFields, type Fields, hasUnknownFields, REFUSED_TASKS, TASK_KINDS, type TaskKind } from './profile.ts';
import { readTransition } from './transitions.ts';
import { given, readValues } from './values.ts';

/** What the tasks of a flow share while they are read. */
export interface ReaderScope extends TemplateScope {
  /** Names seen so far: they are unique in the flow, so that a name alone tells the task. */
  readonly names: Set<string>;
}

const DSL_CALLS = ['asyncapi', 'grpc', 'http', 'openapi'];
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** Reads a list of tasks; a task that cannot be read is reported and left out. */
export const readTasks = (value: unknown, path: SourcePath, scope: ReaderScope): readonly Task[] => {
  if (!Array.isArray(value) || value.length === 0) {
    scope.report({ path, rule: 'FLOW_INVALID_VALUE', message: 'A list of tasks is needed here.', hint: 'Each item is `- name: { ... }`.' });
    return [];
  }
  const items = value.map((item, index) => single(item, [...path, index], scope));
  const siblings = items.map((item) => item?.name ?? '');
  return items.flatMap((item, index) => {
    if (item === null) return [];
    const task = readTask(item.name, item.value, [...path, index, item.name], siblings, index, scope);
    return task === null ? [] : [task];
  });
};

/** `input.from`, `output.as` or `export.as`, when it is there. */
export const readPart = (fields: Fields, part: 'from' | 'as', path: SourcePath, scope: TemplateScope): Template | null => {
  const held = given(fields, part);
  if (held === undefined) return null;
  if (typeof held === 'string' || isObject(held)) return compileTemplate(held, [...path, part], scope);
  const hint = 'An expression, or an object that may hold expressions.';
  scope.report({ path: [...path, part], rule: 'FLOW_INVALID_VALUE', message: `${part} must be text or an object.`, hint });
  return null;
};

/** An item of a list in the DSL: an object of one field, whose name names the item. */
const single = (item: unknown, path: SourcePath, { report }: TemplateScope): { readonly name: string; readonly value: unknown } | null => {
  const [entry, ...more] = isObject(item) ? Object.entries(item) : [];
  if (entry !== undefined && more.length === 0) return { name: entry[0], value: entry[1] };
  report({ path, rule: 'FLOW_INVALID_VALUE', message: 'Each item has exactly one name.', hint: 'Write `- name: { ... }`.' });
  return null;
};

const readTask = (name: string, value: unknown, path: SourcePath, siblings: readonly string[], index: number, scope: ReaderScope): Task | null => {
  const { report, variables } = scope;
  if (!NAME.test(name)) {
    const hint = 'Use letters, digits, _ and -, at most 63, a letter first.';
    report({ path, on: 'key', rule: 'FLOW_INVALID_VALUE', message: `${name} cannot be a task's name.`, hint });
  }
  if (scope.names.has(name)) {
    const hint = "A task's name is unique in its flow.";
    report({ path, on: 'key', rule: 'FLOW_DUPLICATE_TASK', message: `A task named ${name} is already there.`, hint });
  }
  scope.names.add(name);
  const kind = kindOf(value, path, scope);
  if (kind === null || !checkFields(value, path, kind, report)) return null;
  const part = (field: 'input' | 'output' | 'export', name: 'from' | 'as', seen: TemplateScope): Template | null => {
    const held = given(value, field);
    const at = [...path, field];
    return held !== undefined && checkFields(held, at, field, report) ? readPart(held, name, at, seen) : null;
  };
  const after = { ...scope, variables: [...variables, 'output'] };
  const base = {
    name,
    source: path,
    inputFrom: part('input', 'from', scope),
    outputAs: part('output', 'as', after),
    exportAs: part('export', 'as', after),
    next: readTransition(given(value, 'then'), [...path, 'then'], siblings, index, report),
  };
  const held = given(value, kind);
  if (held === undefined) return null;
  const at = [...path, kind];
  switch (kind) {
    case 'call': {
      const operation = readOperation(held, at, scope);
      const written = given(value, 'with');
      const payload = written === undefined ? {} : readValues(value, path, report).object('with', "It has the fields of the request's payload.");
      const misspelt = written === undefined && hasUnknownFields(value, kind);
      if (operation === null || payload === undefined || misspelt) return null;
      return { ...base, kind, operation, with: compileTemplate(payload, [...path, 'with'], scope) };
    }
    case 'set': {
      if (isObject(held) && Object.keys(held).length > 0) return { ...base, kind, value: compileTemplate(held, at, scope) };
      const hint = 'Its fields become the output of the task.';
      report({ path: at, rule: 'FLOW_INVALID_VALUE', message: 'set must be an object with at least one field.', hint });
      return null;
    }
    case 'do':
      return { ...base, kind, tasks: readTasks(held, at, scope) };
    case 'switch':
      return { ...base, kind, cases: readCases(held, at, siblings, index, scope) };
    case 'raise': {
      const raised = readRaise(held, at, scope);
      return raised === null ? null : { ...base, kind, ...raised };
    }
    case 'try':
      return { ...base, kind, tasks: readTasks(held, at, scope), catch: readCatch(given(value, 'catch'), [...path, 'catch'], scope) };
  }
};

const kindOf = (value: unknown, path: SourcePath, { report }: TemplateScope): TaskKind | null => {
  const fields = isObject(value) ? Object.keys(value) : [];
  const refused = fields.find((field) => Object.hasOwn(REFUSED_TASKS, field));
  if (refused !== undefined) {
    const message = `${refused} is not in the profile of WaveFlow.`;
    report({ path: [...path, refused], on: 'key', rule: 'FLOW_NOT_IN_PROFILE', message, hint: REFUSED_TASKS[refused] ?? '' });
    return null;
  }
  const kinds = TASK_KINDS.filter((kind) => fields.includes(kind));
  if (kinds.length === 1) return kinds[0] ?? null;
  const message = kinds.length === 0 ? 'A task does one thing, this does none.' : `A task does one thing, this does several: ${kinds.join(', ')}.`;
  report({ path, on: 'key', rule: 'FLOW_INVALID_VALUE', message, hint: `It is one of ${TASK_KINDS.join(', ')}.` });
  return null;
};

const readOperation = (value: unknown, path: SourcePath, { report }: TemplateScope): string | null => {
  const hint = 'Name the id of a receive operation, such as getBusinessUnit.';
  if (typeof value !== 'string') report({ path, rule: 'FLOW_INVALID_VALUE', message: 'call must be text.', hint });
  else if (!DSL_CALLS.includes(value)) return value;
  else report({ path, rule: 'FLOW_NOT_IN_PROFILE', message: `call: ${value} is not in the profile of WaveFlow.`, hint });
  return null;
};

const readCases = (value: unknown, path: SourcePath, siblings: readonly string[], index: number, scope: ReaderScope): SwitchTask['cases'] => {
  if (!Array.isArray(value) || value.length === 0) {
    const hint = `Each item is - name: { when: \${ ... }, then: task }.`;
    scope.report({ path, rule: 'FLOW_INVALID_VALUE', message: 'switch must be a list of cases.', hint });
    return [];
  }
  return value.flatMap((item, position) => {
    const entry = single(item, [...path, position], scope);
    const at = [...path, position, entry?.name ?? ''];
    if (entry === null || !checkFields(entry.value, at, 'case', scope.report)) return [];
    const when = given(entry.value, 'when');
    if (when === undefined && position < value.length - 1) {
      scope.report({
        path: at,
        on: 'key',
        rule: 'FLOW_INVALID_VALUE',
        message: 'A case without when matches always.',
        hint: 'Make it the last one.',
      });
    }
    const condition = when === undefined ? null : compileCondition(when, [...at, 'when'], scope);
    const next = readTransition(given(entry.value, 'then'), [...at, 'then'], siblings, index, scope.report);
    return [{ name: entry.name, when: condition, next }];
  });
};

const readCatch = (value: unknown, path: SourcePath, scope: ReaderScope): TryTask['catch'] => {
  const fields = value !== undefined && checkFields(value, path, 'catch', scope.report) ? value : {};
  const wanted = readValues(fields, path, scope.report).text('as', 'The name of the variable that holds the error.') ?? 'error';
  const free = isVariableName(wanted) && !scope.variables.includes(wanted) && wanted !== 'output';
  if (!free) {
    const hint = 'Use letters and digits, and no variable or word that is there already.';
    scope.report({ path: [...path, 'as'], rule: 'FLOW_INVALID_VALUE', message: `${wanted} is no free variable's name.`, hint });
  }
  const as = free ? wanted : 'error';
  const inside = { ...scope, variables: [...scope.variables.filter((variable) => variable !== as), as] };
  const tasks = given(fields, 'do');
  return {
    filter: readFilter(given(fields, 'errors'), [...path, 'errors'], scope),
    as,
    tasks: tasks === undefined ? [] : readTasks(tasks, [...path, 'do'], inside),
  };
};
