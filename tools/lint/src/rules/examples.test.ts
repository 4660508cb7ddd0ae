import { ruleTest } from '../testing/rule-test.ts';

ruleTest('EXAMPLE_MISSING', [
  [
    'a message that nothing shows',
    [['contracts/mail/examples/send-mail/usual.json']],
    `contracts/mail/asyncapi.yaml:31:7: mail.mail.send.v1 has no example. Add examples/send-mail/<name>.json beside the document, with name, summary and payload.`,
  ],
]);
