import { describe, expect, test } from 'vitest';
import { checkShopFlow, shopFindings, shownRead } from '../testing/check-shop-flow.ts';
import { shopFlow } from '../testing/shop-contracts.ts';

/** A flow with one expression, whose text begins at 5:27. */
const flowWith = (cel: string): string =>
  shopFlow(`  - look: { set: { v: '\${ ${cel.replaceAll("'", "''")} }' } }
  - get: { call: getOrder, with: { orderId: x } }`);

describe('a field that is not there is found at its name', () => {
  test.each([
    ['workflow.input.emial', '5:42 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field emial. Did you mean "email"?'],
    ['input["emial"]', '5:33 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field emial. Did you mean "email"?'],
    ['input.lines[0].price.amont', '5:48 FLOW_UNKNOWN_FIELD shop.Money has no field amont. Did you mean "amount"?'],
    ['input.lines[input.count].skuu', '5:52 FLOW_UNKNOWN_FIELD shop.Line has no field skuu. Did you mean "sku"?'],
    ['input.lines[0].parts[1].parts[2].code', '5:60 FLOW_UNKNOWN_FIELD shop.Line has no field code. It has sku, price, parts.'],
    ['input.prices["EUR"].amnt', '5:47 FLOW_UNKNOWN_FIELD shop.Money has no field amnt. It has amount, currency.'],
    ['input.prices.EUR.amnt', '5:44 FLOW_UNKNOWN_FIELD shop.Money has no field amnt. It has amount, currency.'],
    ['input.address.zip', '5:41 FLOW_UNKNOWN_FIELD shop.Address has no field zip. It has city.'],
    ['(input.urgent ? input.lines[0] : input.lines[1]).skuu', '5:76 FLOW_UNKNOWN_FIELD shop.Line has no field skuu. Did you mean "sku"?'],
    [
      '(input.urgent ? input : input.address).zip',
      '5:66 FLOW_UNKNOWN_FIELD shop.PlaceOrder or shop.Address has no field zip. It has orderId, email, note, urgent, count, lines, prices, payment, address, status, city.',
    ],
    ['dyn(input).emial', '5:38 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field emial. Did you mean "email"?'],
    ['has(input.adress.city)', '5:37 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field adress. Did you mean "address"?'],
    ['workflow.businesUnitId', '5:36 FLOW_UNKNOWN_FIELD workflow has no businesUnitId here. Did you mean "businessUnitId"?'],
    ['task.title', '5:32 FLOW_UNKNOWN_FIELD task has no title here. It has name.'],
    ['{"to": input.email}.too', '5:47 FLOW_UNKNOWN_FIELD {"to": input.email} has no too here. Did you mean "to"?'],
  ])('%s', (cel, expected) => {
    expect(shopFindings(flowWith(cel))).toEqual([expected]);
  });
});

describe('so is a field of what has no fields', () => {
  test.each([
    ['input.email.domain', '5:39 FLOW_UNKNOWN_FIELD input.email is text, which has no field domain.'],
    ['input.email[0]', '5:39 FLOW_UNKNOWN_FIELD input.email is text, which has no field 0.'],
    ['input.status.name', '5:40 FLOW_UNKNOWN_FIELD input.status is text, which has no field name.'],
    ['input.count.value', '5:39 FLOW_UNKNOWN_FIELD input.count is a number, which has no field value.'],
    ['input.urgent.x', '5:40 FLOW_UNKNOWN_FIELD input.urgent is true or false, which has no field x.'],
    [
      'input.lines.sku',
      '5:39 FLOW_UNKNOWN_FIELD input.lines is a list, which has no field sku. Take an item of it, input.lines[0], or go through it: input.lines.exists(item, item.sku == ...).',
    ],
    [
      'input.payment.last4',
      '5:41 FLOW_UNKNOWN_FIELD input.payment is a union of several types and has no member last4: it is an object of one member, named by its type. Write input.payment["shop.Card"], after "shop.Card" in input.payment.',
    ],
    [
      'input.payment["shop.Crd"].last4',
      '5:41 FLOW_UNKNOWN_FIELD input.payment is a union of several types and has no member shop.Crd: it is an object of one member, named by its type. Did you mean "shop.Card"?',
    ],
    [
      'input[0]',
      '5:33 FLOW_UNKNOWN_FIELD shop.PlaceOrder has no field 0. It has orderId, email, note, urgent, count, lines, prices, payment, address, status.',
    ],
  ])('%s', (cel, expected) => {
    expect(shopFindings(flowWith(cel))).toEqual([expected]);
  });
});

describe('in macros the bound variable is known', () => {
  test.each([
    ['input.lines.exists(l, l.skuu == "a")', '5:51 FLOW_UNKNOWN_FIELD shop.Line has no field skuu. Did you mean "sku"?'],
    ['input.lines.all(l, l.parts.all(p, p.skuu == "a"))', '5:63 FLOW_UNKNOWN_FIELD shop.Line has no field skuu. Did you mean "sku"?'],
    ['input.lines.exists_one(input, input.email == "a")', '5:63 FLOW_UNKNOWN_FIELD shop.Line has no field email. It has sku, price, parts.'],
    ['input.lines.filter(l, l.sku == "a").map(l, l.price)[0].amont', '5:82 FLOW_UNKNOWN_FIELD shop.Money has no field amont. Did you mean "amount"?'],
    ['input.lines.map(l, l.sku == "a", l.prise)', '5:62 FLOW_UNKNOWN_FIELD shop.Line has no field prise. Did you mean "price"?'],
    ['input.prices.exists(k, k.amount == "1")', '5:52 FLOW_UNKNOWN_FIELD k is text, which has no field amount.'],
    ['cel.bind(a, input.address, a.cty)', '5:56 FLOW_UNKNOWN_FIELD shop.Address has no field cty. Did you mean "city"?'],
  ])('%s', (cel, expected) => {
    expect(shopFindings(flowWith(cel))).toEqual([expected]);
  });
});

