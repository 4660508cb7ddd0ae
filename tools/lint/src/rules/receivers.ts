import type { Rule } from '../rule.ts';

const request: Rule = {
  id: 'REQUEST_RECEIVERS',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'A request that two receive is carried out twice, and one that nobody receives never.',
  hint: 'Let exactly one operation receive it.',
  channel(channel, model, report) {
    const { kind, key, lifecycle } = channel.model;
    if (kind !== 'request' || lifecycle === 'retired') return;
    const receivers = model.receivers(channel);
    if (receivers.length === 1) return;
    const found = receivers.length === 0 ? 'none' : receivers.map((receiver) => receiver.model.id).join(' and ');
    report(channel.place, `A request is received by exactly one operation; ${key} has ${found}.`);
  },
};

const onTrigger: Rule = {
  id: 'OPERATION_ON_TRIGGER',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'The flow manager receives every trigger, and the gateway sends it; a second receiver would start the work twice.',
  hint: 'Remove the operation.',
  operation({ model, channel, place }, _, report) {
    if (channel.model.kind !== 'trigger') return;
    report(place, `${model.id} is on a trigger; its receiver and senders follow from the flow and the route.`);
  },
};

const sendOfRequest: Rule = {
  id: 'SEND_OF_REQUEST',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'Who sends a request is known from flows and routes; a second list of senders is soon wrong.',
  hint: 'Remove the operation; call the request from a flow.',
  operation({ model, channel, place }, _, report) {
    if (model.action !== 'send' || channel.model.kind !== 'request' || channel.model.address?.endsWith('-requested') === true) return;
    report(place, `${model.id} sends a request; who sends it follows from flows and routes.`);
  },
};

const SENT_BY_OWNER = new Set(['event', 'state', 'snapshot']);
const RECEIVED_BY_OWNER = new Set(['request', 'queue']);

const owner: Rule = {
  id: 'CHANNEL_OWNER',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'The owner of a channel answers for it: who sends events owns them, who carries requests out owns those.',
  hint: 'Define the channel in the document of its owner, and alias it in the others.',
  operation({ model, channel, document, place }, _, report) {
    const { kind, key } = channel.model;
    if (kind === null || channel.document === document) return;
    const who = channel.document.app.title;
    if (model.action === 'send' && SENT_BY_OWNER.has(kind))
      report(place, `${model.id} sends to ${key}, which belongs to ${who}: only its owner sends ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}.`);
    if (model.action === 'receive' && RECEIVED_BY_OWNER.has(kind))
      report(place, `${model.id} receives ${key}, which belongs to ${who}: only its owner receives a ${kind}.`);
  },
};

export const receiverRules: readonly Rule[] = [request, onTrigger, sendOfRequest, owner];
