import { SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const facts = (more: string) => [[SHOP, 'permission: can-cancel-order', `permission: can-cancel-order, ${more}`]] as const;

ruleTest('LEVEL_UNKNOWN', [
  [
    'a level that is misspelt',
    facts('level: FULL_TRANSITIV'),
    `contracts/shop/asyncapi.yaml:27:73: shop/cancelOrderEntity has an unknown compatibility level, "FULL_TRANSITIV". Did you mean "FULL_TRANSITIVE"?`,
  ],
]);

ruleTest('LEVEL_TOO_LOW', [
  [
    'a level below the lowest of requests',
    facts('level: BACKWARD, reason: We are in a hurry.'),
    `contracts/shop/asyncapi.yaml:27:73: shop/cancelOrderEntity is of kind request, so its level must be FULL_TRANSITIVE or BACKWARD_TRANSITIVE, not BACKWARD.`,
  ],
  [
    'any lower level of an event',
    [
      [
        SHOP,
        "86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: active",
        "86400000 }, bindingVersion: '0.5.0' } }\n    x-vyarna: { lifecycle: active, level: FORWARD_TRANSITIVE, reason: We are in a hurry.",
      ],
    ],
    `contracts/shop/asyncapi.yaml:49:43: shop/orderPlaced is of kind event, so its level must be FULL_TRANSITIVE, not FORWARD_TRANSITIVE.`,
  ],
]);

ruleTest('LEVEL_WITHOUT_REASON', [
  [
    'a lower level without a word',
    facts('level: BACKWARD_TRANSITIVE'),
    `contracts/shop/asyncapi.yaml:27:73: shop/cancelOrderEntity has the level BACKWARD_TRANSITIVE, which is lower than FULL_TRANSITIVE, without a reason.`,
  ],
]);
