import { SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const CANCEL = 'address: cancel-order-entity';
const FEED = 'x-vyarna: { lifecycle: active, permission: can-cancel-order, ';

/** A second version of the event, which the mail application does not know yet. */
const second = (facts: string, lifecycle = 'active', old = 'lifecycle: deprecated, sunset: 2027-06-30, successor: shop.order.placed.v2') =>
  [
    [
      SHOP,
      '  orderState:\n',
      `  orderPlacedV2:
    address: shop.order.placed.v2
    summary: An order was placed.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { OrderPlacedV2: { $ref: '#/components/messages/OrderPlacedV2' } }
    bindings: { kafka: { partitions: 6, replicas: 3, topicConfiguration: { retention.ms: 86400000 }, bindingVersion: '0.5.0' } }
    x-vyarna: { lifecycle: ${lifecycle}${facts} }
  orderState:
`,
    ],
    [
      SHOP,
      '    OrderState:\n',
      `    OrderPlacedV2:
      name: shop.order.placed.v2
      summary: The new order.
      traits: [{ $ref: '../types/envelope.yaml#/message' }]
      payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/order.avsc' } }
      bindings: { kafka: { key: { type: string }, schemaIdLocation: payload, schemaIdPayloadEncoding: confluent, schemaLookupStrategy: TopicNameStrategy, bindingVersion: '0.5.0' } }
      examples: [{ payload: { orderId: 01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11, status: OPEN, total: '1.00', placedAt: '2026-11-21T10:15:30.123456Z', parts: [] } }]
    OrderState:
`,
    ],
    [
      SHOP,
      '  announceOrder: {',
      "  announceOrderV2: { action: send, summary: Tells of a new order., channel: { $ref: '#/channels/orderPlacedV2' } }\n  announceOrder: {",
    ],
    [
      SHOP,
      "retention.ms: 86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: active }",
      `retention.ms: 86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { ${old} }`,
    ],
  ] as const;

ruleTest('ADDRESS_VERSION', [
  [
    'a request with v1 in its name',
    [[SHOP, CANCEL, 'address: cancel-order-v1-entity']],
    `contracts/shop/asyncapi.yaml:22:14: The address cancel-order-v1-entity of shop/cancelOrderEntity states version v1, which is not written.`,
  ],
  [
    'a version with a zero in front',
    [
      [SHOP, CANCEL, 'address: cancel-order-v02-entity'],
      [SHOP, 'name: shop.order.cancel.v1', 'name: shop.order.cancel.v2'],
    ],
    `contracts/shop/asyncapi.yaml:22:14: The address cancel-order-v02-entity of shop/cancelOrderEntity states version v02, which is not written.`,
  ],
]);

ruleTest('MESSAGE_VERSION', [
  [
    'a message of the old version on the new topic',
    [[SHOP, CANCEL, 'address: cancel-order-v2-entity']],
    `contracts/shop/asyncapi.yaml:101:13: shop.order.cancel.v1 travels on shop/cancelOrderEntity, which is version 2.`,
  ],
  [
    'a message of a newer version than its topic',
    [[SHOP, 'name: shop.order.placed.v1', 'name: shop.order.placed.v3']],
    `contracts/shop/asyncapi.yaml:119:13: shop.order.placed.v3 travels on shop/orderPlaced, which is version 1.`,
  ],
]);

ruleTest('VERSION_WITHOUT_SUPERSEDES', [
  [
    'a second version that says nothing of the first',
    second(''),
    `contracts/shop/asyncapi.yaml:56:15: shop/orderPlacedV2 is version 2 of shop.order.placed.v1, but supersedes nothing.`,
  ],
]);

ruleTest('SUPERSEDES_INVALID', [
  [
    'a channel that does not exist',
    [[SHOP, FEED, `${FEED}supersedes: undo-order-entity, feed: dual, `]],
    `contracts/shop/asyncapi.yaml:27:78: There is no channel undo-order-entity that shop/cancelOrderEntity could supersede.`,
  ],
  [
    'itself',
    [[SHOP, FEED, `${FEED}supersedes: cancel-order-entity, feed: dual, `]],
    `contracts/shop/asyncapi.yaml:27:78: shop/cancelOrderEntity supersedes itself.`,
  ],
  [
    'a channel of another kind',
    [
      [SHOP, FEED, `${FEED}supersedes: shop.order.state.v1, feed: dual, `],
      [
        SHOP,
        "    bindings: { kafka: { partitions: 6, replicas: 3, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: active }\n  orderSnapshots",
        "    bindings: { kafka: { partitions: 6, replicas: 3, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: deprecated, sunset: 2027-01-01, successor: shop.order.placed.v1 }\n  orderSnapshots",
      ],
    ],
    `contracts/shop/asyncapi.yaml:27:78: shop/cancelOrderEntity is of kind request, so it cannot supersede shop/orderState, which is of kind state.`,
  ],
  [
    'without a feed',
    second(', supersedes: shop.order.placed.v1'),
    `contracts/shop/asyncapi.yaml:56:48: shop/orderPlacedV2 does not say how the channel it supersedes is fed meanwhile.`,
  ],
  [
    'with a feed that does not exist',
    second(', supersedes: shop.order.placed.v1, feed: copy'),
    `contracts/shop/asyncapi.yaml:56:76: The feed of shop/orderPlacedV2 must be dual or cast.`,
  ],
  [
    'a feed of nothing',
    [[SHOP, FEED, `${FEED}feed: dual, `]],
    `contracts/shop/asyncapi.yaml:27:72: shop/cancelOrderEntity supersedes no channel, so there is nothing to feed. Remove feed, or state supersedes.`,
  ],
]);

ruleTest('SUPERSEDED_NOT_DEPRECATED', [
  [
    'the old version is still active',
    second(', supersedes: shop.order.placed.v1, feed: dual', 'active', 'lifecycle: active'),
    `contracts/shop/asyncapi.yaml:49:28: shop/orderPlaced is superseded by shop/orderPlacedV2, which is active, but it is active, not deprecated.`,
  ],
]);
