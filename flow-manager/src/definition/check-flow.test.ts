// biome-ignore-all lint/suspicious/noTemplateCurlyInString: flows hold expressions as text
import { readFile } from 'node:fs/promises';
import { createContracts } from '@vyarna/contract';
import { formatFinding } from '@vyarna/contract/flow';
import { describe, expect, test } from 'vitest';
import { exampleBundle } from '../testing/example-bundle.ts';
import { checkFlow } from './check-flow.ts';

const flowFile = (name: string): Promise<string> => readFile(new URL(`../../flows/operator/${name}.yaml`, import.meta.url), 'utf8');

const good = await flowFile('create-operator');

const contracts = createContracts(exampleBundle);

const findingsIn = (text: string): readonly string[] => {
  const { flow, findings } = checkFlow(text, 'f.yaml', contracts, 'waveflow');
  expect(flow === null).toBe(findings.length > 0);
  return findings.map(formatFinding);
};

/** The findings of the good flow with one piece, which must be there, replaced. */
const slip = (from: string, to: string): readonly string[] => {
  expect(good).toContain(from);
  return findingsIn(good.replace(from, to));
};

const EVENTS = 'A flow is started by its trigger and goes on by the replies to its calls.';
const STEPS = 'A flow runs one step at a time.';

test.each(['create-operator', 'update-operator'])('the flow %s has no findings', async (name) => {
  expect(findingsIn(await flowFile(name))).toEqual([]);
});

describe('what the profile leaves out is refused by name', () => {
  test.each([
    ['fork', STEPS],
    ['for', STEPS],
    ['listen', EVENTS],
    ['wait', EVENTS],
    ['run', 'Call an operation of a service.'],
    ['emit', 'Services announce what happened, in the transaction that makes it so.'],
  ])('the task %s', async (kind, hint) => {
    expect(slip('      call: createOperator\n', `      ${kind}: {}\n`)).toEqual([`f.yaml:46:7: ${kind} is not in the profile of WaveFlow. ${hint}`]);
  });

  test.each([
    ['if', 'Put a switch before the task.'],
    ['timeout', "The trigger's contract sets the timeout of the whole flow (x-vyarna.timeout)."],
    ['metadata', 'Describe the task in a comment.'],
  ])('the field %s of a task', async (field, hint) => {
    expect(slip('      then: end\n', `      ${field}: x\n`)).toEqual([`f.yaml:51:7: ${field} is not in the profile of WaveFlow. ${hint}`]);
  });

  test.each(['http', 'grpc', 'openapi', 'asyncapi'])('call: %s', async (kind) => {
    expect(slip('call: createOperator', `call: ${kind}`)).toEqual([
      `f.yaml:46:13: call: ${kind} is not in the profile of WaveFlow. Name the id of a receive operation, such as getBusinessUnit.`,
    ]);
  });

  test.each([
    ['retry', 'Retries belong to the operation (x-vyarna.retry).'],
    ['when', 'Put a switch first in catch.do.'],
    ['exceptWhen', 'Put a switch first in catch.do.'],
  ])('the field %s of a catch', async (field, hint) => {
    expect(slip('        as: problem\n', `        ${field}: x\n`)).toEqual([`f.yaml:30:9: ${field} is not in the profile of WaveFlow. ${hint}`]);
  });

  test('jq, use, input.schema, schedule.cron and an error without a code', async () => {
    expect(slip('language: cel', 'language: jq')).toEqual(['f.yaml:9:13: language must be cel, not jq. Expressions are written in CEL.']);
    expect(slip('evaluate:', 'use: {}\nevaluate:')).toEqual([
      'f.yaml:8:1: use is not in the profile of WaveFlow. State everything where it is used.',
    ]);
    expect(slip('evaluate:', 'input: { schema: {} }\nevaluate:')).toEqual([
      'f.yaml:8:10: schema is not in the profile of WaveFlow. Types are stated in the contracts.',
    ]);
    expect(slip('  on:\n', "  cron: '* * * * *'\n  on:\n")).toEqual([`f.yaml:11:3: cron is not in the profile of WaveFlow. ${EVENTS}`]);
    expect(slip('type: vyarna://errors/BUSINESS_UNIT_SUSPENDED', 'type: https://example.org/suspended')).toEqual([
      'f.yaml:55:17: type must be the type of an error of ours. A code of the catalogue, such as vyarna://errors/BUSINESS_UNIT_SUSPENDED.',
    ]);
  });
});

