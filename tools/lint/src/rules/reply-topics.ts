import { isFlowReplies, type LoadedChannel } from '@vyarna/loader';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';

/** Whether a channel was meant for the gateway's answers, though its slots may not be listed. */
const isBySlot = ({ model: { kind, address } }: LoadedChannel): boolean => kind === 'reply' && address?.includes('{') === true;

/** The topics for answers that no request names as its own reply channel, which REPLY_CHANNEL would say. */
const replyTopics = (model: Model, is: (channel: LoadedChannel) => boolean): readonly LoadedChannel[] =>
  model.set.channels.filter((channel) => is(channel) && model.answering(channel).length === 0);

const flows: Rule = {
  id: 'FLOW_REPLIES',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'A flow goes on when it is answered, and the flow manager takes answers on one topic of its own; without it no flow can call anything.',
  hint: 'Describe the flow manager: a channel of kind reply with an address, such as workflow.replies, and the operation that receives it.',
  set(model, report) {
    const [first] = model.set.flows;
    const [topic, ...others] = replyTopics(model, ({ model: channel }) => isFlowReplies(channel));
    if (first !== undefined && topic === undefined) report(model.placeOf(first), 'There are flows, but no document has a reply topic for them.');
    for (const other of others)
      report(other.place, `Answers to flows arrive on ${topic?.model.key}, so none will on ${other.model.key}.`, 'Keep one of the two.');
  },
};

const routes: Rule = {
  id: 'GATEWAY_REPLIES',
  level: 'STANDARD',
  theme: 'HTTP',
  severity: 'error',
  why: 'The gateway answers a caller when the service has answered, on topics that its processes lease by slot; without them no route works.',
  hint: 'Describe the gateway: a channel of kind reply with an address by slot, such as gateway.replies.{slot}, and the operation that receives it.',
  set(model, report) {
    const [first] = model.set.routes;
    const [topic, ...others] = replyTopics(model, isBySlot);
    if (first !== undefined && topic === undefined)
      report(first.channel.http?.place ?? first.channel.place, 'There are routes, but no document has reply topics by slot for them.');
    for (const other of others)
      report(other.place, `Answers to routes arrive on ${topic?.model.key}, so none will on ${other.model.key}.`, 'Keep one of the two.');
  },
};

const slots: Rule = {
  id: 'REPLY_SLOTS',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'An address by slot stands for a topic for each slot; unless they are counted, none is made and no process can lease one.',
  hint: "List the values in parameters.slot.enum: '0', '1', and so on.",
  channel(channel, { sources }, report) {
    // Of an address with other parameters ADDRESS_FORM is said.
    if (!isBySlot(channel) || channel.model.parameters?.['slot'] === undefined || Object.keys(channel.model.parameters).length > 1) return;
    const at = sources.get(channel.place, 'parameters') ?? sources.get(channel.place, 'address') ?? channel.place;
    report(at, `${channel.model.key} stands for no topic: its slots are not listed.`);
  },
};

export const replyTopicRules: readonly Rule[] = [flows, routes, slots];
