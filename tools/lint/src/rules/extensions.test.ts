import { MAIL } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('EXTENSION_MISPLACED', [
  [
    'on an operation',
    [[MAIL, '    summary: Writes to the customer.\n', '    summary: Writes to the customer.\n    x-vyarna: { mutating: true }\n']],
    `contracts/mail/asyncapi.yaml:20:15: x-vyarna stands on the operation mailReceipt, but belongs on a channel.`,
  ],
  [
    'on a message',
    [[MAIL, '      summary: One mail.\n', '      summary: One mail.\n      x-vyarna: { lifecycle: active }\n']],
    `contracts/mail/asyncapi.yaml:33:17: x-vyarna stands on the message mail.mail.send.v1, but belongs on a channel.`,
  ],
  [
    'on the whole document',
    [[MAIL, 'operations:\n', 'x-vyarna: { lifecycle: active }\noperations:\n']],
    `contracts/mail/asyncapi.yaml:16:11: x-vyarna stands on the document of mail, but belongs on a channel.`,
  ],
]);
