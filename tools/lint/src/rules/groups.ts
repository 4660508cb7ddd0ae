import { isOnKafka } from '../kinds.ts';
import type { Rule } from '../rule.ts';

const stated: Rule = {
  id: 'GROUP_MISSING',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'The group is what offsets, access rights and dead letters go by; a changed default would read a topic again from its start.',
  hint: 'Add bindings.kafka.groupId: { type: string, const: <title> }.',
  operation(operation, model, report) {
    const { model: own, channel, place } = operation;
    if (own.action !== 'receive' || !isOnKafka(channel.model)) return;
    if (model.kafka(operation, 'groupId') === undefined) report(place, `${own.id} does not state its consumer group.`);
  },
};

const name: Rule = {
  id: 'GROUP_NAME',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'Access rights and dead letter topics are given by the prefix of a group, which is the name of its application.',
  hint: 'Use the title of the application, alone or followed by "." or "-" and a word.',
  operation(operation, model, report) {
    const at = model.kafka(operation, 'groupId', 'const');
    const group = model.text(at);
    const title = model.titleOf(operation.document);
    if (at === undefined || group === undefined || group === title || group.startsWith(`${title}.`) || group.startsWith(`${title}-`)) return;
    report(at, `The group ${group} of ${operation.model.id} does not begin with ${title}.`);
  },
};

const shared: Rule = {
  id: 'GROUP_SHARED',
  level: 'MINIMAL',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Members of one group share the messages of a topic, so each of two operations would get only a part of them.',
  hint: 'Give each operation a group of its own.',
  channel(channel, model, report) {
    if (channel.model.server !== 'kafka' || channel.model.kind === 'request') return;
    const seen = new Map<string, string>();
    for (const { model: own, place } of model.receivers(channel)) {
      const group = own.group ?? '';
      const first = seen.get(group);
      if (first === undefined) seen.set(group, own.id);
      else report(place, `${own.id} receives ${channel.model.key} in the group ${group}, as ${first} does.`);
    }
  },
};

export const groupRules: readonly Rule[] = [stated, name, shared];
