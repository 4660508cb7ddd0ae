import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContracts } from '@vyarna/contract';
import { flowSource, readersOf, readFlow } from '@vyarna/contract/flow';
import { checkFlow } from '@vyarna/flow-manager';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { formatFinding } from './finding.ts';
import { checkFlowShapes } from './flow-shape.ts';
import { LoadCache, loadContracts } from './load.ts';
import { smallContract, writeRepository } from './testing/index.ts';

const FLOW = 'flow-manager/flows/shop/place-order.yaml';

const { root, remove } = writeRepository(smallContract);
afterAll(remove);
const cache = new LoadCache();

/** The contracts with another text of the flow. */
const load = (text: string) => {
  writeFileSync(join(root, FLOW), text);
  return loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' }, cache);
};

const good = `# Places an order, unless it is there.
document: { dsl: '1.0.0', namespace: shop, name: place-order, version: '1.0.0', title: Place an order, tags: { a: b } }
evaluate: { language: cel }
schedule: { on: { one: { with: { type: shop.order.place.v1, flowtype: place-order } } } }
input: { from: '\${ workflow.input }' }
do:
  - find:
      try:
        - look:
            call: getOrder
            with: { orderId: '\${ input.orderId }', fields: [status] }
            export: { as: { found: '\${ output }' } }
      catch:
        errors: { with: { code: ORDER_NOT_FOUND, status: 404 } }
        as: problem
        do:
          - none: { set: { found: null, why: '\${ problem.detail }' }, then: continue }
  - choose:
      switch:
        - there: { when: '\${ has(context.found) && context.found.status == "DONE" }', then: refuse }
        - otherwise: { then: place }
  - place:
      call: placeOrder
      with:
        orderId: \${ workflow.input.orderId }
        count: \${ workflow.input.count }
        payment: \${ workflow.input.payment }
      then: end
  - refuse:
      raise:
        error: { type: vyarna://errors/SOLD_OUT, status: 409, title: Nothing left, detail: "\${ 'No more than ' + string(workflow.input.count) }" }
output:
  as: \${ output }
  schema: { format: avro, document: shop.Order }
`;

const { set } = load(good);
if (set === null) throw new Error('the flow of this test must be without findings');
const contracts = createContracts(set.bundle);

/** What vyarna says of a flow, and what the flow manager says at its start. */
const both = (text: string) => {
  const ours = load(text).findings.filter(({ file }) => file === FLOW);
  const { flow, findings } = checkFlow(text, FLOW, contracts, 'engine');
  return { generate: ours, start: findings, runs: flow !== null };
};

describe('a loaded flow', () => {
  test('lists its expressions with the fields they read, found by who reads a field', () => {
    const [flow] = set.flows;
    const shown = flow?.expressions.map(({ line, column, text, task, reads }) => [
      `${line}:${column} ${task} ${text}`,
      reads.map(({ root, path, type, field, definition }) => `${[root, ...path].join('.')} = ${type}.${field} ${definition.file}:${definition.line}`),
    ]);
    expect(shown).toEqual([
      ['5:20 null workflow.input', ['workflow.input = shop.PlaceOrder.null contracts/shop/schemas/place-order.avsc:1']],
      ['11:34 look input.orderId', ['input.orderId = shop.PlaceOrder.orderId contracts/shop/schemas/place-order.avsc:2']],
      ['12:40 look output', ['output = shop.Order.null contracts/shop/schemas/order.avsc:1']],
      ['17:50 none problem.detail', []],
      [
        '20:30 choose has(context.found) && context.found.status == "DONE"',
        ['context.found.status = shop.Order.status contracts/shop/schemas/order.avsc:4'],
      ],
      ['25:21 place workflow.input.orderId', ['workflow.input.orderId = shop.PlaceOrder.orderId contracts/shop/schemas/place-order.avsc:2']],
      ['26:19 place workflow.input.count', ['workflow.input.count = shop.PlaceOrder.count contracts/shop/schemas/place-order.avsc:3']],
      [
        '27:21 place workflow.input.payment',
        [
          'workflow.input.payment = shop.PlaceOrder.payment contracts/shop/schemas/place-order.avsc:4',
          'workflow.input.payment.shop.Card = shop.Card.null contracts/shop/schemas/card.avsc:1',
          'workflow.input.payment.shop.Transfer = shop.Transfer.null contracts/shop/schemas/transfer.avsc:1',
        ],
      ],
      [
        "31:96 refuse 'No more than ' + string(workflow.input.count)",
        ['workflow.input.count = shop.PlaceOrder.count contracts/shop/schemas/place-order.avsc:3'],
      ],
      ['33:10 null output', ['output = shop.Order.null contracts/shop/schemas/order.avsc:1']],
    ]);
    const named = set.flows.map(({ model, expressions }) => ({ name: model.name, expressions }));
    const definition = (name: string) => set.definitions.find(({ type }) => type.name === name);
    expect(readersOf(named, 'shop.Card', 'last4', definition).map(({ expression }) => expression.line)).toEqual([5, 12, 27, 33]);
  });
});

