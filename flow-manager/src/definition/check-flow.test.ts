// biome-ignore-all lint/suspicious/noTemplateCurlyInString: flows hold expressions as text
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { exampleBundle } from '../testing/example-bundle.ts';
import { checkFlow } from './check-flow.ts';
import { formatFinding } from './finding.ts';

const flowFile = (name: string): Promise<string> => readFile(new URL(`../../flows/operator/${name}.yaml`, import.meta.url), 'utf8');

const good = await flowFile('create-operator');

const findingsIn = async (text: string): Promise<readonly string[]> => {
  const { flow, findings } = await checkFlow(text, 'f.yaml', exampleBundle, 'waveflow');
  expect(flow === null).toBe(findings.length > 0);
  return findings.map(formatFinding);
};

/** The findings of the good flow with one piece, which must be there, replaced. */
const slip = (from: string, to: string): Promise<readonly string[]> => {
  expect(good).toContain(from);
  return findingsIn(good.replace(from, to));
};

const EVENTS = 'a flow is started by its trigger and goes on by the replies to its calls';
const STEPS = 'a flow runs one step at a time';
const TASK_FIELDS = 'known here: call, export, input, output, then, with';

test.each(['create-operator', 'update-operator'])('the flow %s has no findings', async (name) => {
  expect(await findingsIn(await flowFile(name))).toEqual([]);
});

describe('what the profile leaves out is refused by name', () => {
  test.each([
    ['fork', STEPS],
    ['for', STEPS],
    ['listen', EVENTS],
    ['wait', EVENTS],
    ['run', 'call an operation of a service'],
    ['emit', 'services announce what happened, in the transaction that makes it so'],
  ])('the task %s', async (kind, hint) => {
    expect(await slip('      call: createOperator\n', `      ${kind}: {}\n`)).toEqual([
      `f.yaml:46:7: ${kind} is not in the profile of WaveFlow (${hint})`,
    ]);
  });

  test.each([
    ['if', 'put a switch before the task'],
    ['timeout', "the trigger's contract sets the timeout of the whole flow (x-vyarna.timeout)"],
    ['metadata', 'describe the task in a comment'],
  ])('the field %s of a task', async (field, hint) => {
    expect(await slip('      then: end\n', `      ${field}: x\n`)).toEqual([`f.yaml:51:7: ${field} is not in the profile of WaveFlow (${hint})`]);
  });

  test.each(['http', 'grpc', 'openapi', 'asyncapi'])('call: %s', async (kind) => {
    expect(await slip('call: createOperator', `call: ${kind}`)).toEqual([
      `f.yaml:46:13: call: ${kind} is not in the profile of WaveFlow (the id of a receive operation, such as getBusinessUnit)`,
    ]);
  });

  test.each([
    ['retry', 'retries belong to the operation (x-vyarna.retry)'],
    ['when', 'put a switch first in catch.do'],
    ['exceptWhen', 'put a switch first in catch.do'],
  ])('the field %s of a catch', async (field, hint) => {
    expect(await slip('        as: problem\n', `        ${field}: x\n`)).toEqual([
      `f.yaml:30:9: ${field} is not in the profile of WaveFlow (${hint})`,
    ]);
  });

  test('jq, use, input.schema, schedule.cron and an error without a code', async () => {
    expect(await slip('language: cel', 'language: jq')).toEqual([
      'f.yaml:9:13: evaluate.language must be cel, not jq (expressions are written in CEL)',
    ]);
    expect(await slip('evaluate:', 'use: {}\nevaluate:')).toEqual([
      'f.yaml:8:1: use is not in the profile of WaveFlow (state everything where it is used)',
    ]);
    expect(await slip('evaluate:', 'input: { schema: {} }\nevaluate:')).toEqual([
      'f.yaml:8:10: schema is not in the profile of WaveFlow (types are stated in the contracts)',
    ]);
    expect(await slip('  on:\n', "  cron: '* * * * *'\n  on:\n")).toEqual([`f.yaml:11:3: cron is not in the profile of WaveFlow (${EVENTS})`]);
    expect(await slip('type: vyarna://errors/BUSINESS_UNIT_SUSPENDED', 'type: https://example.org/suspended')).toEqual([
      'f.yaml:55:17: not the type of an error of ours (a code of the catalogue, such as vyarna://errors/BUSINESS_UNIT_SUSPENDED)',
    ]);
  });
});

