import { describe, expect, test } from 'vitest';
import { checkShopFlow } from '../testing/check-shop-flow.ts';
import { shopContracts, shopFlow } from '../testing/shop-contracts.ts';
import { readersOf } from './readers-of.ts';

const { expressions } = checkShopFlow(
  shopFlow(`  - look: { set: { a: '\${ input.lines.exists(l, l.price.amount == "1.00") }', b: '\${ input.email }' } }
  - keep: { set: { order: '\${ workflow.input }', city: '\${ workflow.input.address.city }' }, export: { as: '\${ output }' } }
  - read: { set: { a: '\${ context.order.email }' } }
  - get: { call: getOrder, with: { orderId: x } }`),
);
const flows = [
  { name: 'place-order', expressions },
  { name: 'other', expressions: [] },
];

const readers = (type: string, field: string | null): readonly string[] =>
  readersOf(flows, type, field, shopContracts.definition).map(
    ({ flow, expression: { file, line, column, text, task }, reads }) =>
      `${flow} ${file}:${line}:${column} ${task}: ${text} (${reads.map(({ root, path }) => [root, ...path].join('.')).join(', ')})`,
  );

const WHOLE = 'place-order f.yaml:6:31 keep: workflow.input (workflow.input)';
const LATER = 'place-order f.yaml:6:112 keep: output (output.order)';

describe('who reads a field', () => {
  test('those that name it, wherever the record came from, and those that take the record as a whole', () => {
    expect(readers('shop.PlaceOrder', 'email')).toEqual([
      'place-order f.yaml:5:86 look: input.email (input.email)',
      WHOLE,
      LATER,
      'place-order f.yaml:7:27 read: context.order.email (context.order.email)',
    ]);
  });

  test('a record inside another is taken with it', () => {
    expect(readers('shop.Money', 'amount')).toEqual([
      'place-order f.yaml:5:27 look: input.lines.exists(l, l.price.amount == "1.00") (input.lines.[].price.amount)',
      WHOLE,
      LATER,
    ]);
    expect(readers('shop.Money', 'currency')).toEqual([WHOLE, LATER]);
  });

  test('without a field, everything of the record', () => {
    expect(readers('shop.Address', null)).toEqual([
      WHOLE,
      'place-order f.yaml:6:60 keep: workflow.input.address.city (workflow.input.address.city)',
      LATER,
    ]);
  });

  test('nobody reads what no flow uses', () => {
    expect(readers('shop.Order', 'total')).toEqual([]);
    expect(readers('shop.Nothing', null)).toEqual([]);
  });
});
