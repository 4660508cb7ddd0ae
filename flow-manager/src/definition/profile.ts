import { isObject } from '../json.ts';
import type { Report, SourcePath } from './finding.ts';

/**
 * The profile of Serverless Workflow DSL 1.0.0 that WaveFlow runs: for each kind of object, the fields it takes and the ones
 * of the DSL that it refuses by name, with what to write instead. The README holds the same as a table for flow authors.
 */
interface Fields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly refused: { readonly [name: string]: string };
}

const SINGLE_STEPS = 'a flow runs one step at a time';
const EVENTS = 'a flow is started by its trigger and goes on by the replies to its calls';
const TIMEOUT = "the trigger's contract sets the timeout of the whole flow (x-vyarna.timeout)";
const TYPED = 'types are stated in the contracts';

/** The kinds of task, each by the field that makes it one. */
export const TASK_KINDS = ['call', 'do', 'raise', 'set', 'switch', 'try'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const REFUSED_TASKS: { readonly [kind: string]: string } = {
  emit: 'services announce what happened, in the transaction that makes it so',
  for: SINGLE_STEPS,
  fork: SINGLE_STEPS,
  listen: EVENTS,
  run: 'call an operation of a service',
  wait: EVENTS,
};

const TASK: Fields = {
  required: [],
  optional: ['export', 'input', 'output', 'then'],
  refused: { if: 'put a switch before the task', metadata: 'describe the task in a comment', timeout: TIMEOUT },
};

const task = (kind: TaskKind, ...optional: string[]): Fields => ({
  required: kind === 'try' ? ['try', 'catch'] : [kind],
  optional: [...TASK.optional, ...optional],
  refused: TASK.refused,
});

export const FIELDS = {
  flow: {
    required: ['document', 'evaluate', 'schedule', 'do', 'output'],
    optional: ['input'],
    refused: { timeout: TIMEOUT, use: 'state everything where it is used' },
  },
  document: { required: ['dsl', 'namespace', 'name', 'version'], optional: ['title', 'summary', 'tags', 'metadata'], refused: {} },
  evaluate: { required: ['language'], optional: [], refused: { mode: `expressions always stand in \${ }` } },
  schedule: { required: ['on'], optional: [], refused: { after: EVENTS, cron: EVENTS, every: EVENTS } },
  on: { required: ['one'], optional: [], refused: { all: 'a flow has one trigger', any: 'a flow has one trigger', until: 'a flow has one trigger' } },
  one: { required: ['with'], optional: [], refused: { correlate: EVENTS } },
  trigger: { required: ['type', 'flowtype'], optional: [], refused: {} },
  input: { required: [], optional: ['from'], refused: { schema: TYPED } },
  output: { required: [], optional: ['as'], refused: { schema: 'only the flow as a whole states its output type' } },
  flowOutput: { required: ['schema'], optional: ['as'], refused: {} },
  outputSchema: { required: ['format', 'document'], optional: [], refused: { resource: 'name the record in document' } },
  export: { required: [], optional: ['as'], refused: { schema: TYPED } },
  call: task('call', 'with'),
  do: task('do'),
  raise: task('raise'),
  set: task('set'),
  switch: task('switch'),
  try: task('try', 'catch'),
  case: { required: ['then'], optional: ['when'], refused: {} },
  raised: { required: ['error'], optional: [], refused: {} },
  error: { required: ['type', 'status'], optional: ['detail', 'title'], refused: { instance: 'the history of the run tells the task' } },
  catch: {
    required: [],
    optional: ['as', 'do', 'errors'],
    refused: {
      exceptWhen: 'put a switch first in catch.do',
      retry: 'retries belong to the operation (x-vyarna.retry)',
      when: 'put a switch first in catch.do',
    },
  },
  errors: { required: [], optional: ['with'], refused: {} },
  filter: {
    required: [],
    optional: ['code', 'status', 'type'],
    refused: { detail: 'filter by code', details: 'filter by code', instance: 'filter by code', title: 'filter by code' },
  },
} as const satisfies { readonly [object: string]: Fields };

/** Checks an object's fields against the profile. False when it is not an object, so that there is nothing further to read. */
export const checkFields = (
  value: unknown,
  path: SourcePath,
  kind: keyof typeof FIELDS,
  report: Report,
): value is { readonly [name: string]: unknown } => {
  const { required, optional, refused }: Fields = FIELDS[kind];
  const known = [...required, ...optional].sort();
  if (!isObject(value)) {
    report({ path, rule: 'profile', message: 'an object is needed here', hint: `with ${known.join(', ')}` });
    return false;
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const hint = Object.hasOwn(refused, name) ? refused[name] : undefined;
    const message = hint === undefined ? `unknown field ${name}` : `${name} is not in the profile of WaveFlow`;
    report({ path: [...path, name], on: 'key', rule: 'profile', message, hint: hint ?? `known here: ${known.join(', ')}` });
  }
  for (const name of required) {
    if (value[name] === undefined || value[name] === null) {
      report({ path, on: 'key', rule: 'profile', message: `${name} is missing`, hint: `required here: ${required.join(', ')}` });
    }
  }
  return true;
};
