import { SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('CALL_PERMISSION_MISSING', [
  [
    'a request that a flow calls without a permission',
    [[SHOP, 'permission: can-place-order, mutating', 'mutating']],
    `flow-manager/flows/shop/place-order.yaml:6:26: shop/placeOrderEntity is called by the flow place-order, so it must have x-vyarna.permission.`,
  ],
]);

ruleTest('MUTATING_UNDECLARED', [
  [
    'a request that changes something by its name',
    [
      [SHOP, 'permission: can-cancel-order, mutating: true', 'permission: can-cancel-order'],
      [SHOP, ', compensatedBy: cancelOrder', ''],
    ],
    `contracts/shop/asyncapi.yaml:27:15: shop/cancelOrderEntity changes something by its name, but does not state mutating: true.`,
  ],
  [
    'a request that reads by its name',
    [
      [
        SHOP,
        "http: { get: '/v1/orders/{orderId}' }, permission: can-read-order, quota: read, timeout: 10s",
        'permission: can-read-order, mutating: true',
      ],
    ],
    `contracts/shop/asyncapi.yaml:34:74: shop/getOrderEntity reads by its name, but is declared to change something. Rename it, or remove mutating.`,
  ],
]);

ruleTest('COMPENSATION_INVALID', [
  [
    'by an operation that does not exist',
    [[SHOP, 'compensatedBy: cancelOrder', 'compensatedBy: undoOrder']],
    `contracts/shop/asyncapi.yaml:20:96: There is no receive operation undoOrder to undo shop/placeOrderEntity.`,
  ],
  [
    'by itself',
    [[SHOP, 'compensatedBy: cancelOrder', 'compensatedBy: placeOrder']],
    `contracts/shop/asyncapi.yaml:20:96: shop/placeOrderEntity cannot be undone by itself.`,
  ],
  [
    'by a request that only reads',
    [[SHOP, 'compensatedBy: cancelOrder', 'compensatedBy: getOrder']],
    `contracts/shop/asyncapi.yaml:20:96: getOrder is to undo shop/placeOrderEntity, but shop/getOrderEntity is not a request that changes something.`,
  ],
]);
