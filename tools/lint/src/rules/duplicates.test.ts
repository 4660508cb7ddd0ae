import { ENGINE, MAIL, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

ruleTest('DUPLICATE_ADDRESS', [
  [
    'a topic that another channel has',
    [[SHOP, 'address: cancel-order-entity', 'address: place-order-entity']],
    `contracts/shop/asyncapi.yaml:22:14: The address place-order-entity belongs to shop/placeOrderEntity already.`,
  ],
]);

ruleTest('DUPLICATE_OPERATION_ID', [
  [
    'an id that another application has',
    [[MAIL, '  mailReceipt:\n', '  announceOrder:\n']],
    `contracts/shop/asyncapi.yaml:89:18: mail has an operation announceOrder already; ids are unique over all applications.`,
  ],
]);

ruleTest('DUPLICATE_MESSAGE_NAME', [
  [
    'a name that another message has',
    [[SHOP, 'name: shop.order.snapshot.v1', 'name: shop.order.state.v1']],
    `contracts/shop/asyncapi.yaml:131:13: The message name shop.order.state.v1 is used already, at contracts/shop/asyncapi.yaml:125.`,
  ],
]);

ruleTest('DUPLICATE_APP', [
  [
    'a title that another document has',
    [
      [ENGINE, 'title: engine', 'title: edge'],
      [ENGINE, 'const: engine', 'const: edge'],
    ],
    `contracts/engine/asyncapi.yaml:2:16: edge is described already, in contracts/edge/asyncapi.yaml.`,
  ],
]);
