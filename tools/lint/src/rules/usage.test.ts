import { FLOW, MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('CHANNEL_UNUSED', [
  [
    'a state that nobody sends or receives',
    [
      [SHOP, /\n {2}publishOrder:.*/, ''],
      ['contracts/mail/asyncapi.yaml', /\n {2}watchOrders:\n(?: {4}.*\n)+(?= {2}sendMail)/, '\n'],
    ],
    `contracts/shop/asyncapi.yaml:51:5: Nothing sends to shop/orderState, receives it, or leads to it.`,
  ],
  [
    'a trigger on which no flow starts',
    [
      [
        SHOP,
        "lifecycle: active, http: { post: /v1/orders, body: '*', success: 201 }, permission: can-place-order, quota: write, timeout: 2m",
        'lifecycle: active, timeout: 2m',
      ],
      [FLOW],
    ],
    `contracts/shop/asyncapi.yaml:8:5: Nothing sends to shop/placeOrderFlow, receives it, or leads to it.`,
  ],
]);

ruleTest('MESSAGE_UNUSED', [
  [
    'a message on no channel',
    [
      [
        MAIL,
        'components:\n  messages:\n',
        `components:
  messages:
    Reminder:
      name: mail.reminder.send.v1
      summary: A second mail.
      traits: [{ $ref: '../types/envelope.yaml#/message' }]
      payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/send-mail.avsc' } }
      examples: [{ payload: { orderId: 01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11 } }]
`,
      ],
    ],
    `contracts/mail/asyncapi.yaml:31:7: The message mail.reminder.send.v1 is on no channel.`,
  ],
]);

ruleTest('TYPE_UNUSED', [
  [
    'a record that no message holds',
    [
      [
        'contracts/shop/schemas/voucher.avsc',
        '{ "type": "record", "name": "Voucher", "namespace": "shop", "doc": "Pays for goods.", "fields": [] }\n',
      ],
    ],
    `contracts/shop/schemas/voucher.avsc:1:29: No message holds a shop.Voucher.`,
  ],
]);
