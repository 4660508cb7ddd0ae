import { changed, EDGE, ENGINE } from '../testing/changed-contract.ts';
import { ruleTest } from '../testing/rule-test.ts';

const copyOf = (file: string, title: string, address: string): string => {
  const text = changed([])[file] ?? '';
  return text
    .replace(/title: \w+/, `title: ${title}`)
    .replace(/address: .*/, `address: ${address}`)
    .replaceAll(/receive\w+/g, `receive${title}`)
    .replaceAll(/const: \w+/g, `const: ${title}`);
};

const OWNERS = ['contracts/other/OWNERS', '* @shop/platform\n'] as const;

ruleTest('FLOW_REPLIES', [
  [
    'flows without a flow manager',
    [[ENGINE], ['contracts/engine/OWNERS']],
    'flow-manager/flows/shop/place-order.yaml:1:1: There are flows, but no document has a reply topic for them.',
  ],
  [
    'two topics for the answers to flows',
    [['contracts/other/asyncapi.yaml', copyOf(ENGINE, 'other', 'other.replies')], OWNERS],
    'contracts/other/asyncapi.yaml:6:5: Answers to flows arrive on engine/flowReplies, so none will on other/flowReplies. Keep one of the two.',
  ],
]);

ruleTest('GATEWAY_REPLIES', [
  [
    'routes without a gateway',
    [[EDGE], ['contracts/edge/OWNERS']],
    'contracts/shop/asyncapi.yaml:13:42: There are routes, but no document has reply topics by slot for them.',
  ],
  [
    'two gateways',
    [['contracts/other/asyncapi.yaml', copyOf(EDGE, 'other', 'other.replies.{slot}')], OWNERS],
    'contracts/other/asyncapi.yaml:6:5: Answers to routes arrive on edge/edgeReplies, so none will on other/edgeReplies. Keep one of the two.',
  ],
]);

ruleTest('REPLY_SLOTS', [
  [
    'slots without a list',
    [[EDGE, ", enum: ['0', '1']", '']],
    'contracts/edge/asyncapi.yaml:8:17: edge/edgeReplies stands for no topic: its slots are not listed.',
  ],
  [
    'slots that do not count from 0',
    [[EDGE, "['0', '1']", "['1', '2']"]],
    'contracts/edge/asyncapi.yaml:8:17: edge/edgeReplies stands for no topic: its slots are not listed.',
  ],
]);
