import { type Contracts, type OperationModel, topicsOfChannel } from '@vyarna/contract';

/** The types that messaging itself sends. Their schemas come from the bundle: libs never import generated code. */
export const DEAD_LETTER_TYPE = 'vyarna.types.DeadLetter';
const ERROR_REPLY_TYPE = 'vyarna.types.ErrorReply';

export interface SentMessage {
  readonly message: string;
  /** Where it goes; a message of RecordNameStrategy has the same schema wherever it goes. */
  readonly topic: string;
}

/** All that an application may send on the bus: by its send operations, as replies of its receive operations, and its dead letters. */
export const sentMessages = (contracts: Contracts, app: string): readonly SentMessage[] => {
  const sent: SentMessage[] = [];
  for (const operation of Object.values(contracts.bundle.operations)) {
    if (operation.app !== app) continue;
    const channel = contracts.channel(operation.channel);
    if (channel.server !== 'kafka') continue;
    if (operation.action === 'send') {
      for (const topic of topicsOfChannel(channel)) sent.push(...operation.messages.map((message) => ({ message, topic })));
    } else {
      sent.push({ message: deadLetterMessage(contracts), topic: 'any.dlq' });
      sent.push(...(operation.reply?.messages ?? []).map((message) => ({ message, topic: 'any.replies' })));
      if (operation.reply !== null) sent.push({ message: errorReplyMessage(contracts), topic: 'any.replies' });
    }
  }
  return sent;
};

export const deadLetterMessage = (contracts: Contracts): string => messageOfType(contracts, DEAD_LETTER_TYPE);

export const errorReplyMessage = (contracts: Contracts): string => messageOfType(contracts, ERROR_REPLY_TYPE);

/** The one message of a reply that is no error. */
export const resultMessage = (contracts: Contracts, operation: OperationModel): string | undefined =>
  operation.reply?.messages.find((name) => contracts.message(name).payload !== ERROR_REPLY_TYPE);

const messageOfType = (contracts: Contracts, type: string): string => {
  const found = Object.values(contracts.bundle.messages).find(({ payload }) => payload === type);
  if (found === undefined) throw new Error(`The contracts have no message of the type ${type}.`);
  return found.name;
};
