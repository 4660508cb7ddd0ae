import { MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('ADDRESS_LOWER_CASE', [
  [
    'a topic with capitals',
    [[SHOP, 'address: cancel-order-entity', 'address: Cancel-Order-Entity']],
    `contracts/shop/asyncapi.yaml:22:14: The address Cancel-Order-Entity of shop/cancelOrderEntity has capitals. Write cancel-order-entity.`,
  ],
  [
    'a parameter may have capitals, the rest may not',
    [[MAIL, 'address: mail.send.high', 'address: mail.send.High{mailboxId}']],
    `contracts/mail/asyncapi.yaml:10:14: The address mail.send.High{mailboxId} of mail/sendMail has capitals. Write mail.send.high{mailboxId}.`,
  ],
]);

ruleTest('ADDRESS_FORM', [
  [
    'a request that is no entity',
    [
      [SHOP, 'address: cancel-order-entity', 'address: cancel_order'],
      [SHOP, 'permission: can-cancel-order', 'kind: request, permission: can-cancel-order'],
    ],
    `contracts/shop/asyncapi.yaml:22:14: shop/cancelOrderEntity is of kind request, so its address must be <action>-<domain>-entity or get-... or <domain>.<entity>-requested, not cancel_order.`,
  ],
  [
    'a trigger named as a request',
    [
      [SHOP, 'address: place-order-flow', 'address: start-order-entity'],
      [SHOP, 'x-vyarna: { lifecycle: active, http: { post', 'x-vyarna: { kind: trigger, lifecycle: active, http: { post'],
    ],
    `contracts/shop/asyncapi.yaml:8:14: shop/placeOrderFlow is of kind trigger, so its address must be <action>-<domain>-flow, not start-order-entity.`,
  ],
  [
    'an event without its version',
    [
      [SHOP, 'address: shop.order.placed.v1', 'address: shop.order.orders.placed'],
      [
        SHOP,
        "topicConfiguration: { retention.ms: 86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: {",
        "topicConfiguration: { retention.ms: 86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { kind: event,",
      ],
    ],
    `contracts/shop/asyncapi.yaml:44:14: shop/orderPlaced is of kind event, so its address must be <domain>.<entity>.<past>.v1 or <domain>.<entity>-<past>, not shop.order.orders.placed.`,
  ],
  [
    'a queue with a word too many',
    [[MAIL, 'address: mail.send.high', 'address: mail.send.very.high']],
    `contracts/mail/asyncapi.yaml:10:14: mail/sendMail is of kind queue, so its address must be <service>.<action>.<priority>, not mail.send.very.high.`,
  ],
]);

ruleTest('CHANNEL_KIND_UNKNOWN', [
  [
    'an address of no form',
    [
      [MAIL, ', kind: queue', ''],
      [MAIL, 'address: mail.send.high', 'address: send'],
    ],
    `contracts/mail/asyncapi.yaml:10:5: The kind of mail/sendMail cannot be told from its address: state x-vyarna.kind.`,
  ],
]);

ruleTest('EVENT_PAST_TENSE', [
  [
    'an event in the present',
    [[SHOP, 'address: shop.order.placed.v1', 'address: shop.order.place.v1']],
    `contracts/shop/asyncapi.yaml:44:14: shop/orderPlaced is an event, but "place" in its address does not say what has happened.`,
  ],
  [
    'the form of a seed is read to its last word',
    [
      [SHOP, 'address: shop.order.placed.v1', 'address: shop.order-place'],
      [
        SHOP,
        "retention.ms: 86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: {",
        "retention.ms: 86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { kind: event,",
      ],
    ],
    `contracts/shop/asyncapi.yaml:44:14: shop/orderPlaced is an event, but "place" in its address does not say what has happened.`,
  ],
]);

ruleTest('ADDRESS_DOMAIN', [
  [
    'an event of another domain',
    [[SHOP, 'address: shop.order.placed.v1', 'address: store.order.placed.v1']],
    `contracts/shop/asyncapi.yaml:44:14: The address of shop/orderPlaced begins with store, but its owner is shop.`,
  ],
  [
    'a state of another domain',
    [[SHOP, 'address: shop.order.state.v1', 'address: store.order.state.v1']],
    `contracts/shop/asyncapi.yaml:51:14: The address of shop/orderState begins with store, but its owner is shop.`,
  ],
]);

const long = 'a'.repeat(240);
ruleTest('TOPIC_NAME_TOO_LONG', [
  [
    'an address that leaves no room for the dead letters of its group',
    [[SHOP, 'address: cancel-order-entity', `address: ${long}-entity`]],
    `contracts/shop/asyncapi.yaml:22:14: shop/cancelOrderEntity needs a topic with a name of 259 characters, ez-shop.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...; 249 are allowed.`,
  ],
]);
