import type { ChannelModel, RouteModel } from '@vyarna/contract';
import type { DeadLettersExplained } from './dead-letters.ts';
import { durationText } from './duration-text.ts';
import { answerText, factLines, listed, messageLines, partyText, section } from './page.ts';
import type { TopicTree } from './topic.ts';

export const topicPage = (tree: TopicTree): readonly string[] => {
  const { channel, topic, compatibility, flows } = tree;
  return [
    `${topic ?? channel.address ?? channel.key}: ${listed([channel.kind ?? '', channel.lifecycle])}`,
    ...(channel.summary === '' ? [] : [channel.summary]),
    '',
    ...factLines([
      ['channel', `${channel.key} (${tree.place})`],
      ['owner', channel.app],
      ['address', channel.address ?? 'in the request'],
      ['server', channel.server],
      ['key', keyText(channel)],
      ['partitions', partitionsText(channel)],
      ['kept', channel.retentionMonths === undefined ? keptText(channel.topicConfiguration) : `${channel.retentionMonths} months`],
      ['version', `v${tree.version}`],
      ['compatible', `${compatibility.level}${compatibility.reason === undefined ? '' : ` (${compatibility.reason})`}`],
      ['permission', channel.permission],
      ['quota', channel.quota],
      ['timeout', channel.kind === 'request' || channel.kind === 'trigger' ? durationText(channel.timeoutMs) : ''],
      ['retries', tree.receivers.length > 0 ? `${channel.retry.attempts} attempts in all, from ${durationText(channel.retry.backoffMs)} apart` : ''],
      ['effects', channel.mutating ? `yes${channel.compensatedBy === null ? '' : `, undone by ${channel.compensatedBy}`}` : ''],
    ]),
    ...section('Sent by', tree.senders.map(partyText)),
    ...section('Received by', tree.receivers.map(partyText)),
    ...section('Answers of', tree.answering.map(partyText)),
    ...section('Answered with', tree.replies.map(answerText)),
    ...section('Over HTTP', tree.routes.map(routeText)),
    ...section(
      'Flows',
      flows.map(({ name, file, calls, output }) => `${name} (${file}): calls ${calls.join(', ')}; answers with ${output}`),
    ),
    ...messageLines(tree.messages),
  ];
};

export const deadLetterPage = ({ plan, group, of, senders, messages }: DeadLettersExplained): readonly string[] => [
  `${plan.name}: dead letters, what the group ${group} could not handle of ${of}`,
  '',
  ...factLines([
    ['key', 'that of the message it could not handle'],
    ['partitions', partitionsText(plan)],
    ['kept', keptText(plan.configuration)],
  ]),
  ...section('Sent by', senders.map(partyText)),
  ...messageLines(messages),
];

const keyText = ({ orderingKey, kind, entityKey }: ChannelModel): string => {
  if (orderingKey !== null) return `${orderingKey}, a field of the payload; messages of one ${orderingKey} stay in order`;
  if (kind === 'snapshot') return entityKey === undefined ? '' : `${entityKey}, the entity`;
  if (kind === null) return '';
  return kind === 'reply' ? 'of the request that is answered' : 'the traceId: no order between messages';
};

const partitionsText = ({ partitions, replicas }: Pick<ChannelModel, 'partitions' | 'replicas'>): string =>
  partitions > 0 ? `${partitions}, each on ${replicas} broker${replicas === 1 ? '' : 's'}` : '';

const keptText = (configuration: ChannelModel['topicConfiguration']): string => {
  const { 'cleanup.policy': policy, 'retention.ms': retention, ...others } = configuration;
  const kept = typeof retention !== 'number' ? '' : retention < 0 ? 'for ever' : durationText(retention);
  const compacted = String(policy ?? '').includes('compact') ? 'the last message of each key' : '';
  return listed([compacted, kept, ...Object.entries(others).map(([name, value]) => `${name}=${value}`)]);
};

const routeText = ({ method, path, success, response, mint, bodyFields, queryFields }: RouteModel): string =>
  listed(
    [
      `${method} ${path} answers ${success}${response === null ? '' : ` with ${response}`}`,
      queryFields.length === 0 ? '' : `query ${queryFields.join(', ')}`,
      bodyFields.length === 0 ? '' : `body ${bodyFields.join(', ')}`,
      mint === null ? '' : `the gateway makes ${mint}`,
    ],
    '; ',
  );
