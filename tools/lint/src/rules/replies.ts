import type { LoadedChannel, LoadedOperation } from '@vyarna/loader';
import type { Rule } from '../rule.ts';

const isUnanswered = ({ model }: LoadedChannel): boolean => model.address?.endsWith('-requested') === true;

const receivesRequest = ({ model, channel }: LoadedOperation): boolean => model.action === 'receive' && channel.model.kind === 'request';

const missing: Rule = {
  id: 'REPLY_MISSING',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'Whoever sends a request waits for its answer; without a reply the wait ends in a timeout.',
  hint: 'Add reply, with the channel of the answers, or send an event instead.',
  operation(operation, _, report) {
    if (!receivesRequest(operation) || isUnanswered(operation.channel) || operation.reply !== null) return;
    report(operation.place, `${operation.model.id} receives a request, but has no reply.`);
  },
};

const unexpected: Rule = {
  id: 'REPLY_UNEXPECTED',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'Nobody waits for an answer to an event, a state or a message that only asks for something to be done in time.',
  hint: 'Remove the reply, or make the channel a request.',
  operation(operation, model, report) {
    const { channel, place, reply, model: own } = operation;
    if (reply === null || channel.model.kind === null || (channel.model.kind === 'request' && !isUnanswered(channel))) return;
    if (channel.model.kind === 'trigger') return; // said by OPERATION_ON_TRIGGER
    report(model.sources.get(place, 'reply') ?? place, `${own.id} has a reply, but what arrives on ${channel.model.key} is not answered.`);
  },
};

const messages: Rule = {
  id: 'REPLY_MESSAGES',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'A caller tells a result from an error by the message, so there is one of each.',
  hint: 'List the result and the ErrorReply of types/messages.yaml.',
  operation(operation, { set, sources }, report) {
    const { reply, model, place } = operation;
    if (reply === null || !receivesRequest(operation) || isUnanswered(operation.channel)) return;
    // Of a channel that is no reply REPLY_CHANNEL is said.
    if (reply.channel.model.kind !== 'reply') return;
    const results = reply.messages.filter((message) => message.model.name !== set.errorReply);
    if (results.length === 1 && results.length < reply.messages.length) return;
    report(sources.get(place, 'reply') ?? place, `${model.id} must answer with one result message and the shared ErrorReply.`);
  },
};

const address: Rule = {
  id: 'REPLY_ADDRESS',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'The answer goes where the request says; without the place in the request nobody knows where that is said.',
  hint: 'State reply.address.location: $message.header#/ and the header of the envelope that ends in replyto.',
  operation(operation, model, report) {
    const { reply, place } = operation;
    if (reply === null || !receivesRequest(operation) || isUnanswered(operation.channel)) return;
    const { sources, set } = model;
    const at = sources.get(place, 'reply', 'address', 'location');
    const location = model.text(at);
    const header = /^\$message\.header#\/(\w+)$/.exec(location ?? '')?.[1];
    const known = (set.envelope['properties'] ?? {}) as object;
    if (header !== undefined && /reply_?to$/i.test(header) && (Object.hasOwn(known, header) || Object.keys(known).length === 0)) return;
    const said =
      location === undefined ? 'does not say where a request has the address of its answer' : `takes the address of the answer from ${location}`;
    report(at ?? sources.get(place, 'reply') ?? place, `${operation.model.id} ${said}.`);
  },
};

const channel: Rule = {
  id: 'REPLY_CHANNEL',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'Answers go to the address in the request; a reply channel with one of its own promises a topic that they never reach.',
  hint: 'Give the reply channel address: null.',
  operation(operation, { sources }, report) {
    const { reply, place } = operation;
    if (reply === null || !receivesRequest(operation) || isUnanswered(operation.channel)) return;
    const { key, kind, address: own } = reply.channel.model;
    const at = sources.get(place, 'reply') ?? place;
    if (kind !== null && kind !== 'reply')
      report(at, `${operation.model.id} answers on ${key}, which is of kind ${kind}.`, 'Answer on a channel of kind reply.');
    else if (own !== null) report(at, `${operation.model.id} answers on ${key}, which has an address of its own.`);
  },
};

export const replyRules: readonly Rule[] = [missing, unexpected, messages, address, channel];