describe('a test for a field that is never there is a warning, once', () => {
  const never = 'shop.PlaceOrder has no field nope. The test for nope is always false. Did you mean "note"?';
  test.each([
    ['has(input.nope) ? input.nope : ""', `~5:37 FLOW_FIELD_NEVER_SET ${never}`],
    ['"nope" in input && input.nope == ""', `~5:27 FLOW_FIELD_NEVER_SET ${never}`],
    ['input.nope == "" && has(input.nope)', `~5:57 FLOW_FIELD_NEVER_SET ${never}`],
  ])('%s', (cel, expected) => {
    expect(shopFindings(flowWith(cel))).toEqual([expected]);
  });
});

describe('what can be there is taken', () => {
  test.each([
    'has(input.note) ? input.note : ""',
    'has(input.address.city)',
    '"shop.Card" in input.payment && input.payment["shop.Card"].last4 == "1"',
    'input.prices[input.email].amount',
    'input[input.email]',
    '(input.urgent ? input.lines[0].price : input.prices["a"]).amount',
    '"a" in ["a", input.email]',
    'input.email.size() > 3 && input.email.startsWith("a")',
    'input.lines.map(l, {"n": l.sku}).exists(o, o.n == "a")',
    'input.lines.filter(l, true).size()',
    '[1, 2].map(i, {"a": i})[0].a',
  ])('%s', (cel) => {
    expect(shopFindings(flowWith(cel))).toEqual([]);
  });
});

describe('the fields that an expression reads are listed, with their place in the contract', () => {
  test.each<readonly [string, readonly string[]]>([
    ['workflow.input.email', ['workflow.input.email = shop.PlaceOrder.email place-order.avsc:3']],
    ['input["email"] + input.email', ['input.email = shop.PlaceOrder.email place-order.avsc:3']],
    ['input.address.city', ['input.address = shop.PlaceOrder.address place-order.avsc:10', 'input.address.city = shop.Address.city address.avsc:2']],
    ['has(input.note)', ['input.note = shop.PlaceOrder.note place-order.avsc:4']],
    [
      'input.lines.exists(l, l.price.amount == "1.00")',
      [
        'input.lines = shop.PlaceOrder.lines place-order.avsc:7',
        'input.lines.[].price = shop.Line.price line.avsc:3',
        'input.lines.[].price.amount = shop.Money.amount money.avsc:2',
      ],
    ],
    [
      'input.prices["EUR"].amount',
      ['input.prices = shop.PlaceOrder.prices place-order.avsc:8', 'input.prices.EUR.amount = shop.Money.amount money.avsc:2'],
    ],
    [
      'input.payment["shop.Card"].last4',
      ['input.payment = shop.PlaceOrder.payment place-order.avsc:9', 'input.payment.shop.Card.last4 = shop.Card.last4 card.avsc:2'],
    ],
    ['workflow', ['workflow.input = shop.PlaceOrder.* place-order.avsc:1']],
    ['size(input.lines)', ['input.lines = shop.PlaceOrder.lines place-order.avsc:7', 'input.lines.[] = shop.Line.* line.avsc:1']],
    [
      'cel.bind(a, input.address, a.city)',
      ['input.address = shop.PlaceOrder.address place-order.avsc:10', 'input.address.city = shop.Address.city address.avsc:2'],
    ],
    ['workflow.businessUnitId', []],
    ['1 + 2', []],
  ])('%s', (cel, expected) => {
    const [expression] = checkShopFlow(flowWith(cel)).expressions;
    expect(expression).toMatchObject({ file: 'f.yaml', line: 5, column: 27, text: cel, task: 'look' });
    expect(expression?.reads.map(shownRead)).toEqual(expected);
  });
});

describe('an expression is found in every position and every style of YAML', () => {
  const block = `  - look:
      set:
        folded: >-
          \${ input.email
            + input.emial }
        literal: |
          \${
            input.emial
          }
        double: "\${ \\"a\\" + input.emial }"
        single: '\${ ''a'' + input.emial }'
        list: [{ deep: '\${ input.emial }' }]
  - get: { call: getOrder, with: { orderId: '\${ workflow.input.orderid }', fields: ['\${ workflow.input.emial }'] } }`;

  test('where it is written', () => {
    expect(shopFindings(shopFlow(block)).map((finding) => finding.split(' ').slice(0, 2).join(' '))).toEqual(
      ['9:21', '12:19', '14:35', '15:35', '16:34', '17:64', '17:104'].map((place) => `${place} FLOW_UNKNOWN_FIELD`),
    );
  });

  test('syntax errors too', () => {
    const broken = shopFlow(`  - look:
      set:
        folded: >-
          \${ input.email
            + }
        double: "\${ \\"a\\" + other }"
  - get: { call: getOrder, with: { orderId: x } }`);
    expect(shopFindings(broken)).toEqual([
      '9:15 FLOW_BROKEN_EXPRESSION This is not valid CEL: Unexpected token: EOF.',
      '10:29 FLOW_UNKNOWN_VARIABLE Unknown variable: other. An expression here may use context, input, task, workflow.',
    ]);
  });
});
