import { MAIL } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const GROUP = ", bindings: { kafka: { groupId: { type: string, const: mail.views }, bindingVersion: '0.5.0' } }";

ruleTest('GROUP_MISSING', [
  [
    'an operation without a group',
    [[MAIL, /\n {4}bindings: \{ kafka: \{ groupId: \{ type: string, const: mail.views.*/, '']],
    `contracts/mail/asyncapi.yaml:23:5: watchOrders does not state its consumer group.`,
  ],
]);

ruleTest('GROUP_NAME', [
  [
    'a group of another application',
    [[MAIL, 'const: mail.views', 'const: shop-views']],
    `contracts/mail/asyncapi.yaml:26:58: The group shop-views of watchOrders does not begin with mail.`,
  ],
]);

ruleTest('GROUP_SHARED', [
  [
    'two operations in one group',
    [
      [
        MAIL,
        '  watchOrders:\n',
        `  countOrders: { action: receive, summary: Counts them., channel: { $ref: '#/channels/orderState' }${GROUP} }\n  watchOrders:\n`,
      ],
    ],
    `contracts/mail/asyncapi.yaml:24:5: watchOrders receives shop/orderState in the group mail.views, as countOrders does.`,
  ],
]);