describe('what vyarna generate refuses is what the flow manager refuses at its start', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['a part of the DSL that is left out', 'evaluate:', 'timeout: { after: { seconds: 1 } }\nevaluate:', '3:1 FLOW_NOT_IN_PROFILE'],
    ['a misspelt key', '            export:', '            exprot:', '12:13 FLOW_UNKNOWN_KEY'],
    ['a missing key', ', flowtype: place-order', '', '4:26 FLOW_MISSING_KEY'],
    ['a literal of another form', "version: '1.0.0'", 'version: 1', '2:72 FLOW_INVALID_VALUE'],
    ['a name twice', '- none:', '- look:', '17:13 FLOW_DUPLICATE_TASK'],
    ['a way back', 'then: refuse }', 'then: find }', '20:93 FLOW_TRANSITION'],
    ['broken CEL', "problem.detail }'", "problem. }'", '17:59 FLOW_BROKEN_EXPRESSION'],
    ['an unknown variable', '${ problem.detail', '${ trouble.detail', '17:50 FLOW_UNKNOWN_VARIABLE'],
    ['a field of the input that is not there', 'workflow.input.orderId', 'workflow.input.orderID', '25:36 FLOW_UNKNOWN_FIELD'],
    ['a field of a reply that is not there', 'context.found.status', 'context.found.state', '20:66 FLOW_UNKNOWN_FIELD'],
    ['a payload that never fits', 'fields: [status]', 'fields: status', '11:60 FLOW_INVALID_PAYLOAD'],
    ['an unknown operation', 'call: getOrder', 'call: getOrdr', '10:19 UNKNOWN_CALL'],
    ['an operation that answers nothing', 'call: getOrder', 'call: mailReceipt', '10:19 UNCALLABLE'],
    ['an unknown error', 'code: ORDER_NOT_FOUND', 'code: ORDER_NOT_FUOND', '14:33 FLOW_UNKNOWN_ERROR'],
    ['an error with another status', 'status: 409', 'status: 410', '31:58 FLOW_ERROR_STATUS'],
    ['broken YAML', 'do:\n', 'do: [\n', '7:3 BROKEN_YAML'],
    ['a key twice', 'evaluate:', 'do: []\nevaluate:', '7:1 DUPLICATE_KEY'],
    ['a number that cannot be held', 'tags: { a: b }', 'tags: { a: 12345678901234567890 }', '2:115 FLOW_INVALID_VALUE'],
  ];

  test.each(cases)('%s', (_, from, to, expected) => {
    expect(good).toContain(from);
    const { generate, start } = both(good.replace(from, to));
    expect(generate.map(({ line, column, rule }) => `${line}:${column} ${rule}`)).toContain(expected);
    expect(generate.map((finding) => `${finding.rule} ${formatFinding(finding)}`)).toEqual(
      start.filter(({ rule }) => rule !== 'FLOW_STALE_BUNDLE').map((finding) => `${finding.rule} ${formatFinding(finding)}`),
    );
  });
});

/** Values that stand anywhere in a flow where they hardly belong. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    404,
    1.5,
    '',
    'x',
    'end',
    'place',
    '${ input }',
    '${ input.orderId }',
    '1.0.0',
    'cel',
    'vyarna://errors/SOLD_OUT',
  ),
  fc.constantFrom<unknown>([], {}, [{}], { a: 1 }, [{ other: { set: { a: 1 } } }], { other: { then: 'end' } }),
);
const names = fc.constantFrom('set', 'call', 'with', 'then', 'as', 'from', 'do', 'switch', 'raise', 'when', 'errors', 'title', 'schema', 'other');

interface Edit {
  readonly at: number;
  readonly how: 'remove' | 'replace' | 'add' | 'copy';
  readonly value: unknown;
  readonly name: string;
}

const edits = fc.array(
  fc.record<Edit>({
    at: fc.nat(),
    how: fc.constantFrom('remove' as const, 'replace' as const, 'add' as const, 'copy' as const),
    value: strange,
    name: names,
  }),
  { minLength: 1, maxLength: 3 },
);

type Container = Record<string, unknown> | unknown[];

const containersOf = (value: unknown): readonly Container[] =>
  typeof value !== 'object' || value === null ? [] : [value as Container, ...Object.values(value).flatMap(containersOf)];

const edited = (list: readonly Edit[]): unknown => {
  const document = parse(good) as unknown;
  for (const { at, how, value, name } of list) {
    const containers = containersOf(document);
    const container = containers[at % containers.length] as Record<string, unknown>;
    const keys = Object.keys(container);
    const key = keys[at % Math.max(keys.length, 1)] ?? name;
    if (how === 'remove') {
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else delete container[key];
    } else if (how === 'replace') container[key] = structuredClone(value);
    else if (!Array.isArray(container)) container[name] = how === 'add' ? structuredClone(value) : structuredClone(container[key]);
    else container.push(structuredClone(how === 'add' ? value : container[0]));
  }
  return document;
};

describe('flows with random edits', () => {
  const seen = { taken: 0, refused: 0 };
  afterAll(() => {
    // Both kinds are met often enough to mean something.
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(5);
  });

  test('one that our reader takes is one of Serverless Workflow DSL 1.0.0', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (list) => {
        const document = edited(list);
        const { flow } = readFlow(document);
        seen[flow === null ? 'refused' : 'taken'] += 1;
        if (flow === null) return;
        const root = { kind: 'null', offset: 0, value: null } as const;
        const source = { ...flowSource({ file: FLOW, text: '', root, positionAt: () => ({ file: FLOW, line: 1, column: 1 }) }), document };
        expect(await checkFlowShapes([{ source }])).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  test('generate and the start of the flow manager agree', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const { generate, start, runs } = both(stringify(edited(list)));
        // With another name, trigger or output it is another flow, of which the bundle knows nothing yet.
        fc.pre(!start.some(({ rule }) => rule === 'FLOW_STALE_BUNDLE') && !generate.some(({ rule }) => /^UNKNOWN_(TRIGGER|OUTPUT)$/.test(rule)));
        expect(generate).toEqual(start);
        expect(runs).toBe(!generate.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});
