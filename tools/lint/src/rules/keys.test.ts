import { SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const CANCEL = 'contracts/shop/schemas/cancel-order.avsc';
const EXAMPLE = 'contracts/shop/examples/cancel-order/usual.json';
const fact = (facts: string) => [SHOP, 'permission: can-cancel-order', `permission: can-cancel-order, ${facts}`] as const;
const field = (name: string) =>
  [
    CANCEL,
    '"fields": [\n',
    `"fields": [\n  { "name": "${name}", "type": { "type": "string", "logicalType": "uuid" }, "doc": "Whose it is." },\n`,
  ] as const;
const shown = (name: string) => [EXAMPLE, '"orderId"', `"${name}": "01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a12", "orderId"`] as const;

ruleTest('KEY_MISSING', [
  [
    'each payload without the field that orders',
    [[SHOP, ', entityKey: orderId', ', entityKey: placedAt']],
    `contracts/shop/asyncapi.yaml:13:15: shop/placeOrderFlow does not say what orders its messages.`,
    `contracts/shop/asyncapi.yaml:20:15: shop/placeOrderEntity does not say what orders its messages.`,
    `contracts/shop/asyncapi.yaml:27:15: shop/cancelOrderEntity does not say what orders its messages.`,
    `contracts/shop/asyncapi.yaml:34:15: shop/getOrderEntity does not say what orders its messages.`,
  ],
]);

ruleTest('KEY_TENANT_WIDE', [
  [
    'the tenant',
    [fact('orderingKey: payload.businessUnitId'), field('businessUnitId'), shown('businessUnitId')],
    `contracts/shop/asyncapi.yaml:27:79: The key of shop/cancelOrderEntity is businessUnitId, which all messages of a customer share.`,
  ],
  [
    'the tenant by another name',
    [fact('orderingKey: payload.tenantId'), field('tenantId'), shown('tenantId')],
    `contracts/shop/asyncapi.yaml:27:79: The key of shop/cancelOrderEntity is tenantId, which all messages of a customer share.`,
  ],
]);

ruleTest('KEY_OPTIONAL', [
  [
    'a field that may be null',
    [
      [
        CANCEL,
        '"type": { "type": "string", "logicalType": "uuid" }',
        '"type": ["null", { "type": "string", "logicalType": "uuid" }], "default": null',
      ],
    ],
    `contracts/shop/asyncapi.yaml:27:15: The key of shop/cancelOrderEntity is orderId, which may be null.`,
  ],
  [
    'a field that is a list',
    [
      [CANCEL, '"type": { "type": "string", "logicalType": "uuid" }', '"type": { "type": "array", "items": "string" }'],
      [EXAMPLE, '"01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11"', '[]'],
    ],
    `contracts/shop/asyncapi.yaml:27:15: The key of shop/cancelOrderEntity is orderId, which is no plain value.`,
  ],
]);
