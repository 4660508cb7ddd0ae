import { type ContractSet, camelCase, type LoadedOperation } from '@vyarna/loader';
import { constantName } from './identifiers.ts';

/** What a service or a client writes code for, as a call of the runtime. */
export type Description = {
  /** The folder of an application's generated code that it lies in. */
  readonly room: 'requests' | 'clients' | 'consumers' | 'producers' | 'snapshots';
  /** What the file is named after. */
  readonly name: string;
  /** The constant exported. */
  readonly constant: string;
  /** Arguments of the runtime's function. */
  readonly values: readonly string[];
} & (
  | { readonly call: 'request' | 'client'; readonly requests: readonly MessageType[]; readonly replies: readonly MessageType[] }
  | { readonly call: 'consumer' | 'producer' | 'stateProducer' | 'producers' | 'snapshot'; readonly messages: readonly MessageType[] }
);

/** A message and the name of its payload's type; null where the contract says nothing of it. */
export interface MessageType {
  readonly name: string;
  readonly payload: string | null;
}

/**
 * Undefined where there is nothing to write: what arrives on a topic whose messages follow from flows and routes is taken by the flow manager
 * and the gateway, from data.
 */
export const describeOperation = ({ bundle, errorReply, derived }: ContractSet, operation: LoadedOperation): Description | undefined => {
  // The id may have the folder before it, which the file has already.
  const { reply, channel, key: operationName } = operation;
  const { id, action, messages: names } = operation.model;
  const { kind, address, key } = channel.model;
  const typesOf = (messages: readonly string[]): readonly MessageType[] =>
    messages.flatMap((name) => {
      const message = bundle.messages[name];
      return message === undefined ? [] : [{ name, payload: message.payload }];
    });
  const messages = typesOf(names);
  const common = { name: operationName, constant: constantName(operationName, 'operation'), values: [id] };
  if (reply !== null) {
    const replies = typesOf(reply.messages.map(({ model }) => model.name).filter((name) => name !== errorReply));
    return action === 'receive'
      ? { ...common, room: 'requests', call: 'request', requests: messages, replies }
      : { ...common, room: 'clients', call: 'client', requests: messages, replies };
  }
  if (action === 'receive') {
    if (derived.replies.has(key)) return undefined;
    return { ...common, room: 'consumers', call: 'consumer', messages };
  }
  if (kind === 'snapshot') {
    const entity = (address ?? id).replace(/^ztracking-/, '');
    return {
      room: 'snapshots',
      name: entity,
      constant: constantName(`${camelCase(entity)}Snapshot`, 'snapshot'),
      values: [id],
      call: 'snapshot',
      messages,
    };
  }
  const [message, ...more] = messages;
  if (message === undefined || more.length > 0) return { ...common, room: 'producers', call: 'producers', messages };
  const values = [id, message.name];
  return { ...common, values, room: 'producers', call: kind === 'state' ? 'stateProducer' : 'producer', messages };
};
