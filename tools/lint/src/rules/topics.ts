import { isOnKafka, KIND_POLICIES } from '../kinds.ts';
import type { Rule } from '../rule.ts';

const HARD = 'They are hard to change later: state them in bindings.kafka.';

const partitions: Rule = {
  id: 'PARTITIONS_MISSING',
  level: 'BASIC',
  theme: 'TOPICS',
  severity: 'error',
  why: 'The number of partitions limits how many can work on a topic, and changing it later breaks the order of every key.',
  hint: HARD,
  channel(channel, model, report) {
    if (!isOnKafka(channel.model) || channel.model.address === null || model.kafka(channel, 'partitions') !== undefined) return;
    report(model.kafka(channel) ?? channel.place, `The topic of ${channel.model.key} must state its partitions.`);
  },
};

const replicas: Rule = {
  id: 'REPLICAS_MISSING',
  level: 'BASIC',
  theme: 'TOPICS',
  severity: 'error',
  why: 'With the default of a broker, mostly one replica, a topic is gone with its disk.',
  hint: HARD,
  channel(channel, model, report) {
    if (!isOnKafka(channel.model) || channel.model.address === null || model.kafka(channel, 'replicas') !== undefined) return;
    report(model.kafka(channel) ?? channel.place, `The topic of ${channel.model.key} must state its replicas.`);
  },
};

const retention: Rule = {
  id: 'RETENTION_MISSING',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'How long events can be read again is a promise to their readers; the default of a broker is none.',
  hint: 'State bindings.kafka.topicConfiguration: { retention.ms: ... }.',
  channel(channel, model, report) {
    const { kind, address, key } = channel.model;
    if (kind !== 'event' || !isOnKafka(channel.model) || address === null) return;
    if (model.kafka(channel, 'topicConfiguration', 'retention.ms') !== undefined) return;
    report(model.kafka(channel) ?? channel.place, `${key} must state how long its events are kept.`);
  },
};

const cleanup: Rule = {
  id: 'CLEANUP_POLICY',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Deleting states loses those that never change again; compacting events or requests loses all but the last of each key.',
  hint: 'Leave cleanup.policy out: it follows from the kind.',
  channel(channel, model, report) {
    const { kind, key } = channel.model;
    const wanted = kind === null ? null : KIND_POLICIES[kind].cleanup;
    const at = model.kafka(channel, 'topicConfiguration', 'cleanup.policy');
    if (wanted === null || at === undefined) return;
    const stated = [model.sources.value(at)].flat().flatMap((policy) => String(policy).split(','));
    if (stated.length === 1 && stated[0] === wanted) return;
    report(at, `${key} is of kind ${kind}, so its cleanup.policy must be ${wanted}, not ${stated.join(' and ')}.`);
  },
};

export const topicRules: readonly Rule[] = [partitions, replicas, retention, cleanup];
