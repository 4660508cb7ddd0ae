import { MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('BINDING_VERSION', [
  [
    'none, on a channel',
    [
      [
        SHOP,
        "    bindings: { kafka: { partitions: 6, replicas: 3, bindingVersion: '0.5.0' } }",
        '    bindings: { kafka: { partitions: 6, replicas: 3 } }',
      ],
    ],
    `contracts/shop/asyncapi.yaml:12:24: The Kafka binding of shop/placeOrderFlow states no version.`,
  ],
  [
    'an older one, on an operation',
    [[MAIL, "const: mail.views }, bindingVersion: '0.5.0'", "const: mail.views }, bindingVersion: '0.4.0'"]],
    `contracts/mail/asyncapi.yaml:26:88: The Kafka binding of watchOrders is of version 0.4.0. Write bindingVersion: '0.5.0'.`,
  ],
  [
    'none, on a message',
    [[SHOP, /(?<=name: shop.order.cancel.v1[\s\S]*?TopicNameStrategy), bindingVersion: '0.5.0'/, '']],
    `contracts/shop/asyncapi.yaml:105:26: The Kafka binding of shop.order.cancel.v1 states no version.`,
  ],
]);

const framing = (from: string, to: string) => [[SHOP, new RegExp(`(?<=name: shop.order.cancel.v1[\\s\\S]*?)${RegExp.escape(from)}`), to]] as const;

ruleTest('SCHEMA_ID_LOCATION', [
  [
    'not stated',
    framing('schemaIdLocation: payload, ', ''),
    `contracts/shop/asyncapi.yaml:105:26: The schemaIdLocation of shop.order.cancel.v1 must be payload.`,
  ],
  [
    'of another encoding',
    framing('schemaIdPayloadEncoding: confluent', 'schemaIdPayloadEncoding: apicurio-new'),
    `contracts/shop/asyncapi.yaml:105:117: The schemaIdPayloadEncoding of shop.order.cancel.v1 must be confluent.`,
  ],
]);

ruleTest('LOOKUP_STRATEGY', [
  [
    'that of replies on a request',
    framing('schemaLookupStrategy: TopicNameStrategy', 'schemaLookupStrategy: RecordNameStrategy'),
    `contracts/shop/asyncapi.yaml:105:150: shop.order.cancel.v1 is on the request shop/cancelOrderEntity, so its schemaLookupStrategy must be TopicNameStrategy.`,
  ],
  [
    'that of requests on a reply',
    [[SHOP, /(?<=name: shop.order.reply.v1[\s\S]*?)RecordNameStrategy/, 'TopicNameStrategy']],
    `contracts/shop/asyncapi.yaml:117:136: shop.order.reply.v1 is a reply, so its schemaLookupStrategy must be RecordNameStrategy.`,
  ],
  [
    'none',
    framing('schemaLookupStrategy: TopicNameStrategy, ', ''),
    `contracts/shop/asyncapi.yaml:105:26: shop.order.cancel.v1 is on the request shop/cancelOrderEntity, so its schemaLookupStrategy must be TopicNameStrategy.`,
  ],
]);

ruleTest('KEY_SCHEMA_MISSING', [
  [
    'a message that does not say what its key is',
    framing('key: { type: string, format: uuid }, ', ''),
    `contracts/shop/asyncapi.yaml:105:26: shop.order.cancel.v1 does not say what its key is.`,
  ],
]);

ruleTest('QUEUE_BINDING', [
  [
    'a queue without a binding',
    [[MAIL, /\n {4}bindings: \{ amqp.*/, '']],
    `contracts/mail/asyncapi.yaml:10:5: The queue mail/sendMail has no AMQP binding.`,
  ],
  [
    'a queue that is bound as a routing key',
    [[MAIL, 'amqp: { is: queue', 'amqp: { is: routingKey']],
    `contracts/mail/asyncapi.yaml:14:29: The AMQP binding of mail/sendMail must say is: queue.`,
  ],
]);
