import { KIND_POLICIES } from '../kinds.ts';
import type { Rule } from '../rule.ts';

const named: Rule = {
  id: 'CHANNEL_SERVER',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'A channel without a server would be on all servers of its document.',
  hint: "Such as servers: [{ $ref: '#/servers/kafka' }].",
  channel({ model: { key }, place }, { sources }, report) {
    const servers = sources.items(sources.get(place, 'servers'));
    if (servers.length !== 1) report(place, `${key} must name the one server it is on.`);
  },
};

const ofKind: Rule = {
  id: 'SERVER_OF_KIND',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Snapshots are rows, queues are AMQP and all else is Kafka: elsewhere nothing we run would find the channel.',
  hint: 'Name a server of that protocol.',
  channel({ model: { key, kind, server }, place }, { sources }, report) {
    if (kind === null || server === null) return;
    const wanted = KIND_POLICIES[kind].server;
    const isRight = server === wanted || (wanted === 'amqp' && server === 'amqps');
    if (!isRight) report(sources.get(place, 'servers') ?? place, `${key} is of kind ${kind}, so it must be on ${wanted}, not ${server}.`);
  },
};

export const serverRules: readonly Rule[] = [named, ofKind];
