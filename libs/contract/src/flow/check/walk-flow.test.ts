import { describe, expect, test } from 'vitest';
import { shopFindings } from '../testing/check-shop-flow.ts';
import { shopFlow } from '../testing/shop-contracts.ts';

const get = "{ call: getOrder, with: { orderId: '${ workflow.input.orderId }' } }";
const findings = (tasks: string, more?: string): readonly string[] => shopFindings(shopFlow(tasks, more));

describe('what a task sees is what the tasks before it gave', () => {
  test('input is the output of the task before, at first the payload of the trigger', () => {
    expect(
      findings(`  - first: { set: { a: '\${ input.email }', b: '\${ input.total }' } }
  - second: { set: { c: '\${ input.a }', d: '\${ input.email }' } }
  - third: ${get}
  - fourth: { set: { orderId: '\${ input.orderId }', status: '\${ input.status }', total: '\${ input.totl }' } }`),
    ).toEqual([
      '5:57 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field total. It has orderId, email, note, urgent, count, lines, prices, payment, address, status.',
      '6:54 FLOW_UNKNOWN_FIELD input has no email here. It has a, b.',
      '8:99 FLOW_UNKNOWN_FIELD shop.Order has no field totl. Did you mean "total"?',
    ]);
  });

  test('input.from, output.as and export.as change what is seen', () => {
    expect(
      findings(`  - first:
      input: { from: '\${ input.address }' }
      set: { town: '\${ input.city }', email: '\${ input.email }' }
      output: { as: '\${ output.town + output.email + output.zip }' }
      export: { as: { kept: '\${ output }', from: '\${ input.city }' } }
  - second: { set: { a: '\${ context.kept }', b: '\${ context.from }', c: '\${ context.form }' } }
  - third: ${get}`),
    ).toEqual([
      '7:56 FLOW_UNKNOWN_FIELD shop.Address has no field email. It has city.',
      '8:61 FLOW_UNKNOWN_FIELD output has no zip here. It has town, email.',
      '10:85 FLOW_UNKNOWN_FIELD context has no form here. Did you mean "from"?',
    ]);
  });

  test('after a switch, every way that leads to a task counts', () => {
    expect(
      findings(`  - choose:
      switch:
        - urgent: { when: '\${ input.urgent }', then: fast }
        - other: { then: slow }
  - fast: { set: { a: 1 }, export: { as: { fast: 1 } }, then: last }
  - slow: { set: { b: 1 }, export: { as: { slow: 1 } } }
  - last: { set: { a: '\${ input.a }', b: '\${ input.b }', c: '\${ input.c }', d: '\${ context.fast }', e: '\${ context.quick }' } }
  - end: ${get}`),
    ).toEqual([
      '11:71 FLOW_UNKNOWN_FIELD input has no c here. Did you mean "a"?',
      '11:116 FLOW_UNKNOWN_FIELD context has no quick here. It has fast, slow.',
    ]);
  });

  test('a switch without a case for everything goes on, too', () => {
    expect(
      findings(`  - choose: { switch: [{ urgent: { when: '\${ input.urgent }', then: last } }] }
  - other: { set: { b: 1 } }
  - last: { set: { a: '\${ input.b }', c: '\${ input.email }', d: '\${ input.d }' } }
  - end: ${get}`),
    ).toEqual(['7:75 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field d. Did you mean "b"?']);
  });

  test('a catch begins with the input of its try, knows the error, and the context of every place that may raise', () => {
    expect(
      findings(`  - guard:
      try:
        - first: { call: getOrder, with: { orderId: x }, export: { as: { order: '\${ output }' } } }
        - second: { call: getOrder, with: { orderId: x } }
      catch:
        as: problem
        do:
          - tell: { set: { a: '\${ problem.detail + problem.reason }', b: '\${ input.email }', c: '\${ context.order.status }', d: '\${ context.none }', e: '\${ problem.details["x"] }' } }
          - again: ${get}
  - last: ${get}`),
    ).toEqual([
      '12:60 FLOW_UNKNOWN_FIELD problem has no reason here. It has type, status, title, detail, code, details.',
      '12:141 FLOW_UNKNOWN_FIELD context has no none here. It has order.',
    ]);
  });

  test('an error that the inner try leaves alone comes to the outer one, with the context of its place', () => {
    expect(
      findings(`  - outer:
      try:
        - inner:
            try:
              - first: { call: getOrder, with: { orderId: x }, export: { as: { order: '\${ output }' } } }
              - second: { call: getOrder, with: { orderId: x } }
            catch: { errors: { with: { code: SOLD_OUT } } }
      catch: { do: [{ tell: { set: { a: '\${ context.order.status }', b: '\${ context.other }' } } }, { again: ${get} }] }
  - last: ${get}`),
    ).toEqual(['12:85 FLOW_UNKNOWN_FIELD context has no other here. It has order.']);
  });

  test('what is raised ends its way, and a catch without do gives back its input', () => {
    expect(
      findings(`  - guard:
      try: [{ find: ${get} }]
      catch: {}
  - look: { set: { a: '\${ input.status }', b: '\${ input.email }', c: '\${ input.none }' } }
  - refuse: { raise: { error: { type: 'vyarna://errors/SOLD_OUT', status: 409, detail: '\${ input.a + input.d }' } } }`),
    ).toEqual([
      '8:80 FLOW_UNKNOWN_FIELD shop.Order or shop.PlaceOrder has no field none. Did you mean "note"?',
      '9:108 FLOW_UNKNOWN_FIELD input has no d here. Did you mean "a"?',
    ]);
  });

  test('the output of a do is that of its last task, and output.as of the flow sees every end', () => {
    expect(
      findings(
        `  - group:
      do:
        - one: { set: { a: 1 }, then: exit }
        - two: ${get}
  - look: { set: { b: '\${ input.a }', c: '\${ input.orderId }' } }`,
        '',
      ),
    ).toEqual([
      '~8:11 FLOW_UNREACHABLE_TASK Nothing leads to the task two. Name it in a then, or remove it.',
      '9:18 FLOW_INVALID_PAYLOAD The flow may end with look: shop.Order needs orderId, status, total. What has no default must be given.',
      '9:20 FLOW_INVALID_PAYLOAD The flow may end with look: shop.Order has no field b. It has orderId, status, total.',
      '9:39 FLOW_INVALID_PAYLOAD The flow may end with look: shop.Order has no field c. It has orderId, status, total.',
      '9:52 FLOW_UNKNOWN_FIELD input has no orderId here. It has a.',
    ]);
  });

  test('where parts of a flow cannot be read, nothing is said of what they might have given', () => {
    expect(
      findings(`  - first: { set: { a: '\${ workflow.input.emial }' }, outptu: {} }
  - second: { set: { b: '\${ input.b }', c: '\${ context.c }' } }`),
    ).toEqual([
      '5:43 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field emial. Did you mean "email"?',
      '5:55 FLOW_UNKNOWN_KEY There is no field outptu here. Did you mean "output"?',
    ]);
  });

  test('a broken expression says nothing of what it gives, and the rest is checked', () => {
    expect(
      findings(`  - first: { set: { a: '\${ input. }' } }
  - second: { set: { b: '\${ input.a.x }', c: '\${ input.d }' } }
  - last: ${get}`),
    ).toEqual([
      '5:35 FLOW_BROKEN_EXPRESSION This is not valid CEL: Expected IDENTIFIER, got EOF.',
      '6:56 FLOW_UNKNOWN_FIELD input has no d here. Did you mean "a"?',
    ]);
  });
});

