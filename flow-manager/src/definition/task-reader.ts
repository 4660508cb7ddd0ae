import { compileCondition, compileTemplate, type Template, type TemplateScope } from '../expression/template.ts';
import { isObject } from '../json.ts';
import { readFilter, readRaise } from './error-reader.ts';
import type { SourcePath } from './finding.ts';
import type { SwitchTask, Task, TryTask } from './flow.ts';
import { checkFields, REFUSED_TASKS, TASK_KINDS, type TaskKind } from './profile.ts';
import { readTransition } from './transitions.ts';

/** What the tasks of a flow share while they are read. */
export interface ReaderScope extends TemplateScope {
  /** Names seen so far: they are unique in the flow, so that a name alone tells the task. */
  readonly names: Set<string>;
}

type Fields = { readonly [name: string]: unknown };

const DSL_CALLS = ['asyncapi', 'grpc', 'http', 'openapi'];
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** Reads a list of tasks; a task that cannot be read is reported and left out. */
export const readTasks = (value: unknown, path: SourcePath, scope: ReaderScope): readonly Task[] => {
  if (!Array.isArray(value) || value.length === 0) {
    scope.report({ path, rule: 'profile', message: 'a list of tasks is needed here', hint: 'each item is `- name: { ... }`' });
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

/** An item of a list in the DSL: an object of one field, whose name names the item. */
const single = (item: unknown, path: SourcePath, { report }: TemplateScope): { readonly name: string; readonly value: unknown } | null => {
  const [entry, ...more] = isObject(item) ? Object.entries(item) : [];
  if (entry !== undefined && more.length === 0) return { name: entry[0], value: entry[1] };
  report({ path, rule: 'profile', message: 'each item has exactly one name', hint: 'write `- name: { ... }`' });
  return null;
};

const readTask = (name: string, value: unknown, path: SourcePath, siblings: readonly string[], index: number, scope: ReaderScope): Task | null => {
  const { report, variables } = scope;
  if (!NAME.test(name)) {
    report({ path, on: 'key', rule: 'profile', message: `not a task's name: ${name}`, hint: 'letters, digits, _ and -, at most 63, a letter first' });
  }
  if (scope.names.has(name)) {
    report({ path, on: 'key', rule: 'profile', message: `a task named ${name} is already there`, hint: "a task's name is unique in its flow" });
  }
  scope.names.add(name);
  const kind = kindOf(value, path, scope);
  if (kind === null || !checkFields(value, path, kind, report)) return null;
  const after = { ...scope, variables: [...variables, 'output'] };
  const base = {
    name,
    source: path,
    inputFrom: readPart(value, 'input', 'from', path, scope),
    outputAs: readPart(value, 'output', 'as', path, after),
    exportAs: readPart(value, 'export', 'as', path, after),
    next: readTransition(value['then'], [...path, 'then'], siblings, index, report),
  };
  const held = value[kind];
  const at = [...path, kind];
  switch (kind) {
    case 'call': {
      const parameters = value['with'] ?? {};
      if (!isObject(parameters))
        report({ path: [...path, 'with'], rule: 'profile', message: 'with is an object', hint: "the fields of the request's payload" });
      return { ...base, kind, operation: readOperation(held, at, scope), with: compileTemplate(parameters, [...path, 'with'], scope) };
    }
    case 'set':
      if (!isObject(held)) report({ path: at, rule: 'profile', message: 'set takes an object', hint: 'its fields become the output of the task' });
      return { ...base, kind, value: compileTemplate(held, at, scope) };
    case 'do':
      return { ...base, kind, tasks: readTasks(held, at, scope) };
    case 'switch':
      return { ...base, kind, cases: readCases(held, at, siblings, index, scope) };
    case 'raise':
      return { ...base, kind, ...readRaise(held, at, scope) };
    case 'try':
      return { ...base, kind, tasks: readTasks(held, at, scope), catch: readCatch(value['catch'], [...path, 'catch'], scope) };
  }
};

const kindOf = (value: unknown, path: SourcePath, { report }: TemplateScope): TaskKind | null => {
  const fields = isObject(value) ? Object.keys(value) : [];
  const refused = fields.find((field) => Object.hasOwn(REFUSED_TASKS, field));
  if (refused !== undefined) {
    report({
      path: [...path, refused],
      on: 'key',
      rule: 'profile',
      message: `${refused} is not in the profile of WaveFlow`,
      hint: REFUSED_TASKS[refused] ?? '',
    });
    return null;
  }
  const kinds = TASK_KINDS.filter((kind) => fields.includes(kind));
  if (kinds.length === 1) return kinds[0] ?? null;
  const message = kinds.length === 0 ? 'a task does one thing, this does none' : `a task does one thing, this does several: ${kinds.join(', ')}`;
  report({ path, on: 'key', rule: 'profile', message, hint: `one of ${TASK_KINDS.join(', ')}` });
  return null;
};

/** `input.from`, `output.as` or `export.as`, when it is there. */
const readPart = (fields: Fields, name: 'input' | 'output' | 'export', part: string, path: SourcePath, scope: TemplateScope): Template | null => {
  const held = fields[name];
  if (held === undefined || !checkFields(held, [...path, name], name, scope.report) || held[part] === undefined) return null;
  return compileTemplate(held[part], [...path, name, part], scope);
};

const readOperation = (value: unknown, path: SourcePath, { report }: TemplateScope): string => {
  if (typeof value === 'string' && !DSL_CALLS.includes(value)) return value;
  const message = typeof value === 'string' ? `call: ${value} is not in the profile of WaveFlow` : 'call names an operation';
  report({ path, rule: 'profile', message, hint: 'the id of a receive operation, such as getBusinessUnit' });
  return '';
};

const readCases = (value: unknown, path: SourcePath, siblings: readonly string[], index: number, scope: ReaderScope): SwitchTask['cases'] => {
  if (!Array.isArray(value)) {
    scope.report({ path, rule: 'profile', message: 'switch takes a list of cases', hint: `each item is - name: { when: \${ ... }, then: task }` });
    return [];
  }
  return value.flatMap((item, position) => {
    const entry = single(item, [...path, position], scope);
    const at = [...path, position, entry?.name ?? ''];
    if (entry === null || !checkFields(entry.value, at, 'case', scope.report)) return [];
    const { when } = entry.value;
    if (when === undefined && position < value.length - 1) {
      scope.report({ path: at, on: 'key', rule: 'profile', message: 'a case without when matches always', hint: 'make it the last one' });
    }
    const condition = when === undefined ? null : compileCondition(when, [...at, 'when'], scope);
    return [{ name: entry.name, when: condition, next: readTransition(entry.value['then'], [...at, 'then'], siblings, index, scope.report) }];
  });
};

const readCatch = (value: unknown, path: SourcePath, scope: ReaderScope): TryTask['catch'] => {
  const fields = value !== undefined && value !== null && checkFields(value, path, 'catch', scope.report) ? value : {};
  const as = fields['as'] ?? 'error';
  const usable = typeof as === 'string' && /^[a-z][A-Za-z0-9_]*$/.test(as) && !scope.variables.includes(as) && as !== 'output';
  if (!usable) {
    scope.report({
      path: [...path, 'as'],
      rule: 'profile',
      message: `not a free variable's name: ${String(as)}`,
      hint: 'letters and digits, and not a variable that is there already',
    });
  }
  const name = usable ? as : 'error';
  const inside = { ...scope, variables: [...scope.variables.filter((variable) => variable !== name), name] };
  return {
    filter: readFilter(fields['errors'], [...path, 'errors'], scope),
    as: name,
    tasks: fields['do'] === undefined ? [] : readTasks(fields['do'], [...path, 'do'], inside),
  };
};
