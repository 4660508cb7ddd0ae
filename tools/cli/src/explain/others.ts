import { referencesIn } from '@vyarna/avro';
import type { Contracts, OperationModel } from '@vyarna/contract';
import { readersOf } from '@vyarna/contract/flow';
import type { ContractSet } from '@vyarna/loader';
import { type MessageTree, messageTree, type Party, partyOf } from './topic.ts';
import { type TypeTree, typeTree } from './type-tree.ts';

/** A type and where it travels. */
export interface TypeExplained {
  readonly explains: 'type';
  readonly type: TypeTree;
  readonly messages: readonly { readonly name: string; readonly channels: readonly string[] }[];
  /** Full names of the types that use it. */
  readonly usedBy: readonly string[];
  /** The expressions of flows that read it; without a field they take it as a whole, or something that holds it. */
  readonly readBy: readonly { readonly flow: string; readonly at: string; readonly expression: string; readonly fields: readonly string[] }[];
}

export const explainType = (set: ContractSet, contracts: Contracts, fullName: string): TypeExplained => {
  const { messages } = contracts.bundle;
  return {
    explains: 'type',
    type: typeTree(contracts, fullName),
    messages: Object.values(messages).flatMap(({ name, payload }) => (payload === fullName ? [{ name, channels: channelsOf(contracts, name) }] : [])),
    usedBy: set.definitions.flatMap(({ type }) => (referencesIn(type).some(({ name }) => name === fullName) ? [type.name] : [])),
    readBy: readersIn(set, fullName),
  };
};

const readersIn = ({ flows, definitions }: ContractSet, fullName: string): TypeExplained['readBy'] => {
  const byName = new Map(definitions.map((definition) => [definition.type.name, definition]));
  const named = flows.map(({ model, expressions }) => ({ name: model.name, expressions }));
  return readersOf(named, fullName, null, (name) => byName.get(name)).map(({ flow, expression: { file, line, column, text }, reads }) => ({
    flow,
    at: `${file}:${line}:${column}`,
    expression: text,
    fields: [...new Set(reads.flatMap(({ field }) => field ?? []))],
  }));
};

/** What an application does on a topic. */
export interface OperationExplained extends Party {
  readonly explains: 'operation';
  readonly action: OperationModel['action'];
  readonly channel: string;
  readonly topic: string | null;
  readonly messages: readonly MessageTree[];
  readonly reply: { readonly channel: string; readonly messages: readonly MessageTree[] } | null;
  /** Names of the flows that call it. */
  readonly calledBy: readonly string[];
}

export const explainOperation = (set: ContractSet, contracts: Contracts, id: string): OperationExplained => {
  const operation = contracts.operation(id);
  const channel = contracts.channel(operation.channel);
  const { action, messages, reply } = operation;
  return {
    explains: 'operation',
    ...partyOf(set, operation, channel),
    action,
    channel: channel.key,
    topic: channel.address,
    messages: messages.map((name) => messageTree(contracts, name, channel)),
    reply: reply === null ? null : { channel: reply.channel, messages: reply.messages.map((name) => messageTree(contracts, name)) },
    calledBy: Object.values(contracts.bundle.flows).flatMap(({ name, calls }) => (calls.includes(id) ? [name] : [])),
  };
};

/** A message and where it travels. */
export interface MessageExplained {
  readonly explains: 'message';
  readonly app: string;
  readonly message: MessageTree;
  readonly channels: readonly string[];
}

export const explainMessage = (contracts: Contracts, name: string): MessageExplained => ({
  explains: 'message',
  app: contracts.message(name).app,
  message: messageTree(contracts, name),
  channels: channelsOf(contracts, name),
});

const channelsOf = ({ bundle }: Contracts, message: string): readonly string[] =>
  Object.values(bundle.channels).flatMap(({ key, messages }) => (messages.includes(message) ? [key] : []));