describe('slips are found where they are', () => {
  test('YAML that cannot be read', async () => {
    expect(await findingsIn('a: 1\na: 2\n')).toEqual(['f.yaml:2:1: Map keys must be unique (a flow is one YAML 1.2 document)']);
    expect(await findingsIn('')).toEqual(['f.yaml:1:1: an object is needed here (with do, document, evaluate, input, output, schedule)']);
  });

  test('unknown and missing fields', async () => {
    expect(await slip('      with:\n        operatorId', '      whit:\n        operatorId')).toEqual([
      `f.yaml:47:7: unknown field whit (${TASK_FIELDS})`,
    ]);
    expect(await slip('            then: create\n', '')).toEqual(['f.yaml:40:11: then is missing (required here: then)']);
    expect(await slip('evaluate:\n  language: cel\n', '')).toEqual([
      'f.yaml:2:1: evaluate is missing (required here: document, evaluate, schedule, do, output)',
    ]);
  });

  test('CEL that cannot be compiled, to the column', async () => {
    expect(await slip("${ context.unit.status == 'ACTIVE' }", "${ context.unit.status = 'ACTIVE' }")).toEqual([
      expect.stringMatching(/^f\.yaml:41:4\d: not valid CEL: /),
    ]);
    expect(await slip("${ context.unit.status == 'ACTIVE' }", "${ unit.status == 'ACTIVE' }")).toEqual([
      'f.yaml:41:22: not valid CEL: Unknown variable: unit (an expression here may use context, input, task, workflow)',
    ]);
    expect(await slip("${ context.unit.status == 'ACTIVE' }", '${ size(input) }')).toEqual([
      'f.yaml:41:19: a condition must give a bool, this gives int (compare the value with something)',
    ]);
    expect(await slip("${ context.unit.status == 'ACTIVE' }", 'ACTIVE')).toEqual([
      "f.yaml:41:19: a condition is an expression (write ${ ... }, such as ${ context.unit.status == 'ACTIVE' })",
    ]);
    expect(await slip('${ workflow.input.email }', 'to ${ workflow.input.email }')).toEqual([
      "f.yaml:49:16: an expression must be the whole string (join strings inside it: ${ 'unit ' + input.name })",
    ]);
  });

  test('a caught error is seen in its catch alone, and output after its task alone', async () => {
    expect(
      await slip("${ 'No operator can be created, because business unit ' + workflow.businessUnitId + ' does not exist.' }", '${ problem.detail }'),
    ).toEqual([]);
    expect(await slip('${ workflow.input.email }', '${ problem.detail }')).toEqual([
      'f.yaml:49:19: not valid CEL: Unknown variable: problem (an expression here may use context, input, task, workflow)',
    ]);
    expect(await slip('${ workflow.input.email }', '${ output.email }')).toEqual([
      'f.yaml:49:19: not valid CEL: Unknown variable: output (an expression here may use context, input, task, workflow)',
    ]);
  });

  test('transitions that lead nowhere, back, or out of their list', async () => {
    const words = 'continue, exit, end, or a later task of this list: create, refuseSuspendedUnit';
    expect(await slip('then: create\n', 'then: creat\n')).toEqual([`f.yaml:42:19: then names no task of this list: creat (${words})`]);
    expect(await slip('then: create\n', 'then: findUnit\n')).toEqual([`f.yaml:42:19: then names no task of this list: findUnit (${words})`]);
    expect(await slip('then: create\n', 'then: lookUp\n')).toEqual([`f.yaml:42:19: then leads back to lookUp; a flow only goes forward (${words})`]);
    expect(await slip('then: create\n', 'then: checkUnit\n')).toEqual([
      `f.yaml:42:19: then leads back to checkUnit; a flow only goes forward (${words})`,
    ]);
  });

  test('names of tasks and the order of cases', async () => {
    expect(await slip('  - create:\n', '  - findUnit:\n').then((all) => all.at(-1))).toBe(
      "f.yaml:45:5: a task named findUnit is already there (a task's name is unique in its flow)",
    );
    expect(await slip("            when: ${ context.unit.status == 'ACTIVE' }\n", '')).toEqual([
      'f.yaml:40:11: a case without when matches always (make it the last one)',
    ]);
    expect(await slip('      call: createOperator\n', '      call: createOperator\n      set: {}\n')).toEqual([
      'f.yaml:45:5: a task does one thing, this does several: call, set (one of call, do, raise, set, switch, try)',
    ]);
  });

  test('what only the schema of the DSL says', async () => {
    expect(await slip("version: '1.0.0'", "version: 'one'")).toEqual([
      expect.stringMatching(/^f\.yaml:6:12: must match pattern .* \(from the JSON Schema of Serverless Workflow DSL 1\.0\.0\)$/),
    ]);
  });
});

