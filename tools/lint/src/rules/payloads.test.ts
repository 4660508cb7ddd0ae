import { MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const GET = "payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/send-mail.avsc' } }";
const MAILED = 'contracts/mail/schemas/send-mail.avsc';
const EXAMPLE = 'contracts/mail/examples/send-mail/usual.json';
const shown = (payload: string) => [EXAMPLE, `{ "name": "usual", "summary": "As it is.", "payload": ${payload} }\n`] as const;

ruleTest('CHANNEL_SEVERAL_TYPES', [
  [
    'a request with two messages',
    [
      [
        SHOP,
        "messages: { CancelOrder: { $ref: '#/components/messages/CancelOrder' } }",
        "messages: { CancelOrder: { $ref: '#/components/messages/CancelOrder' }, GetOrder: { $ref: '#/components/messages/GetOrder' } }",
      ],
    ],
    `contracts/shop/asyncapi.yaml:25:87: shop/cancelOrderEntity has more than one message; only a reply channel may.`,
  ],
]);

ruleTest('CHANNEL_WITHOUT_MESSAGE', [
  [
    'a queue of nothing',
    [[MAIL, "\n    messages: { SendMail: { $ref: '#/components/messages/SendMail' } }", ''], [MAIL, /components:\n[\s\S]*/, ''], [EXAMPLE], [MAILED]],
    `contracts/mail/asyncapi.yaml:10:5: mail/sendMail has no messages.`,
  ],
]);

ruleTest('MESSAGE_WITHOUT_PAYLOAD', [
  [
    'a message that says nothing of what it carries',
    [[MAIL, `      ${GET}\n`, ''], [MAILED], [EXAMPLE]],
    `contracts/mail/asyncapi.yaml:31:7: mail.mail.send.v1 has no payload.`,
  ],
]);

ruleTest('PAYLOAD_NOT_AVRO', [
  [
    'a payload of JSON Schema',
    [[MAIL, GET, 'payload: { type: object }'], [MAILED]],
    `contracts/mail/asyncapi.yaml:34:16: The payload of mail.mail.send.v1 is described by JSON Schema, not by Avro.`,
  ],
]);

ruleTest('PAYLOAD_NOT_RECORD', [
  [
    'an enum',
    [
      [
        MAILED,
        '{ "type": "enum", "name": "SendMail", "namespace": "mail", "doc": "How soon.", "symbols": ["UNKNOWN", "SOON"], "default": "UNKNOWN" }\n',
      ],
      shown('"SOON"'),
    ],
    `contracts/mail/asyncapi.yaml:34:86: The payload mail.SendMail is not a record.`,
  ],
]);

ruleTest('PAYLOAD_NOT_A_FILE', [
  [
    'a schema inside the document',
    [
      [
        MAIL,
        "schema: { $ref: './schemas/send-mail.avsc' }",
        'schema: { type: record, name: SendMail, namespace: mail, doc: A mail to be written soon., fields: [] }',
      ],
      [MAILED],
      shown('{}'),
    ],
    `contracts/mail/asyncapi.yaml:34:86: The payload must be a $ref to a .avsc file in a "schemas" folder.`,
  ],
  [
    'a file in another folder',
    [
      [MAIL, './schemas/send-mail.avsc', './send-mail.avsc'],
      [MAILED],
      [
        'contracts/mail/send-mail.avsc',
        '{ "type": "record", "name": "SendMail", "namespace": "mail", "doc": "Asks for a receipt.", "fields": [] }\n',
      ],
      shown('{}'),
    ],
    `contracts/mail/asyncapi.yaml:34:86: The payload must be a $ref to a .avsc file in a "schemas" folder.`,
  ],
]);
