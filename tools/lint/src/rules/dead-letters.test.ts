import { MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const settings = (to: string) => [[SHOP, 'deadLetter: { retention: 30d }', to]] as const;

ruleTest('DEAD_LETTER_SETTINGS', [
  [
    'a key that is misspelt',
    settings('deadLetter: { retentoin: 30d }'),
    `contracts/shop/asyncapi.yaml:20:134: deadLetter has no "retentoin". It knows retention.`,
  ],
  [
    'no time',
    settings('deadLetter: { retention: a month }'),
    `contracts/shop/asyncapi.yaml:20:134: The deadLetter of shop/placeOrderEntity must have a retention such as 30d.`,
  ],
  [
    'no settings',
    settings('deadLetter: {}'),
    `contracts/shop/asyncapi.yaml:20:121: The deadLetter of shop/placeOrderEntity must have a retention such as 30d.`,
  ],
  [
    'on a channel that is not consumed',
    [[SHOP, 'retentionMonths: 36', 'retentionMonths: 36, deadLetter: { retention: 30d }']],
    `contracts/shop/asyncapi.yaml:62:89: shop/orderSnapshots is of kind snapshot, which has no dead letters. Remove deadLetter.`,
  ],
]);

ruleTest('DEAD_LETTER_DECLARED', [
  [
    'a topic that follows from a group',
    [
      [
        MAIL,
        '  sendMail:\n    address: mail',
        `  lostOrders:
    address: mail-receipts.shop.order.placed.v1.dlq
    summary: What could not be read.
    servers: [{ $ref: '#/servers/kafka' }]
    messages: { ErrorReply: { $ref: '../types/messages.yaml#/ErrorReply' } }
    bindings: { kafka: { partitions: 6, replicas: 3, bindingVersion: '0.5.0' } }
    x-vyarna: { lifecycle: active }
  sendMail:\n    address: mail`,
      ],
    ],
    `contracts/mail/asyncapi.yaml:10:5: mail/lostOrders is a dead letter topic; these follow from the groups that receive.`,
  ],
]);
