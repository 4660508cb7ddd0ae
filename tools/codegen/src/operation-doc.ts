import type { ChannelKind } from '@vyarna/contract';
import type { LoadedOperation } from '@vyarna/loader';
import { docComment } from './doc-comment.ts';

/** What a reader of a generated file wants to know of an operation: what it is for, where its messages travel and who takes them. */
export const operationDoc = (operation: LoadedOperation): string => {
  const { summary, channel } = operation;
  const retired =
    channel.model.lifecycle === 'deprecated' || channel.model.lifecycle === 'retired'
      ? [`@deprecated The channel is ${channel.model.lifecycle}.`]
      : [];
  return docComment([...(summary === '' ? [] : [summary.trim(), '']), factsOf(operation), ...retired]);
};

const factsOf = ({ model, channel }: LoadedOperation): string => {
  const { kind, address, orderingKey, retentionMonths } = channel.model;
  const where = address === null ? 'an address that the request names' : `\`${address}\``;
  if (kind === 'snapshot') return `A snapshot in ${where}${retentionMonths === undefined ? '' : `, kept for ${retentionMonths} months`}.`;
  const ordered =
    kind === 'reply' || kind === 'dead-letter' || kind === 'queue' || (kind === null && orderingKey === null)
      ? ''
      : `, keyed by ${orderingKey === null ? 'the traceId' : `\`${orderingKey}\``}`;
  const group = model.group === null ? '' : `, taken by the group \`${model.group}\``;
  const answers = model.reply === null ? '' : `; answered with ${listed(model.reply.messages)}`;
  return `${kind === null ? 'A message' : NOUNS[kind]} ${kind === 'queue' ? 'in' : 'on'} ${where}${ordered}${group}${answers}.`;
};

const NOUNS: Readonly<Record<ChannelKind, string>> = {
  request: 'A request',
  reply: 'A reply',
  trigger: 'A trigger',
  event: 'An event',
  state: 'A state',
  snapshot: 'A snapshot',
  'dead-letter': 'A dead letter',
  queue: 'A message',
};

const listed = (messages: readonly string[]): string => messages.map((message) => `\`${message}\``).join(' or ') || 'nothing';
