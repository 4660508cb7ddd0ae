import { isOnKafka } from '../kinds.ts';
import type { Rule } from '../rule.ts';

const carried: Rule = {
  id: 'MESSAGE_ENVELOPE',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'Without the headers of the envelope a message cannot be traced, answered or told from its duplicate.',
  hint: "Add traits: [{ $ref: '../types/envelope.yaml#/message' }].",
  message(message, model, report) {
    const travels = model.channelsOf(message).some(({ model: channel }) => isOnKafka(channel) || channel.server === 'amqp');
    if (message.carriesEnvelope || !travels || Object.keys(model.set.envelope).length === 0) return;
    report(message.place, `${message.model.name} travels on the bus, so it must carry the envelope.`);
  },
};

/** CloudEvents allows lower case letters and digits in names of attributes, and advises at most 20 of them. */
const ATTRIBUTE = /^ce_[a-z0-9]{1,20}$/;

const attributeName: Rule = {
  id: 'HEADER_NAME',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'Brokers and gateways of other makers drop or refuse attributes of CloudEvents with other letters, or longer ones.',
  hint: 'After the prefix use at most 20 lower case letters and digits.',
  set(model, report) {
    const { set, sources } = model;
    const seen = new Set<string>();
    for (const { place, traits } of set.messages) {
      for (const layer of [place, ...traits]) {
        const headers = sources.get(layer, 'headers');
        const at = sources.get(headers, 'schema', 'properties') ?? sources.get(headers, 'properties');
        if (at === undefined || seen.has(`${at.file}#${at.pointer}`)) continue;
        seen.add(`${at.file}#${at.pointer}`);
        for (const [header, where] of sources.entries(at)) {
          if (!header.toLowerCase().startsWith('ce_') || ATTRIBUTE.test(header)) continue;
          report(where, `The header ${header} is not one of CloudEvents.`);
        }
      }
    }
  },
};

export const envelopeRules: readonly Rule[] = [carried, attributeName];
