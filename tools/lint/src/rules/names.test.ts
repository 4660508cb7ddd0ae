import { MAIL, ORDER, SHOP, STATUS } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('TYPE_PASCAL_CASE', [
  [
    'an enum in snake_case',
    [
      [STATUS, '"name": "OrderStatus"', '"name": "Order_status"'],
      [ORDER, 'shop.OrderStatus', 'shop.Order_status'],
    ],
    `contracts/shop/schemas/order-status.avsc:1:27: The enum Order_status must be in PascalCase, such as OrderStatus.`,
  ],
]);

ruleTest('FIELD_CAMEL_CASE', [
  [
    'a field in snake_case',
    [
      ['contracts/mail/schemas/send-mail.avsc', '"name": "orderId"', '"name": "order_id"'],
      ['contracts/mail/examples/send-mail/usual.json', '"orderId"', '"order_id"'],
    ],
    `contracts/mail/schemas/send-mail.avsc:2:13: The field SendMail.order_id must be in camelCase, such as orderId.`,
  ],
]);

ruleTest('SYMBOL_UPPER_SNAKE_CASE', [
  [
    'a symbol in camelCase',
    [[STATUS, '"DONE"', '"inTransit"']],
    `contracts/shop/schemas/order-status.avsc:1:27: inTransit of the enum OrderStatus must be in UPPER_SNAKE_CASE, such as IN_TRANSIT.`,
  ],
  [
    'several, in one finding',
    [[STATUS, '"DONE"', '"done", "Gone"']],
    `contracts/shop/schemas/order-status.avsc:1:27: done, Gone of the enum OrderStatus must each be in UPPER_SNAKE_CASE, such as DONE.`,
  ],
]);

ruleTest('CHANNEL_ID_CAMEL_CASE', [
  [
    'an id with a hyphen',
    [
      [MAIL, '  sendMail:\n', '  send-mail:\n'],
      [MAIL, '#/channels/sendMail', '#/channels/send-mail'],
    ],
    `contracts/mail/asyncapi.yaml:10:5: The channel id send-mail must be in camelCase, such as sendMail.`,
  ],
]);

ruleTest('OPERATION_ID_CAMEL_CASE', [
  [
    'an id in PascalCase',
    [[MAIL, '  watchOrders:\n', '  WatchOrders:\n']],
    `contracts/mail/asyncapi.yaml:23:5: The operation id WatchOrders must be in camelCase, such as watchOrders.`,
  ],
]);

ruleTest('MESSAGE_ID_PASCAL_CASE', [
  [
    'a key in camelCase',
    [
      [MAIL, '    SendMail:\n', '    sendMail:\n'],
      [MAIL, '#/components/messages/SendMail', '#/components/messages/sendMail'],
    ],
    `contracts/mail/asyncapi.yaml:31:7: The message sendMail must be in PascalCase, such as SendMail.`,
  ],
]);

ruleTest('MESSAGE_NAME_FORM', [
  [
    'no name at all',
    [[MAIL, '      name: mail.mail.send.v1\n', '']],
    `contracts/mail/asyncapi.yaml:31:7: A message must have a "name": it becomes the type of the event. Such as operator.operator.create.v1.`,
  ],
  [
    'a name without a version',
    [[MAIL, 'name: mail.mail.send.v1', 'name: mail.mail.send']],
    `contracts/mail/asyncapi.yaml:31:13: The message name mail.mail.send does not have the form <domain>.<entity>.<verb>.v1.`,
  ],
  [
    'a name of another domain',
    [[MAIL, 'name: mail.mail.send.v1', 'name: post.mail.send.v1']],
    `contracts/mail/asyncapi.yaml:31:13: The message name post.mail.send.v1 begins with post, but it belongs to mail.`,
  ],
]);

ruleTest('PERMISSION_NAME', [
  [
    'a permission that does not say what one may',
    [[SHOP, 'permission: can-cancel-order', 'permission: orders:cancel']],
    `contracts/shop/asyncapi.yaml:27:48: The permission orders:cancel of shop/cancelOrderEntity does not have the form can-<verb>-<thing>.`,
  ],
]);
