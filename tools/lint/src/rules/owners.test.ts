import { ruleTest } from '../testing/rule-test.ts';

const OWNERS = 'contracts/mail/OWNERS';

ruleTest('OWNERS_MISSING', [
  ['no file', [[OWNERS]], `contracts/mail/OWNERS:1:1: Nobody is said to own contracts/mail.`],
  ['nobody for all of it', [[OWNERS, '/schemas/ @shop/mail\n']], `contracts/mail/OWNERS:1:1: No team is said to own all of contracts/mail.`],
  ['a line without an owner', [[OWNERS, '* # to be decided\n']], `contracts/mail/OWNERS:1:1: No team is said to own all of contracts/mail.`],
  ['none of what is shared', [['contracts/types/OWNERS']], `contracts/types/OWNERS:1:1: Nobody is said to own contracts/types.`],
]);

ruleTest('OWNERS_NOT_A_TEAM', [
  ['a person', [[OWNERS, '* @shop/mail @ada\n']], `contracts/mail/OWNERS:1:14: The owner @ada is not a team.`],
  ['an e-mail address', [[OWNERS, '# Mail.\n* ada@example.org # for now\n']], `contracts/mail/OWNERS:2:3: The owner ada@example.org is not a team.`],
]);
