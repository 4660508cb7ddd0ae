import { expect, test } from 'vitest';
import type { Bundle, ChannelModel, OperationModel } from './bundle.ts';
import { planTopics } from './topics.ts';

const channel = (key: string, facts: Partial<ChannelModel>): ChannelModel => ({
  key,
  app: 'ez-a',
  summary: '',
  kind: 'request',
  lifecycle: 'active',
  address: key,
  server: 'kafka',
  messages: [],
  partitions: 12,
  replicas: 3,
  topicConfiguration: { 'cleanup.policy': 'delete' },
  orderingKey: null,
  permission: null,
  quota: null,
  timeoutMs: 30_000,
  mutating: false,
  compensatedBy: null,
  retry: { attempts: 3, backoffMs: 200 },
  ...facts,
});

const receive = (id: string, key: string): OperationModel => ({
  id,
  app: 'ez-a',
  action: 'receive',
  channel: key,
  group: 'ez-a',
  messages: [],
  reply: null,
});

test('topics are those of the Kafka channels, slots expanded, and the dead letters of each receiving group', () => {
  const bundle = {
    channels: {
      plain: channel('plain', {}),
      replies: channel('replies', { address: 'replies.{slot}', slots: 2, partitions: 1, kind: 'reply' }),
      inTheRequest: channel('inTheRequest', { address: null, kind: 'reply' }),
      audit: channel('audit', { server: 'postgresql', kind: 'snapshot' }),
    },
    operations: {
      takePlain: receive('takePlain', 'plain'),
      takeReplies: receive('takeReplies', 'replies'),
      takeAudit: receive('takeAudit', 'audit'),
    },
  } as unknown as Bundle;
  expect(planTopics(bundle).map(({ name, partitions, kind, channel: key }) => [name, partitions, kind, key])).toEqual([
    ['ez-a.plain.dlq', 1, 'dead-letter', 'plain'],
    ['ez-a.replies.0.dlq', 1, 'dead-letter', 'replies'],
    ['ez-a.replies.1.dlq', 1, 'dead-letter', 'replies'],
    ['plain', 12, 'request', 'plain'],
    ['replies.0', 1, 'reply', 'replies'],
    ['replies.1', 1, 'reply', 'replies'],
  ]);
});
