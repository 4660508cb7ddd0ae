import { type Contracts, type OperationModel, topicsOfChannel } from '@vyarna/contract';

/** The flow manager's part in the contracts. */
export interface OwnOperations {
  /** Each receives the trigger of one flow. */
  readonly triggers: readonly { readonly operation: OperationModel; readonly flow: string }[];
  /** Receives the replies to calls. */
  readonly replies: OperationModel;
  /** The topic that calls ask to be answered on. */
  readonly replyTopic: string;
  /** Every topic that somebody may ask to be answered on. */
  readonly replyTopics: ReadonlySet<string>;
  /** Receives questions about requests. */
  readonly question: OperationModel;
}

export const ownOperations = (contracts: Contracts, app: string): OwnOperations => {
  const { operations, flows } = contracts.bundle;
  const received = Object.values(operations).filter((operation) => operation.app === app && operation.action === 'receive');
  const ofKind = (kind: string): readonly OperationModel[] => received.filter(({ channel }) => contracts.channel(channel).kind === kind);
  const only = (kind: string): OperationModel => {
    const [operation, ...others] = ofKind(kind);
    if (operation === undefined || others.length > 0)
      throw new Error(`The contracts of ${app} must have exactly one receive operation on a ${kind} channel.`);
    return operation;
  };
  const replies = only('reply');
  const [replyTopic] = topicsOfChannel(contracts.channel(replies.channel));
  if (replyTopic === undefined) throw new Error(`The reply channel ${replies.channel} of ${app} must have an address.`);
  const triggers = ofKind('trigger').flatMap((operation) => {
    const flow = Object.values(flows).find(({ channel }) => channel === operation.channel);
    return flow === undefined ? [] : [{ operation, flow: flow.name }];
  });
  const replyTopics = new Set(
    Object.values(contracts.bundle.channels).flatMap((channel) => (channel.kind === 'reply' ? topicsOfChannel(channel) : [])),
  );
  return { triggers, replies, replyTopic, replyTopics, question: only('request') };
};
