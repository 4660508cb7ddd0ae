// biome-ignore-all lint/suspicious/noTemplateCurlyInString: flows hold expressions as text
// biome-ignore-all lint/suspicious/noThenProperty: a field of the DSL

import type { Json, JsonObject } from '@vyarna/contract/flow';
import { describe, expect, test } from 'vitest';
import { type Answer, anyContracts, facts, flowOf, play } from '../testing/example-run.ts';
import { advance } from './advance.ts';
import type { Call } from './event.ts';
import type { RunState } from './run-state.ts';

const byOperation =
  (answers: { readonly [operation: string]: Answer }) =>
  ({ operation }: Call): Answer =>
    answers[operation] ?? { reply: null };

const outputOf = (tasks: Json, input: Json = {}, more = {}): Json => {
  const { state } = play(flowOf(tasks, more), input, () => ({ reply: null }));
  if (state.status !== 'succeeded') throw new Error(JSON.stringify(state));
  return state.output;
};

const end = (output: Json): RunState => ({ status: 'succeeded', output });

describe('data flows from task to task', () => {
  test('a task gets the output of the one before, and the first gets the trigger', () => {
    expect(
      outputOf([{ a: { set: { n: '${ input.n + 1.0 }' } } }, { b: { set: { n: '${ input.n * 10.0 }', who: '${ task.name }' } } }], { n: 1 }),
    ).toEqual({
      n: 20,
      who: 'b',
    });
  });

  test('input.from, output.as and export.as change what is seen', () => {
    const tasks = [
      {
        a: {
          input: { from: '${ input.part }' },
          set: { got: '${ input }' },
          output: { as: '${ output.got }' },
          export: { as: { kept: '${ output }' } },
        },
      },
      { b: { set: { input: '${ input }', context: '${ context }' } } },
    ];
    expect(outputOf(tasks, { part: 7 })).toEqual({ input: 7, context: { kept: 7 } });
    expect(outputOf([{ a: { set: { x: '${ input }' } } }], { part: 7 }, { input: { from: { only: '${ input.part }' } } })).toEqual({
      x: { only: 7 },
    });
    const output = { as: { wrapped: '${ output }' }, schema: { format: 'avro', document: 'test.Result' } };
    expect(outputOf([{ a: { set: { x: 1 } } }], {}, { output })).toEqual({ wrapped: { x: 1 } });
  });

  test('a call sends its with and outputs the reply; workflow holds who asked', () => {
    const flow = flowOf([{ find: { call: 'getThing', with: { unit: '${ workflow.businessUnitId }', all: ['${ workflow.flowType }', 1, null] } } }]);
    const { state, calls } = play(flow, {}, () => ({ reply: { found: true } }));
    expect(calls).toEqual([{ id: 'call-1', operation: 'getThing', payload: { unit: 'unit-1', all: ['test', 1, null] } }]);
    expect(state).toEqual(end({ found: true }));
  });
});

describe('transitions', () => {
  const list = (then: string) => [
    { outer: { do: [{ a: { set: { at: 'a' }, then } }, { b: { set: { at: 'b' } } }, { c: { set: { at: '${ input.at + "c" }' } } }] } },
    { after: { set: { at: '${ input.at + "!" }' } } },
  ];

  test.each([
    ['continue', 'bc!'],
    ['exit', 'a!'],
    ['end', 'a'],
    ['c', 'ac!'],
  ])('then: %s', (then, at) => {
    expect(outputOf(list(then))).toEqual({ at });
  });

  const choose = [
    { pick: { switch: [{ low: { when: '${ input.n < 10.0 }', then: 'small' } }, { high: { when: '${ input.n > 100.0 }', then: 'end' } }] } },
    { middle: { set: { size: 'middle' }, then: 'end' } },
    { small: { set: { size: 'small' } } },
  ];

  test('a switch takes the first case that holds, passes its input on, and goes on when none does', () => {
    expect(outputOf(choose, { n: 1 })).toEqual({ size: 'small' });
    expect(outputOf(choose, { n: 50 })).toEqual({ size: 'middle' });
    expect(outputOf(choose, { n: 500 })).toEqual({ n: 500 });
  });
});

