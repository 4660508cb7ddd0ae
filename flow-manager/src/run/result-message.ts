import type { Contracts, OperationModel } from '@vyarna/contract';

/** What every operation answers with when it did not do what was asked. */
const ERROR_REPLY = 'vyarna.types.ErrorReply';

export const isErrorReply = (contracts: Contracts, message: string): boolean => contracts.message(message).payload === ERROR_REPLY;

/** The one message of an operation's reply that is no error. */
export const resultMessage = (contracts: Contracts, operation: OperationModel): string => {
  const message = operation.reply?.messages.find((name) => !isErrorReply(contracts, name));
  if (message === undefined) throw new Error(`The operation ${operation.id} has no message to answer with.`);
  return message;
};
