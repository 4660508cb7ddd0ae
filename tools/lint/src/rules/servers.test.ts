import { MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('CHANNEL_SERVER', [
  [
    'none',
    [[SHOP, /\n {4}servers.*(?=\n {4}messages: \{ CancelOrder)/, '']],
    `contracts/shop/asyncapi.yaml:22:5: shop/cancelOrderEntity must name the one server it is on.`,
  ],
  [
    'two',
    [[SHOP, "servers: [{ $ref: '#/servers/tables' }]", "servers: [{ $ref: '#/servers/tables' }, { $ref: '#/servers/tables' }]"]],
    `contracts/shop/asyncapi.yaml:58:5: shop/orderSnapshots must name the one server it is on.`,
  ],
]);

ruleTest('SERVER_OF_KIND', [
  [
    'a snapshot on the bus',
    [[SHOP, "servers: [{ $ref: '#/servers/tables' }]", "servers: [{ $ref: '#/servers/kafka' }]"]],
    `contracts/shop/asyncapi.yaml:60:14: shop/orderSnapshots is of kind snapshot, so it must be on postgresql, not kafka.`,
  ],
  [
    'a queue on Kafka',
    [[MAIL, "servers: [{ $ref: '#/servers/rabbit' }]", "servers: [{ $ref: '#/servers/kafka' }]"]],
    `contracts/mail/asyncapi.yaml:12:14: mail/sendMail is of kind queue, so it must be on amqp, not kafka.`,
  ],
]);