describe('tasks that no run comes to', () => {
  test.each([
    ['after an end', `  - one: { call: getOrder, with: { orderId: x }, then: end }\n  - two: ${get}\n  - three: ${get}`, ['~6:5 two', '~7:5 three']],
    ['after a raise', `  - one: { raise: { error: { type: 'vyarna://errors/SOLD_OUT', status: 409 } } }\n  - two: ${get}`, ['~6:5 two']],
    [
      'in a catch of what raises nothing',
      `  - one: { try: [{ a: { set: { a: 1 } } }], catch: { do: [{ b: ${get} }] } }\n  - two: ${get}`,
      ['~5:61 b: no task of its try calls or raises anything'],
    ],
  ])('%s', (_, tasks, expected) => {
    expect(findings(tasks)).toEqual(
      expected.map((each) => expect.stringMatching(new RegExp(`^${each.replace(' ', ' FLOW_UNREACHABLE_TASK Nothing leads to the task ')}\\. `))),
    );
  });
});

describe('calls, errors and payloads', () => {
  test.each([
    [
      'an unknown operation',
      'call: getOrdr, with: { orderId: x }',
      '5:17 UNKNOWN_CALL There is no operation getOrdr in the contracts. Did you mean "getOrder"?',
    ],
    [
      'one that answers nothing',
      'call: onOrderPlaced',
      '5:17 UNCALLABLE onOrderPlaced cannot be called: it answers no requests. Call the receiver of a request channel that has a reply.',
    ],
    [
      'an unknown error',
      "raise: { error: { type: 'vyarna://errors/SOLD_UOT', status: 409 } }",
      '5:35 FLOW_UNKNOWN_ERROR The catalogue of errors has no SOLD_UOT. Did you mean "SOLD_OUT"?',
    ],
    [
      'an error with another status',
      "raise: { error: { type: 'vyarna://errors/SOLD_OUT', status: 404 } }",
      '5:71 FLOW_ERROR_STATUS The status of SOLD_OUT is 409, not 404. As in the catalogue of errors.',
    ],
    [
      'a field of the payload that is not there',
      'call: getOrder, with: { orderId: x, feilds: [] }',
      '5:47 FLOW_INVALID_PAYLOAD shop.GetOrder has no field feilds. Did you mean "fields"?',
    ],
    [
      'a field of the payload that is missing',
      'call: getOrder, with: { fields: [] }',
      '5:33 FLOW_INVALID_PAYLOAD shop.GetOrder needs orderId. What has no default must be given.',
    ],
    ['a missing payload', 'call: getOrder', '5:9 FLOW_INVALID_PAYLOAD shop.GetOrder needs orderId. What has no default must be given.'],
    [
      'a misspelt field, told once',
      "call: getOrder, with: { orderid: '${ input.orderId }' }",
      '5:35 FLOW_INVALID_PAYLOAD shop.GetOrder has no field orderid. Did you mean "orderId"?',
    ],
    ['a literal of another kind', 'call: getOrder, with: { orderId: 5 }', '5:44 FLOW_INVALID_PAYLOAD orderId must be text, not a number.'],
    [
      'a field of another kind',
      "call: getOrder, with: { orderId: '${ input.count }' }",
      '5:44 FLOW_INVALID_PAYLOAD orderId must be text, not a number.',
    ],
    [
      'an item of another kind',
      "call: getOrder, with: { orderId: x, fields: ['${ input.address }'] }",
      '5:55 FLOW_INVALID_PAYLOAD fields must be text, not an object.',
    ],
    [
      'the text of an error that is none',
      "raise: { error: { type: 'vyarna://errors/SOLD_OUT', status: 409, detail: '${ input.count }' } }",
      '5:84 FLOW_BROKEN_EXPRESSION The text of an error must be a string, this gives a number. Make it text: string(...).',
    ],
  ])('%s', (_, task, expected) => {
    expect(findings(`  - it: { ${task} }`)).toEqual([expected]);
  });

  test('a condition that is no bool', () => {
    expect(findings(`  - it: { switch: [{ a: { when: '\${ input.email }', then: last } }] }\n  - last: ${get}`)).toEqual([
      '5:33 FLOW_BROKEN_EXPRESSION A condition must give a bool, this gives text. Compare it with something.',
    ]);
  });

  test('an operation whose payload nobody knows takes anything', () => {
    expect(
      findings(`  - ping: { call: pingShop, with: { a: '\${ input.lines }' } }\n  - look: { set: { a: '\${ input.any.thing }' } }\n  - last: ${get}`),
    ).toEqual([]);
  });

  test('a status that the catalogue does not say is not compared', () => {
    expect(findings("  - it: { raise: { error: { type: 'vyarna://errors/HALF_READ', status: 404 } } }")).toEqual([]);
  });
});