describe('what the contracts do not know is found', () => {
  test('operations', async () => {
    expect(await slip('call: createOperator', 'call: createOperators')).toEqual([
      'f.yaml:46:13: no contract has an operation createOperators (the id of a receive operation of a service)',
    ]);
    expect(await slip('call: createOperator', 'call: onOperatorCreated')).toEqual([
      'f.yaml:46:13: the operation onOperatorCreated answers no requests (call a receive operation of a request channel that has a reply)',
    ]);
    expect(await slip('call: createOperator', 'call: getOperator')).toEqual([
      'f.yaml:46:13: the bundle does not let waveflow send to operator/getOperatorEntity (run make codegen, so that the bundle follows the flow)',
    ]);
  });

  test('trigger and output', async () => {
    expect(await slip('type: operator.operator.create.v1', 'type: operator.operator.delete.v1')).toEqual([
      'f.yaml:14:15: the flow is not started by operator.operator.delete.v1 (its trigger operator/createOperatorFlow carries operator.operator.create.v1)',
    ]);
    expect(await slip('document: vyarna.operator.Operator', 'document: vyarna.operator.Nobody')).toEqual([
      'f.yaml:61:15: no contract defines the type vyarna.operator.Nobody (the full name of a record)',
      'f.yaml:61:15: the bundle has vyarna.operator.Operator as the output of this flow, not vyarna.operator.Nobody (run make codegen, so that the bundle follows the flow)',
    ]);
    const renamed = good.replace('name: create-operator', 'name: make-operator').replace('flowtype: create-operator', 'flowtype: make-operator');
    expect(await findingsIn(renamed)).toEqual([
      'f.yaml:5:9: the bundle has no flow make-operator (a trigger channel make-operator-flow in the contracts, then make codegen)',
    ]);
    expect(await slip('flowtype: create-operator', 'flowtype: other')).toEqual([
      "f.yaml:15:19: schedule.on.one.with.flowtype must be create-operator, not other (the flow type is the flow's document.name)",
    ]);
  });

  test('errors', async () => {
    expect(await slip('status: 409', 'status: 400')).toEqual([
      'f.yaml:56:19: the status of BUSINESS_UNIT_SUSPENDED is 409, not 400 (as in the catalogue of errors)',
    ]);
    expect(await slip('type: vyarna://errors/BUSINESS_UNIT_SUSPENDED', 'type: vyarna://errors/SUSPENDED')).toEqual([
      'f.yaml:55:17: the catalogue of errors has no SUSPENDED (add it to contracts/types/errors.yaml)',
    ]);
    expect(await slip('code: BUSINESS_UNIT_NOT_FOUND', 'code: UNIT_NOT_FOUND')).toEqual([
      'f.yaml:29:19: the catalogue of errors has no UNIT_NOT_FOUND (a code that some service answers with)',
    ]);
  });
});
