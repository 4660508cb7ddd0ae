import type { ChannelKind } from '@vyarna/contract';
import type { LoadedOperation } from '@vyarna/loader';

/** What a reader of a generated file wants to know of an operation: what it is for, where its messages travel and who takes them. */
export const operationDoc = ({ model, summary, channel }: LoadedOperation): string => {
  const { kind, address, orderingKey, retentionMonths } = channel.model;
  const where = `\`${address}\``;
  const keyed = `keyed by ${orderingKey === null ? 'the traceId' : `\`${orderingKey}\``}`;
  const facts: Partial<Record<ChannelKind, string>> = {
    request: `A request on ${where}, ${keyed}, taken by the group \`${model.group}\`; answered with ${listed(model.reply?.messages ?? [])}.`,
    snapshot: `A snapshot in ${where}, kept for ${retentionMonths} months.`,
  };
  const other = `${kind === 'event' ? 'An event' : kind === null ? 'A message' : `A ${kind} message`} on ${where}, ${keyed}${model.group === null ? '' : `, taken by the group \`${model.group}\``}.`;
  const lines = [...(summary === '' ? [] : [...summary.trim().split('\n'), '']), (kind === null ? undefined : facts[kind]) ?? other];
  return `/**\n${lines.map((line) => ` * ${line.replaceAll('*/', '*\\/')}`.trimEnd()).join('\n')}\n */\n`;
};

const listed = (messages: readonly string[]): string => messages.map((message) => `\`${message}\``).join(' or ') || 'nothing';
