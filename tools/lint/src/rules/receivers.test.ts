import { MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const operations = (file: string, text: string) => [file, 'operations:\n', `operations:\n${text}`] as const;
const alias = (id: string) => [MAIL, 'channels:\n', `channels:\n  ${id}: { $ref: '../shop/asyncapi.yaml#/channels/${id}' }\n`] as const;

ruleTest('REQUEST_RECEIVERS', [
  [
    'nobody',
    [
      [SHOP, 'compensatedBy: cancelOrder, ', ''],
      [SHOP, / {2}cancelOrder:\n(?: {4}.*\n)+/, ''],
    ],
    `contracts/shop/asyncapi.yaml:22:5: A request is received by exactly one operation; shop/cancelOrderEntity has none.`,
  ],
]);

ruleTest('OPERATION_ON_TRIGGER', [
  [
    'a second receiver of a trigger',
    [
      operations(
        SHOP,
        "  startOrder: { action: receive, summary: Starts it., channel: { $ref: '#/channels/placeOrderFlow' }, bindings: { kafka: { groupId: { const: ez-shop }, bindingVersion: '0.5.0' } } }\n",
      ),
    ],
    `contracts/shop/asyncapi.yaml:64:15: startOrder is on a trigger; its receiver and senders follow from the flow and the route.`,
  ],
]);

ruleTest('SEND_OF_REQUEST', [
  [
    'a sender of a request',
    [
      alias('cancelOrderEntity'),
      operations(MAIL, "  giveUp: { action: send, summary: Asks for it., channel: { $ref: '#/channels/cancelOrderEntity' } }\n"),
    ],
    `contracts/mail/asyncapi.yaml:18:11: giveUp sends a request; who sends it follows from flows and routes.`,
  ],
]);

ruleTest('CHANNEL_OWNER', [
  [
    'an event sent by another',
    [operations(MAIL, "  tell: { action: send, summary: Tells it too., channel: { $ref: '#/channels/orderPlaced' } }\n")],
    `contracts/mail/asyncapi.yaml:17:9: tell sends to shop/orderPlaced, which belongs to ez-shop: only its owner sends an event.`,
  ],
  [
    'a queue received by another',
    [
      [SHOP, 'channels:\n', "channels:\n  sendMail: { $ref: '../mail/asyncapi.yaml#/channels/sendMail' }\n"],
      operations(SHOP, "  sendMailToo: { action: receive, summary: Sends it too., channel: { $ref: '#/channels/sendMail' } }\n"),
    ],
    `contracts/shop/asyncapi.yaml:65:16: sendMailToo receives mail/sendMail, which belongs to mail: only its owner receives a queue.`,
  ],
]);
