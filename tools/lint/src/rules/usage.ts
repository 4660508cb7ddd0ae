import { referencesIn } from '@vyarna/avro';
import type { Model } from '../model.ts';
import { inFile, type Rule } from '../rule.ts';

const channel: Rule = {
  id: 'CHANNEL_UNUSED',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'A topic that nobody sends to and nobody receives is made, paid for and wondered about.',
  hint: 'Add what uses it, or remove it.',
  channel(one, model, report) {
    const { kind, lifecycle, key } = one.model;
    if (lifecycle !== 'active' && lifecycle !== 'deprecated') return;
    // Nobody receives a request: said by REQUEST_RECEIVERS. Dead letters follow from groups.
    if (kind === 'request' || kind === 'dead-letter') return;
    const isUsed =
      model.senders(one).length + model.receivers(one).length + model.answering(one).length > 0 ||
      one.http !== undefined ||
      model.flow(one) !== undefined;
    if (!isUsed) report(one.place, `Nothing sends to ${key}, receives it, or leads to it.`);
  },
};

const message: Rule = {
  id: 'MESSAGE_UNUSED',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'A message on no channel never travels, but is documented and generated as if it did.',
  hint: 'Add it to a channel, or remove it.',
  message(one, model, report) {
    if (!model.isShared(one) && model.channelsOf(one).length === 0) report(one.place, `The message ${one.model.name} is on no channel.`);
  },
};

const type: Rule = {
  id: 'TYPE_UNUSED',
  level: 'STANDARD',
  theme: 'FILES',
  severity: 'error',
  why: 'A type that no message holds is kept, reviewed and generated for nobody.',
  hint: 'Use it, or remove its file.',
  set(model, report) {
    const used = typesInUse(model);
    for (const { type: named, file } of model.set.definitions) {
      const isRoot = model.set.typeOfFile.get(file) === named.name;
      if (isRoot && !used.has(named.name)) report(inFile(file, named.position), `No message holds a ${named.name}.`);
    }
  },
};

/** The full names of all types that messages, shared ones included, and the answers of flows are made of. */
const typesInUse = ({ set }: Model): ReadonlySet<string> => {
  const used = new Set<string>();
  const visitNamed = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    const named = set.types.get(name);
    if (named?.kind === 'record') for (const field of named.fields) for (const { name: inner } of referencesIn(field.type)) visitNamed(inner);
  };
  for (const { payload } of set.messages) if (payload?.format === 'avro') for (const { name } of referencesIn(payload.root)) visitNamed(name);
  for (const { model } of set.flows) visitNamed(model.output);
  return used;
};

export const usageRules: readonly Rule[] = [channel, message, type];
