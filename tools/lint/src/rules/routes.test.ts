import { SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const without = (fact: string) => [[SHOP, fact, '']] as const;

ruleTest('ROUTE_PERMISSION_MISSING', [
  [
    'a route that anyone may call',
    without('permission: can-read-order, '),
    `contracts/shop/asyncapi.yaml:34:15: shop/getOrderEntity has a route, so it must have x-vyarna.permission.`,
  ],
]);

ruleTest('ROUTE_QUOTA_MISSING', [
  [
    'a route without a quota',
    without('quota: write, '),
    `contracts/shop/asyncapi.yaml:13:15: shop/placeOrderFlow has a route, so it must have x-vyarna.quota.`,
  ],
]);

ruleTest('ROUTE_TIMEOUT_MISSING', [
  [
    'a route without a deadline',
    without(', timeout: 10s'),
    `contracts/shop/asyncapi.yaml:34:15: shop/getOrderEntity has a route, so it must have x-vyarna.timeout.`,
  ],
]);

ruleTest('ROUTE_BYPASSES_FLOW', [
  [
    'a write that goes straight to the service',
    [[SHOP, 'permission: can-cancel-order', "http: { delete: '/v1/orders/{orderId}' }, quota: write, timeout: 10s, permission: can-cancel-order"]],
    `contracts/shop/asyncapi.yaml:27:42: shop/cancelOrderEntity changes something, but its route goes past the flows.`,
  ],
]);

ruleTest('ROUTE_METHOD', [
  [
    'a read by post',
    [[SHOP, "http: { get: '/v1/orders/{orderId}' }", "http: { post: '/v1/orders/{orderId}' }"]],
    `contracts/shop/asyncapi.yaml:34:50: shop/getOrderEntity only reads, so its method must be get, not post.`,
  ],
  [
    'a flow that a get starts',
    [[SHOP, "http: { post: /v1/orders, body: '*', success: 201 }", 'http: { get: /v1/places }']],
    `contracts/shop/asyncapi.yaml:13:49: shop/placeOrderFlow starts a flow, so its method cannot be get.`,
  ],
]);

ruleTest('ROUTE_PATH', [
  [
    'no version',
    [[SHOP, "get: '/v1/orders/{orderId}'", "get: '/orders/{orderId}'"]],
    `contracts/shop/asyncapi.yaml:34:49: The path /orders/{orderId} of shop/getOrderEntity does not begin with a version.`,
  ],
  [
    'capitals',
    [[SHOP, "get: '/v1/orders/{orderId}'", "get: '/v1/placedOrders/{orderId}'"]],
    `contracts/shop/asyncapi.yaml:34:49: The path /v1/placedOrders/{orderId} of shop/getOrderEntity has an odd segment, "placedOrders".`,
  ],
  [
    'a slash at the end',
    [[SHOP, "get: '/v1/orders/{orderId}'", "get: '/v1/orders/{orderId}/'"]],
    `contracts/shop/asyncapi.yaml:34:49: The path /v1/orders/{orderId}/ of shop/getOrderEntity has an odd segment, "".`,
  ],
]);
