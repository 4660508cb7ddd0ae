import { MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const REPLY = `
    reply:
      address: { location: '$message.header#/ce_replyto' }
      channel: { $ref: '#/channels/orderReplies' }
`;
/** The reply of the operation that cancels. */
const cancel = (to: string) =>
  [
    [
      SHOP,
      `cancelOrderEntity' }\n    bindings: { kafka: { groupId: { type: string, const: ez-shop }, bindingVersion: '0.5.0' } }${REPLY}`,
      `cancelOrderEntity' }\n    bindings: { kafka: { groupId: { type: string, const: ez-shop }, bindingVersion: '0.5.0' } }${to}`,
    ],
  ] as const;

ruleTest('REPLY_MISSING', [
  ['a request that nobody answers', cancel('\n'), `contracts/shop/asyncapi.yaml:73:5: cancelOrder receives a request, but has no reply.`],
]);

ruleTest('REPLY_UNEXPECTED', [
  [
    'an answer to an event',
    [
      [MAIL, 'channels:\n', "channels:\n  orderReplies: { $ref: '../shop/asyncapi.yaml#/channels/orderReplies' }\n"],
      [MAIL, "const: mail-receipts }, bindingVersion: '0.5.0' } }\n", `const: mail-receipts }, bindingVersion: '0.5.0' } }${REPLY}`],
    ],
    `contracts/mail/asyncapi.yaml:24:7: mailReceipt has a reply, but what arrives on shop/orderPlaced is not answered.`,
  ],
  [
    'an answer to what is only asked for',
    [
      [SHOP, 'address: cancel-order-entity', 'address: orders.cancel-requested'],
      [SHOP, 'permission: can-cancel-order', 'kind: request, permission: can-cancel-order'],
    ],
    `contracts/shop/asyncapi.yaml:78:7: cancelOrder has a reply, but what arrives on shop/cancelOrderEntity is not answered.`,
  ],
]);

ruleTest('REPLY_MESSAGES', [
  [
    'a result only',
    cancel(`${REPLY}      messages: [{ $ref: '#/channels/orderReplies/messages/OrderReply' }]\n`),
    `contracts/shop/asyncapi.yaml:78:7: cancelOrder must answer with one result message and the shared ErrorReply.`,
  ],
  [
    'an error only',
    cancel(`${REPLY}      messages: [{ $ref: '#/channels/orderReplies/messages/ErrorReply' }]\n`),
    `contracts/shop/asyncapi.yaml:78:7: cancelOrder must answer with one result message and the shared ErrorReply.`,
  ],
]);

ruleTest('REPLY_ADDRESS', [
  [
    'no address',
    cancel(REPLY.replace(/ {6}address.*\n/, '')),
    `contracts/shop/asyncapi.yaml:78:7: cancelOrder does not say where a request has the address of its answer.`,
  ],
  [
    'a header that the envelope does not have',
    cancel(REPLY.replace('ce_replyto', 'ce_answerto')),
    `contracts/shop/asyncapi.yaml:78:28: cancelOrder takes the address of the answer from $message.header#/ce_answerto.`,
  ],
  [
    'another header of the envelope',
    cancel(REPLY.replace('ce_replyto', 'ce_id')),
    `contracts/shop/asyncapi.yaml:78:28: cancelOrder takes the address of the answer from $message.header#/ce_id.`,
  ],
  [
    'a field of the payload',
    cancel(REPLY.replace('$message.header#/ce_replyto', '$message.payload#/replyTo')),
    `contracts/shop/asyncapi.yaml:78:28: cancelOrder takes the address of the answer from $message.payload#/replyTo.`,
  ],
]);

ruleTest('REPLY_CHANNEL', [
  [
    'a channel that is no reply',
    cancel(`${REPLY.replace('orderReplies', 'orderPlaced')}`),
    `contracts/shop/asyncapi.yaml:78:7: cancelOrder answers on shop/orderPlaced, which is of kind event. Answer on a channel of kind reply.`,
  ],
]);
