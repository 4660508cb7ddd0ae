import type { Rule } from '../rule.ts';

const FACTS = ['entityKey', 'retentionMonths'] as const;

const missing: Rule = {
  id: 'SNAPSHOT_FACTS_MISSING',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'The audit table is made from these facts: whose history a row belongs to, and how long it is kept.',
  hint: 'State entityKey: the field that names the entity, and retentionMonths.',
  channel(channel, model, report) {
    const { key, kind } = channel.model;
    for (const fact of FACTS) {
      const at = model.fact(channel, fact);
      if (kind === 'snapshot' && at === undefined)
        report(channel.facts.place ?? channel.place, `${key} keeps snapshots, so it must have x-vyarna.${fact}.`);
    }
  },
};

const misplaced: Rule = {
  id: 'SNAPSHOT_FACTS_MISPLACED',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'These facts do nothing on any other kind of channel, where their author meant something by them.',
  hint: 'Remove them; a topic is kept as bindings.kafka.topicConfiguration says.',
  channel(channel, model, report) {
    const { key, kind } = channel.model;
    if (kind === null || kind === 'snapshot') return;
    const at = FACTS.map((fact) => model.fact(channel, fact)).find((place) => place !== undefined);
    if (at !== undefined) report(at, `${key} is of kind ${kind}, which keeps no snapshots.`);
  },
};

const entityKey: Rule = {
  id: 'SNAPSHOT_ENTITY_KEY',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'History is looked up by the entity key; a row without it is never found again.',
  hint: 'Name a field of the payload that is never null.',
  channel(channel, model, report) {
    const at = model.fact(channel, 'entityKey');
    const name = model.text(at);
    if (channel.model.kind !== 'snapshot' || at === undefined || name === undefined) return;
    for (const message of channel.messages) {
      const record = model.recordOf(message);
      const field = record?.fields.find((one) => one.name === name);
      if (record === undefined || (field !== undefined && field.type.kind !== 'union')) continue;
      const what = field === undefined ? 'does not have' : 'may leave out';
      report(at, `The entityKey of ${channel.model.key} is ${name}, which ${record.name} ${what}.`);
    }
  },
};

export const snapshotRules: readonly Rule[] = [missing, misplaced, entityKey];
