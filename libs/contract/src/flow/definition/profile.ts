import { didYouMean, nearestName } from '@vyarna/avro';
import { isObject } from '../json.ts';
import type { Report, SourcePath } from './finding.ts';

/**
 * The profile of Serverless Workflow DSL 1.0.0 that WaveFlow runs: for each kind of object, the fields it takes and the ones
 * of the DSL that it refuses by name, with what to write instead. The flow manager's README has the same as a table for flow authors.
 */
export interface ObjectProfile {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly refused: { readonly [name: string]: string };
}

const SINGLE_STEPS = 'A flow runs one step at a time.';
const EVENTS = 'A flow is started by its trigger and goes on by the replies to its calls.';
const TIMEOUT = "The trigger's contract sets the timeout of the whole flow (x-vyarna.timeout).";
const TYPED = 'Types are stated in the contracts.';

/** The kinds of task, each by the field that makes it one. */
export const TASK_KINDS = ['call', 'do', 'raise', 'set', 'switch', 'try'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const REFUSED_TASKS: { readonly [kind: string]: string } = {
  emit: 'Services announce what happened, in the transaction that makes it so.',
  for: SINGLE_STEPS,
  fork: SINGLE_STEPS,
  listen: EVENTS,
  run: 'Call an operation of a service.',
  wait: EVENTS,
};

const TASK: ObjectProfile = {
  required: [],
  optional: ['export', 'input', 'output', 'then'],
  refused: { if: 'Put a switch before the task.', metadata: 'Describe the task in a comment.', timeout: TIMEOUT },
};

const task = (kind: TaskKind, ...optional: string[]): ObjectProfile => ({
  required: kind === 'try' ? ['try', 'catch'] : [kind],
  optional: [...TASK.optional, ...optional],
  refused: TASK.refused,
});

export const FIELDS = {
  flow: {
    required: ['document', 'evaluate', 'schedule', 'do', 'output'],
    optional: ['input'],
    refused: { timeout: TIMEOUT, use: 'State everything where it is used.' },
  },
  document: { required: ['dsl', 'namespace', 'name', 'version'], optional: ['title', 'summary', 'tags', 'metadata'], refused: {} },
  evaluate: { required: ['language'], optional: [], refused: { mode: `Expressions always stand in \${ }.` } },
  schedule: { required: ['on'], optional: [], refused: { after: EVENTS, cron: EVENTS, every: EVENTS } },
  on: {
    required: ['one'],
    optional: [],
    refused: { all: 'A flow has one trigger.', any: 'A flow has one trigger.', until: 'A flow has one trigger.' },
  },
  one: { required: ['with'], optional: [], refused: { correlate: EVENTS } },
  trigger: { required: ['type', 'flowtype'], optional: [], refused: {} },
  input: { required: [], optional: ['from'], refused: { schema: TYPED } },
  output: { required: [], optional: ['as'], refused: { schema: 'Only the flow as a whole states its output type.' } },
  flowOutput: { required: ['schema'], optional: ['as'], refused: {} },
  outputSchema: { required: ['format', 'document'], optional: [], refused: { resource: 'Name the record in document.' } },
  export: { required: [], optional: ['as'], refused: { schema: TYPED } },
  call: task('call', 'with'),
  do: task('do'),
  raise: task('raise'),
  set: task('set'),
  switch: task('switch'),
  try: task('try'),
  case: { required: ['then'], optional: ['when'], refused: {} },
  raised: { required: ['error'], optional: [], refused: {} },
  error: { required: ['type', 'status'], optional: ['detail', 'title'], refused: { instance: 'The history of the run tells the task.' } },
  catch: {
    required: [],
    optional: ['as', 'do', 'errors'],
    refused: {
      exceptWhen: 'Put a switch first in catch.do.',
      retry: 'Retries belong to the operation (x-vyarna.retry).',
      when: 'Put a switch first in catch.do.',
    },
  },
  errors: { required: [], optional: ['with'], refused: {} },
  filter: {
    required: [],
    optional: ['code', 'status', 'type'],
    refused: { detail: 'Filter by code.', details: 'Filter by code.', instance: 'Filter by code.', title: 'Filter by code.' },
  },
} as const satisfies { readonly [object: string]: ObjectProfile };

export type ObjectKind = keyof typeof FIELDS;

export type Fields = { readonly [name: string]: unknown };

/** Whether an object has fields of other names than the profile knows. */
export const hasUnknownFields = (value: Fields, kind: ObjectKind): boolean => {
  const { required, optional }: ObjectProfile = FIELDS[kind];
  return Object.keys(value).some((name) => !required.includes(name) && !optional.includes(name));
};

/**
 * Checks the names of an object's fields against the profile, and that each has a value. False when it is not an object, so that there
 * is nothing further to read.
 */
export const checkFields = (value: unknown, path: SourcePath, kind: ObjectKind, report: Report): value is Fields => {
  const { required, optional, refused }: ObjectProfile = FIELDS[kind];
  const known = [...required, ...optional].sort();
  if (!isObject(value)) {
    report({ path, rule: 'FLOW_INVALID_VALUE', message: 'An object is needed here.', hint: `It has ${known.join(', ')}.` });
    return false;
  }
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  for (const name of unknown) {
    const at = { path: [...path, name], on: 'key' } as const;
    const instead = Object.hasOwn(refused, name) ? refused[name] : undefined;
    if (instead !== undefined) report({ ...at, rule: 'FLOW_NOT_IN_PROFILE', message: `${name} is not in the profile of WaveFlow.`, hint: instead });
    else {
      const hint = didYouMean(name, known, `Known are ${known.join(', ')}.`);
      report({ ...at, rule: 'FLOW_UNKNOWN_KEY', message: `There is no field ${name} here.`, hint });
    }
  }
  // What stands in the place of a missing field has been reported as what it is.
  const replaced = (name: string): boolean => unknown.some((other) => Object.hasOwn(refused, other) || nearestName(other, known) === name);
  for (const name of known) {
    if (required.includes(name) && (value[name] ?? null) === null) {
      if (replaced(name)) continue;
      report({ path, on: 'key', rule: 'FLOW_MISSING_KEY', message: `${name} is missing.`, hint: `Required here: ${required.join(', ')}.` });
    } else if (value[name] === null) {
      const hint = 'Leave it out, or give it one.';
      report({ path: [...path, name], on: 'key', rule: 'FLOW_INVALID_VALUE', message: `${name} has no value.`, hint });
    }
  }
  return true;
};
