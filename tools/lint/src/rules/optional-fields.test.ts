import { ruleTest } from '../testing/rule-test.ts';

const SEND = 'contracts/mail/schemas/send-mail.avsc';
const field = (text: string) =>
  [
    [SEND, '  { "name": "orderId"', `  ${text},\n  { "name": "orderId"`],
    ['contracts/mail/examples/send-mail/usual.json', '"orderId"', '"note": null, "orderId"'],
  ] as const;

ruleTest('NULLABLE_WITHOUT_DEFAULT', [
  [
    'a field that may be null',
    field('{ "name": "note", "type": ["null", "string"], "doc": "What the customer asks for besides." }'),
    `contracts/mail/schemas/send-mail.avsc:2:13: SendMail.note may be null, but has no default.`,
  ],
]);

ruleTest('FIELD_UNION', [
  [
    'a field of several types',
    field('{ "name": "note", "type": ["null", "string", "int"], "default": null, "doc": "What the customer asks for besides." }'),
    `contracts/mail/schemas/send-mail.avsc:2:13: SendMail.note is a union of 2 types.`,
  ],
]);
