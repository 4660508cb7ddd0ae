import { ENGINE, SHOP } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

/** What the topic of replies to flows states. */
const topic = (from: string, to: string) => [[ENGINE, from, to]] as const;

ruleTest('PARTITIONS_MISSING', [
  [
    'a topic without partitions',
    topic('partitions: 6, ', ''),
    `contracts/engine/asyncapi.yaml:10:24: The topic of engine/flowReplies must state its partitions.`,
  ],
]);

ruleTest('REPLICAS_MISSING', [
  [
    'a topic without replicas',
    topic('replicas: 3, ', ''),
    `contracts/engine/asyncapi.yaml:10:24: The topic of engine/flowReplies must state its replicas.`,
  ],
]);

ruleTest('RETENTION_MISSING', [
  [
    'an event that is kept as the broker likes',
    [[SHOP, 'topicConfiguration: { retention.ms: 86400000 }, ', '']],
    `contracts/shop/asyncapi.yaml:48:24: shop/orderPlaced must state how long its events are kept.`,
  ],
]);

ruleTest('CLEANUP_POLICY', [
  [
    'replies that are compacted',
    topic('replicas: 3, ', 'replicas: 3, topicConfiguration: { cleanup.policy: [compact] }, '),
    `contracts/engine/asyncapi.yaml:10:92: engine/flowReplies is of kind reply, so its cleanup.policy must be delete, not compact.`,
  ],
  [
    'events that are compacted too',
    [[SHOP, 'retention.ms: 86400000', 'retention.ms: 86400000, cleanup.policy: [compact, delete]']],
    `contracts/shop/asyncapi.yaml:48:116: shop/orderPlaced is of kind event, so its cleanup.policy must be delete, not compact and delete.`,
  ],
  [
    'states that are deleted',
    [[SHOP, /(?<=shop.order.state.v1[\s\S]*?replicas: 3, )/, 'topicConfiguration: { cleanup.policy: delete }, ']],
    `contracts/shop/asyncapi.yaml:55:92: shop/orderState is of kind state, so its cleanup.policy must be compact, not delete.`,
  ],
]);
