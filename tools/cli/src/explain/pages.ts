import type { DeadLettersExplained } from './dead-letters.ts';
import type { MessageExplained, OperationExplained, TypeExplained } from './others.ts';
import { answerText, factLines, messageLines, section } from './page.ts';
import type { TopicTree } from './topic.ts';
import { deadLetterPage, topicPage } from './topic-page.ts';
import { typeLines } from './type-text.ts';

export type Explained = TopicTree | DeadLettersExplained | TypeExplained | OperationExplained | MessageExplained;

/** What was found, as lines for people. */
export const pageOf = (explained: Explained): readonly string[] => {
  switch (explained.explains) {
    case 'topic':
      return topicPage(explained);
    case 'dead letters':
      return deadLetterPage(explained);
    case 'type':
      return typePage(explained);
    case 'operation':
      return operationPage(explained);
    case 'message':
      return messagePage(explained);
  }
};

const typePage = ({ type, messages, usedBy, readBy }: TypeExplained): readonly string[] => [
  ...typeLines(type),
  ...section(
    'Travels as',
    messages.map(({ name, channels }) => (channels.length === 0 ? name : `${name} on ${channels.join(', ')}`)),
  ),
  ...section('Used by', usedBy),
  ...section(
    'Read by flows',
    readBy.map(({ flow, at, expression, fields }) => `${flow}: ${fields.length === 0 ? 'the whole' : fields.join(', ')} in ${expression} (${at})`),
  ),
];

const operationPage = ({ reply, calledBy, ...operation }: OperationExplained): readonly string[] => [
  `${operation.operation}: ${operation.app} ${operation.action}s on ${operation.topic ?? operation.channel}`,
  '',
  ...factLines([
    ['stated', operation.from],
    ['channel', operation.channel],
    ['group', operation.group],
    ['dead letters', operation.deadLetterTopic],
    ['called by', calledBy.map((flow) => `the flow ${flow}`).join(', ')],
    ['answers on', reply?.channel],
  ]),
  ...section('Answers with', (reply?.messages ?? []).map(answerText)),
  ...messageLines(operation.messages),
];

const messagePage = ({ app, channels, message }: MessageExplained): readonly string[] => [
  message.name,
  '',
  ...factLines([
    ['owner', app],
    ['on', channels.join(', ')],
  ]),
  ...messageLines([message]),
];
