import type { Template, TemplateScope } from '../expression/template.ts';
import type { Complaint, Report, SourcePath } from './finding.ts';
import { type Flow, tasksOf } from './flow.ts';
import { checkFields, type Fields, type ObjectKind } from './profile.ts';
import { readPart, readTasks } from './task-reader.ts';
import { given, readValues } from './values.ts';

/** What every expression may see; `output` comes with output.as and export.as, a caught error with catch.do. */
const VARIABLES = ['context', 'input', 'task', 'workflow'];

export interface ReadFlow {
  /** Null when there is any complaint: such a flow cannot run. */
  readonly flow: Flow | null;
  /** As much as could be read, for further checks; what could not be is empty or left out. Null where the root is no object. */
  readonly draft: Flow | null;
  readonly complaints: readonly Complaint[];
}

/** Turns a definition's JSON into a flow, and says where it leaves the profile. */
export const readFlow = (document: unknown): ReadFlow => {
  const complaints: Complaint[] = [];
  const draft = readRoot(document, (complaint) => complaints.push(complaint));
  return { flow: complaints.length > 0 ? null : draft, draft, complaints };
};

const readRoot = (root: unknown, report: Report): Flow | null => {
  if (!checkFields(root, [], 'flow', report)) return null;
  const scope = { variables: VARIABLES, report };
  const evaluate = below(root, [], 'evaluate', 'evaluate', report);
  if (evaluate !== undefined) readValues(evaluate, ['evaluate'], report).exactly('language', 'cel', 'Expressions are written in CEL.');
  const head = readHead(root, report);
  const triggerType = readTrigger(root, head.name, report);
  const output = readOutput(root, scope);
  const input = below(root, [], 'input', 'input', report);
  const inputFrom = input === undefined ? null : readPart(input, 'from', ['input'], scope);
  const list = given(root, 'do');
  const tasks = list === undefined ? [] : readTasks(list, ['do'], { ...scope, names: new Set() });
  return { ...head, triggerType, ...output, inputFrom, tasks, byName: new Map([...tasksOf(tasks)].map((task) => [task.name, task])) };
};

const NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;
/** Semantic versioning 2.0.0: three numbers, then labels after `-`, then build labels after `+`. */
const LABEL = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const NUMBER = '(?:0|[1-9]\\d*)';
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${LABEL}(?:\\.${LABEL})*)?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`);

const readHead = (root: Fields, report: Report): Pick<Flow, 'namespace' | 'name'> => {
  const document = below(root, [], 'document', 'document', report);
  if (document === undefined) return { namespace: '', name: '' };
  const values = readValues(document, ['document'], report);
  values.exactly('dsl', '1.0.0', "The version of the DSL, in quotes: '1.0.0'.");
  const form = 'letters, digits and - within, at most 63';
  const namespace = values.matching('namespace', NAME, form, 'Such as operator.') ?? '';
  const name = values.matching('name', NAME, form, 'Such as create-operator.') ?? '';
  values.matching('version', VERSION, 'a semantic version', "Such as '1.0.0', in quotes.");
  values.text('title');
  values.text('summary');
  values.object('tags', 'Each tag is a name with a value.');
  values.object('metadata', 'Names with values.');
  return { namespace, name };
};

const readTrigger = (root: Fields, name: string, report: Report): string => {
  const schedule = below(root, [], 'schedule', 'schedule', report);
  const on = schedule && below(schedule, ['schedule'], 'on', 'on', report);
  const one = on && below(on, ['schedule', 'on'], 'one', 'one', report);
  const trigger = one && below(one, ['schedule', 'on', 'one'], 'with', 'trigger', report);
  if (trigger === undefined) return '';
  const values = readValues(trigger, ['schedule', 'on', 'one', 'with'], report);
  if (name !== '') values.exactly('flowtype', name, "The flow type is the flow's document.name.");
  return values.text('type', "The name of the trigger's message.") ?? '';
};

const readOutput = (root: Fields, scope: TemplateScope): { readonly output: string; readonly outputAs: Template | null } => {
  const output = below(root, [], 'output', 'flowOutput', scope.report);
  if (output === undefined) return { output: '', outputAs: null };
  const outputAs = readPart(output, 'as', ['output'], { ...scope, variables: [...VARIABLES, 'output'] });
  const schema = below(output, ['output'], 'schema', 'outputSchema', scope.report);
  if (schema === undefined) return { output: '', outputAs };
  const values = readValues(schema, ['output', 'schema'], scope.report);
  values.exactly('format', 'avro', 'Output types are the Avro records of the contracts.');
  return { output: values.text('document', 'The full name of a record.') ?? '', outputAs };
};

/** The object in a field, its own fields checked; undefined where there is none. */
const below = (fields: Fields, path: SourcePath, name: string, kind: ObjectKind, report: Report): Fields | undefined => {
  const held = given(fields, name);
  return held !== undefined && checkFields(held, [...path, name], kind, report) ? held : undefined;
};
