import { compileTemplate, type Template, type TemplateScope } from '../expression/template.ts';
import type { Complaint, Report, SourcePath } from './finding.ts';
import { type Flow, tasksOf } from './flow.ts';
import { checkFields } from './profile.ts';
import { readTasks } from './task-reader.ts';

/** What every expression may see; `output` comes with output.as and export.as, a caught error with catch.do. */
const VARIABLES = ['context', 'input', 'task', 'workflow'];

/**
 * Turns a definition's JSON into a flow that can run, and says where it leaves the profile. The flow is null when there is
 * any complaint.
 */
export const readFlow = (document: unknown): { readonly flow: Flow | null; readonly complaints: readonly Complaint[] } => {
  const complaints: Complaint[] = [];
  const report: Report = (complaint) => complaints.push(complaint);
  const flow = readRoot(document, report);
  return { flow: complaints.length > 0 ? null : flow, complaints };
};

const readRoot = (root: unknown, report: Report): Flow | null => {
  if (!checkFields(root, [], 'flow', report)) return null;
  const scope = { variables: VARIABLES, report };
  const head = readHead(root, report);
  const trigger = readTrigger(root, head.name, report);
  const output = readOutput(root, scope);
  const inputFrom = readInput(root, scope);
  const tasks = root['do'] === undefined ? [] : readTasks(root['do'], ['do'], { ...scope, names: new Set() });
  return { ...head, triggerType: trigger, ...output, inputFrom, tasks, byName: new Map([...tasksOf(tasks)].map((task) => [task.name, task])) };
};

type Root = { readonly [name: string]: unknown };

const readHead = (root: Root, report: Report): { readonly namespace: string; readonly name: string } => {
  const document = root['document'];
  const evaluate = root['evaluate'];
  if (evaluate !== undefined && checkFields(evaluate, ['evaluate'], 'evaluate', report)) {
    expect(evaluate['language'], 'cel', ['evaluate', 'language'], 'expressions are written in CEL', report);
  }
  if (document === undefined || !checkFields(document, ['document'], 'document', report)) return { namespace: '', name: '' };
  expect(document['dsl'], '1.0.0', ['document', 'dsl'], "the version of the DSL, in quotes: '1.0.0'", report);
  return { namespace: String(document['namespace']), name: String(document['name']) };
};

const readTrigger = (root: Root, name: string, report: Report): string => {
  let held: unknown = root;
  const path: string[] = [];
  for (const [step, kind] of [
    ['schedule', 'schedule'],
    ['on', 'on'],
    ['one', 'one'],
    ['with', 'trigger'],
  ] as const) {
    held = (held as Root)[step];
    path.push(step);
    if (held === undefined || held === null || !checkFields(held, path, kind, report)) return '';
  }
  const { type, flowtype } = held as Root;
  if (flowtype !== undefined) expect(flowtype, name, [...path, 'flowtype'], "the flow type is the flow's document.name", report);
  return String(type);
};

const readOutput = (root: Root, scope: TemplateScope): { readonly output: string; readonly outputAs: Template | null } => {
  const output = root['output'];
  if (output === undefined || output === null || !checkFields(output, ['output'], 'flowOutput', scope.report)) return { output: '', outputAs: null };
  const as = output['as'] === undefined ? null : compileTemplate(output['as'], ['output', 'as'], { ...scope, variables: [...VARIABLES, 'output'] });
  const schema = output['schema'];
  const path: SourcePath = ['output', 'schema'];
  if (schema === undefined || schema === null || !checkFields(schema, path, 'outputSchema', scope.report)) return { output: '', outputAs: as };
  expect(schema['format'], 'avro', [...path, 'format'], 'output types are the Avro records of the contracts', scope.report);
  return { output: String(schema['document']), outputAs: as };
};

const readInput = (root: Root, scope: TemplateScope): Template | null => {
  const input = root['input'];
  if (input === undefined || !checkFields(input, ['input'], 'input', scope.report) || input['from'] === undefined) return null;
  return compileTemplate(input['from'], ['input', 'from'], scope);
};

const expect = (value: unknown, wanted: string, path: SourcePath, hint: string, report: Report): void => {
  if (value === wanted || value === undefined) return;
  report({ path, rule: 'profile', message: `${path.join('.')} must be ${wanted}, not ${String(value)}`, hint });
};
