import { ENVELOPE, MAIL } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('MESSAGE_ENVELOPE', [
  [
    'a message without it',
    [[MAIL, "      traits: [{ $ref: '../types/envelope.yaml#/message' }]\n", '']],
    `contracts/mail/asyncapi.yaml:31:7: mail.mail.send.v1 travels on the bus, so it must carry the envelope.`,
  ],
]);

ruleTest('HEADER_NAME', [
  [
    'an attribute in camelCase',
    [[ENVELOPE, 'ce_replyto: {', 'ce_orderId: { type: string }, ce_replyto: {']],
    `contracts/types/envelope.yaml:2:112: The header ce_orderId is not one of CloudEvents.`,
  ],
  [
    'an attribute of a message that is too long',
    [
      [
        MAIL,
        '      summary: One mail.\n',
        '      summary: One mail.\n      headers: { type: object, properties: { ce_howoftenithasbeentried: { type: integer } } }\n',
      ],
    ],
    `contracts/mail/asyncapi.yaml:33:73: The header ce_howoftenithasbeentried is not one of CloudEvents.`,
  ],
]);