describe('errors', () => {
  const guarded = (filter: JsonObject, then: Json = [{ handle: { set: { was: '${ problem }', input: '${ input }' } } }]) => [
    { before: { set: { n: 1 } } },
    {
      guard: {
        try: [{ find: { call: 'getThing' } }],
        catch: { errors: Object.keys(filter).length === 0 ? {} : { with: filter }, as: 'problem', do: then },
      },
    },
  ];
  const refused = byOperation({ getThing: { refuse: 'NOT_FOUND' } });
  const error = {
    type: 'vyarna://errors/NOT_FOUND',
    status: 404,
    title: 'title of NOT_FOUND',
    detail: 'refused: NOT_FOUND',
    code: 'NOT_FOUND',
    details: { by: 'getThing' },
  };

  test.each<{ readonly [part: string]: string | number }>([
    { code: 'NOT_FOUND' },
    { status: 404 },
    { type: 'vyarna://errors/NOT_FOUND' },
    { code: 'NOT_FOUND', status: 404 },
    {},
  ])('a refused call is caught by %o, and the catch sees the error and the input of the try', (filter) => {
    expect(play(flowOf(guarded(filter)), {}, refused).state).toEqual(end({ was: error, input: { n: 1 } }));
  });

  test.each<{ readonly [part: string]: string | number }>([{ code: 'OTHER' }, { status: 500 }, { code: 'NOT_FOUND', status: 500 }])(
    'it is not caught by %o and fails the run',
    (filter) => {
      expect(play(flowOf(guarded(filter)), {}, refused).state).toEqual({
        status: 'failed',
        problem: { code: 'NOT_FOUND', message: 'refused: NOT_FOUND', details: { by: 'getThing' } },
      });
    },
  );

  test('a catch without do gives back the input of the try', () => {
    const tasks = [{ before: { set: { n: 1 } } }, { guard: { try: [{ find: { call: 'getThing' } }], catch: {} } }];
    expect(play(flowOf(tasks), {}, refused).state).toEqual(end({ n: 1 }));
  });

  test('a raise in a catch goes to the next try outside, and raise says its code, detail or title', () => {
    const raise = (more: { readonly [field: string]: Json }) => [
      { refuse: { raise: { error: { type: 'vyarna://errors/GONE', status: 410, ...more } } } },
    ];
    const failure = (more: { readonly [field: string]: Json }) => play(flowOf(guarded({}, raise(more))), {}, refused).state;
    expect(failure({ detail: "${ 'no: ' + problem.code }", title: 'Gone' })).toEqual({
      status: 'failed',
      problem: { code: 'GONE', message: 'no: NOT_FOUND', details: {} },
    });
    expect(failure({ title: 'Gone' })).toEqual({ status: 'failed', problem: { code: 'GONE', message: 'Gone', details: {} } });
    expect(failure({})).toEqual({ status: 'failed', problem: { code: 'GONE', message: 'title of GONE', details: {} } });
    const nested = [
      { outer: { try: guarded({}, raise({})), catch: { errors: { with: { code: 'GONE' } }, do: [{ last: { set: { code: '${ error.code }' } } }] } } },
    ];
    expect(play(flowOf(nested), {}, refused).state).toEqual(end({ code: 'GONE' }));
  });

  test('an expression that cannot be evaluated fails the run, names the task, and is not caught', () => {
    const tasks = [{ guard: { try: [{ look: { set: { x: '${ input.missing }' } } }], catch: {} } }];
    expect(play(flowOf(tasks), {}, refused).state).toEqual({
      status: 'failed',
      problem: {
        code: 'FLOW_EXPRESSION_FAILED',
        message: 'The task look has an expression that could not be evaluated: No such key: missing.',
        details: { task: 'look' },
      },
    });
    const condition = [{ pick: { switch: [{ one: { when: '${ input.n }', then: 'end' } }] } }];
    expect(play(flowOf(condition), { n: 3 }, refused).state).toMatchObject({
      problem: { code: 'FLOW_EXPRESSION_FAILED', details: { task: 'pick' } },
    });
  });

  test('a payload or a result that breaks its contract fails the run and sends nothing', () => {
    const call = play(flowOf([{ send: { call: 'getThing', with: { bad: 1 } } }]), {}, refused);
    expect(call.calls).toEqual([]);
    expect(call.state).toEqual({
      status: 'failed',
      problem: {
        code: 'FLOW_STEP_INVALID',
        message: 'The step send would send what getThing does not take: $.bad is not allowed.',
        details: { task: 'send' },
      },
    });
    expect(play(flowOf([{ give: { set: { bad: 1 } } }]), {}, refused).state).toMatchObject({ problem: { code: 'FLOW_OUTPUT_INVALID' } });
  });
});

describe('events', () => {
  const flow = flowOf([
    { guard: { try: [{ find: { call: 'getThing' } }], catch: {} } },
    { save: { call: 'saveThing', with: { thing: '${ input }' } } },
  ]);
  const started = advance(flow, null, { kind: 'started', workflow: facts(), callId: 'call-1' }, anyContracts);
  const state = started?.state ?? null;

  test('the state of a waiting run is JSON and tells where it is', () => {
    expect(JSON.parse(JSON.stringify(state))).toEqual({
      status: 'running',
      workflow: facts(),
      context: {},
      frames: [{ task: 'guard', list: 'try', input: {} }],
      waiting: { messageId: 'call-1', task: 'find', input: {} },
    });
  });

  test('replies to something else, second starts and replies after the end mean nothing', () => {
    expect(advance(flow, state, { kind: 'replied', causationId: 'call-9', payload: {}, callId: 'x' }, anyContracts)).toBeNull();
    expect(advance(flow, state, { kind: 'started', workflow: facts(), callId: 'x' }, anyContracts)).toBeNull();
    expect(advance(flow, null, { kind: 'replied', causationId: 'call-1', payload: {}, callId: 'x' }, anyContracts)).toBeNull();
    const expired = advance(flow, state, { kind: 'expired' }, anyContracts);
    expect(expired?.state).toEqual({
      status: 'failed',
      problem: { code: 'FLOW_TIMEOUT', message: 'The flow test did not end in its time; it was waiting in find.', details: {} },
    });
    expect(advance(flow, expired?.state ?? null, { kind: 'replied', causationId: 'call-1', payload: {}, callId: 'x' }, anyContracts)).toBeNull();
    expect(advance(flow, expired?.state ?? null, { kind: 'expired' }, anyContracts)).toBeNull();
  });

  test('the history tells what happened, without payloads', () => {
    const { history } = play(flow, {}, byOperation({ getThing: { refuse: 'NOT_FOUND' } }));
    expect(history.map(({ kind, task, detail }) => [kind, task, detail])).toEqual([
      ['started', '', 'test'],
      ['called', 'guard/find', 'getThing'],
      ['refused', 'guard/find', 'NOT_FOUND'],
      ['caught', 'guard', 'NOT_FOUND'],
      ['done', 'guard', null],
      ['called', 'save', 'saveThing'],
      ['replied', 'save', null],
      ['succeeded', '', null],
    ]);
  });
});