describe('slips are found where they are', () => {
  test('YAML that cannot be read', async () => {
    expect(findingsIn('a: *b\n')).toEqual(['f.yaml:1:4: This is not YAML: there is no anchor &b before this alias.']);
    expect(slip('evaluate:\n', 'evaluate: { language: cel }\nevaluate:\n')).toEqual([
      'f.yaml:9:1: "evaluate" is given twice; the first is at 8:1. Remove one of them.',
    ]);
    expect(findingsIn('')).toEqual(['f.yaml:1:1: An object is needed here. It has do, document, evaluate, input, output, schedule.']);
  });

  test('unknown and missing fields', async () => {
    expect(slip('      with:\n        operatorId', '      whit:\n        operatorId')).toEqual([
      'f.yaml:47:7: There is no field whit here. Known are call, export, input, output, then, with.',
    ]);
    expect(slip('            then: create\n', '')).toEqual(['f.yaml:40:11: then is missing. Required here: then.']);
    expect(slip('evaluate:\n  language: cel\n', '')).toEqual([
      'f.yaml:2:1: evaluate is missing. Required here: document, evaluate, schedule, do, output.',
    ]);
  });

  test('CEL that cannot be compiled, to the column', async () => {
    expect(slip("${ context.unit.status == 'ACTIVE' }", "${ context.unit.status = 'ACTIVE' }")).toEqual([
      'f.yaml:41:42: This is not valid CEL: Unexpected character: =.',
    ]);
    expect(slip("${ context.unit.status == 'ACTIVE' }", "${ unit.status == 'ACTIVE' }")).toEqual([
      'f.yaml:41:22: Unknown variable: unit. An expression here may use context, input, task, workflow.',
    ]);
    expect(slip("${ context.unit.status == 'ACTIVE' }", '${ size(input) }')).toEqual([
      'f.yaml:41:19: A condition must give a bool, this gives int. Compare the value with something.',
    ]);
    expect(slip("${ context.unit.status == 'ACTIVE' }", 'ACTIVE')).toEqual([
      "f.yaml:41:19: A condition is an expression. Write ${ ... }, such as ${ context.unit.status == 'ACTIVE' }.",
    ]);
    expect(slip('${ workflow.input.email }', 'to ${ workflow.input.email }')).toEqual([
      "f.yaml:49:19: An expression must be the whole string. Join strings inside it: ${ 'unit ' + input.name }.",
    ]);
  });

  test('a caught error is seen in its catch alone, and output after its task alone', async () => {
    expect(
      slip("${ 'No operator can be created, because business unit ' + workflow.businessUnitId + ' does not exist.' }", '${ problem.detail }'),
    ).toEqual([]);
    expect(slip('${ workflow.input.email }', '${ problem.detail }')).toEqual([
      'f.yaml:49:19: Unknown variable: problem. An expression here may use context, input, task, workflow.',
    ]);
    expect(slip('${ workflow.input.email }', '${ output.email }')).toEqual([
      'f.yaml:49:19: Unknown variable: output. An expression here may use context, input, task, workflow.',
    ]);
  });

  test('transitions that lead nowhere, back, or out of their list', async () => {
    const words = 'Write continue, exit, end, or a later task of this list: create, refuseSuspendedUnit.';
    expect(slip('then: create\n', 'then: creat\n')).toEqual([`f.yaml:42:19: then names no task of this list: creat. ${words}`]);
    expect(slip('then: create\n', 'then: findUnit\n')).toEqual([`f.yaml:42:19: then names no task of this list: findUnit. ${words}`]);
    expect(slip('then: create\n', 'then: lookUp\n')).toEqual([`f.yaml:42:19: then leads back to lookUp; a flow only goes forward. ${words}`]);
    expect(slip('then: create\n', 'then: checkUnit\n')).toEqual([`f.yaml:42:19: then leads back to checkUnit; a flow only goes forward. ${words}`]);
  });

  test('names of tasks and the order of cases', async () => {
    expect(slip('  - create:\n', '  - findUnit:\n').at(-1)).toBe(
      "f.yaml:45:5: A task named findUnit is already there. A task's name is unique in its flow.",
    );
    expect(slip("            when: ${ context.unit.status == 'ACTIVE' }\n", '')).toEqual([
      'f.yaml:40:11: A case without when matches always. Make it the last one.',
    ]);
    expect(slip('      call: createOperator\n', '      call: createOperator\n      set: {}\n')).toEqual([
      'f.yaml:45:5: A task does one thing, this does several: call, set. It is one of call, do, raise, set, switch, try.',
    ]);
  });

  test('what the schema of the DSL says of literals', async () => {
    expect(slip("version: '1.0.0'", "version: 'one'")).toEqual(["f.yaml:6:12: version must be a semantic version. Such as '1.0.0', in quotes."]);
  });
});

