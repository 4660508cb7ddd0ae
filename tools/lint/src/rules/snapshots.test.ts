import { SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('SNAPSHOT_FACTS_MISSING', [
  [
    'no end of keeping',
    [[SHOP, ', retentionMonths: 36', '']],
    `contracts/shop/asyncapi.yaml:62:15: shop/orderSnapshots keeps snapshots, so it must have x-vyarna.retentionMonths.`,
  ],
]);

ruleTest('SNAPSHOT_FACTS_MISPLACED', [
  [
    'on an event',
    [
      [
        SHOP,
        "86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: active }",
        "86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: active, retentionMonths: 36 }",
      ],
    ],
    `contracts/shop/asyncapi.yaml:49:53: shop/orderPlaced is of kind event, which keeps no snapshots.`,
  ],
]);

ruleTest('SNAPSHOT_ENTITY_KEY', [
  [
    'a field that the payload does not have',
    [
      [SHOP, 'entityKey: orderId', 'entityKey: id'],
      ...['can-place-order, quota', 'can-place-order, mutating', 'can-cancel-order, mutating', 'can-read-order, quota'].map(
        (after) => [SHOP, `permission: ${after}`, `orderingKey: payload.orderId, permission: ${after}`] as const,
      ),
      [
        SHOP,
        "86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: {",
        "86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { orderingKey: payload.orderId,",
      ],
      [SHOP, /(?<=orderState:[\s\S]*?x-vyarna: \{) (?=lifecycle: active \}\n {2}orderSnap)/, ' orderingKey: payload.orderId, '],
    ],
    `contracts/shop/asyncapi.yaml:62:47: The entityKey of shop/orderSnapshots is id, which shop.Order does not have.`,
  ],
]);
