import { SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const event = (facts: string) =>
  [
    [
      SHOP,
      "86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: active }",
      `86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { ${facts} }`,
    ],
  ] as const;

ruleTest('ACTIVE_NEEDS_DRAFT', [
  [
    'a request that is answered on a draft',
    [
      [SHOP, /(?<=orderReplies:[\s\S]*?)x-vyarna: \{ lifecycle: active \}(?=\n {2}orderPlaced)/, 'x-vyarna: { lifecycle: draft }'],
      [SHOP, /(?<= {2}(?:place|get)Order(?:Flow|Entity):[\s\S]*?)lifecycle: active, (?=permission: can-place|http: \{ get|http: \{ post)/g, ''],
    ],
    `contracts/shop/asyncapi.yaml:78:7: shop/cancelOrderEntity is active, but needs shop/orderReplies, which is a draft.`,
  ],
  [
    'a request that is undone by a draft',
    [[SHOP, 'lifecycle: active, permission: can-cancel-order', 'permission: can-cancel-order']],
    `contracts/shop/asyncapi.yaml:20:96: shop/placeOrderEntity is active, but needs shop/cancelOrderEntity, which is a draft.`,
  ],
  [
    'a trigger whose flow calls a draft',
    [[SHOP, "lifecycle: active, http: { get: '/v1/orders/{orderId}' }", "http: { get: '/v1/orders/{orderId}' }"]],
    `flow-manager/flows/shop/place-order.yaml:1:1: shop/placeOrderFlow is active, but needs shop/getOrderEntity, which is a draft.`,
  ],
]);

ruleTest('DEPRECATION_INCOMPLETE', [
  [
    'neither an end nor a successor',
    event('lifecycle: deprecated'),
    `contracts/shop/asyncapi.yaml:49:28: shop/orderPlaced is deprecated, but has no sunset and no successor.`,
  ],
  [
    'no successor',
    event('lifecycle: deprecated, sunset: 2027-06-30'),
    `contracts/shop/asyncapi.yaml:49:28: shop/orderPlaced is deprecated, but has no successor.`,
  ],
  [
    'an end on no day',
    event('lifecycle: deprecated, sunset: next year, successor: shop.order.state.v1'),
    `contracts/shop/asyncapi.yaml:49:48: The sunset of shop/orderPlaced must be a day, such as 2027-06-30.`,
  ],
  [
    'an end on a day that does not exist',
    event('lifecycle: deprecated, sunset: 2027-02-30, successor: shop.order.state.v1'),
    `contracts/shop/asyncapi.yaml:49:48: The sunset of shop/orderPlaced must be a day, such as 2027-06-30.`,
  ],
  [
    'a successor that does not exist',
    event('lifecycle: deprecated, sunset: 2027-06-30, successor: shop.order.placed.v2'),
    `contracts/shop/asyncapi.yaml:49:71: There is no channel shop.order.placed.v2 that could succeed shop/orderPlaced. Name it by its address.`,
  ],
  [
    'itself as the successor',
    event('lifecycle: deprecated, sunset: 2027-06-30, successor: shop/orderPlaced'),
    `contracts/shop/asyncapi.yaml:49:71: The successor of shop/orderPlaced is itself. Name an active channel.`,
  ],
]);

ruleTest('SUNSET_WITHOUT_DEPRECATION', [
  [
    'an end of an active channel',
    event('lifecycle: active, sunset: 2027-06-30'),
    `contracts/shop/asyncapi.yaml:49:44: shop/orderPlaced is active, but has a sunset or a successor.`,
  ],
]);

ruleTest('RETIRED_IN_USE', [
  [
    'an event that is still sent and received',
    event('lifecycle: retired'),
    `contracts/shop/asyncapi.yaml:49:28: shop/orderPlaced is retired, but announceOrder sends to it and mailReceipt receives it.`,
  ],
]);