describe('what the contracts do not know is found', () => {
  test('operations', async () => {
    expect(slip('call: createOperator', 'call: createOperators')).toEqual([
      'f.yaml:46:13: There is no operation createOperators in the contracts. Did you mean "createOperator"?',
    ]);
    expect(slip('call: createOperator', 'call: onOperatorCreated')).toEqual([
      'f.yaml:46:13: onOperatorCreated cannot be called: it answers no requests. Call the receiver of a request channel that has a reply.',
    ]);
    expect(slip('call: createOperator', 'call: getOperator')).toEqual([
      'f.yaml:46:13: The bundle does not let waveflow send to operator/getOperatorEntity. Run make codegen, so that the bundle follows the flow.',
    ]);
  });

  test('trigger and output', async () => {
    expect(slip('type: operator.operator.create.v1', 'type: operator.operator.delete.v1')).toEqual([
      'f.yaml:14:15: In the bundle the flow is started by operator.operator.create.v1 on operator/createOperatorFlow, not by operator.operator.delete.v1. Run make codegen, so that the bundle follows the flow.',
    ]);
    expect(slip('document: vyarna.operator.Operator', 'document: vyarna.operator.Nobody')).toEqual([
      'f.yaml:61:15: In the bundle the output of this flow is vyarna.operator.Operator, not vyarna.operator.Nobody. Run make codegen, so that the bundle follows the flow.',
    ]);
    const renamed = good.replace('name: create-operator', 'name: make-operator').replace('flowtype: create-operator', 'flowtype: make-operator');
    expect(findingsIn(renamed)).toEqual([
      'f.yaml:5:9: The bundle has no flow make-operator. Add a trigger channel make-operator-flow to the contracts, then run make codegen.',
    ]);
    expect(slip('flowtype: create-operator', 'flowtype: other')).toEqual([
      "f.yaml:15:19: flowtype must be create-operator, not other. The flow type is the flow's document.name.",
    ]);
  });

  test('errors', async () => {
    expect(slip('status: 409', 'status: 400')).toEqual([
      'f.yaml:56:19: The status of BUSINESS_UNIT_SUSPENDED is 409, not 400. As in the catalogue of errors.',
    ]);
    expect(slip('type: vyarna://errors/BUSINESS_UNIT_SUSPENDED', 'type: vyarna://errors/SUSPENDED')).toEqual([
      'f.yaml:55:17: The catalogue of errors has no SUSPENDED. Add it there first.',
    ]);
    expect(slip('code: BUSINESS_UNIT_NOT_FOUND', 'code: UNIT_NOT_FOUND')).toEqual([
      'f.yaml:29:19: The catalogue of errors has no UNIT_NOT_FOUND. Add it there first.',
    ]);
  });
});
