import type { AvroType, NamedDefinition, NamedType } from '@vyarna/avro';
import type { ErrorModel } from '@vyarna/contract';
import type { FlowContracts } from '@vyarna/contract/flow';
import type { Messages } from './load-messages.ts';
import type { LoadedOperation } from './load-operations.ts';

export interface FlowSurroundings {
  readonly messages: Messages;
  readonly operations: readonly LoadedOperation[];
  readonly definitions: readonly NamedDefinition[];
  /** The name of the message that says why a request was not carried out. */
  readonly errorReply: string | undefined;
  readonly errors: { readonly [code: string]: ErrorModel };
  /** The codes that the catalogue names, those that could not be read included. */
  readonly errorCodes: readonly string[];
}

/** The contracts as flows see them. */
export const flowContracts = ({ messages, operations, definitions, errorReply, errors, errorCodes }: FlowSurroundings): FlowContracts => {
  const byId = new Map(operations.map((operation) => [operation.model.id, operation]));
  const byName = new Map(definitions.map((definition) => [definition.type.name, definition]));
  const payloads = new Map<string, AvroType>();
  for (const { payload } of messages.all) if (payload?.format === 'avro') payloads.set(payload.name, payload.root);
  const payloadOf = (message: string | undefined): string | null => (message === undefined ? null : (messages.named(message)?.model.payload ?? null));
  return {
    operationIds: byId.keys().toArray(),
    operation: (id) => {
      const operation = byId.get(id);
      return (
        operation && {
          callable: isCallable(operation),
          request: payloadOf(operation.model.messages[0]),
          result: payloadOf(operation.model.reply?.messages.find((name) => name !== errorReply)),
        }
      );
    },
    payloadType: (name) => payloads.get(name) ?? referenceTo(byName.get(name)),
    definition: (name) => byName.get(name),
    errors: { ...Object.fromEntries(errorCodes.map((code) => [code, { status: null }])), ...errors },
  };
};

/** Whether an operation receives requests and answers them. */
export const isCallable = ({ model, channel, reply }: LoadedOperation): boolean =>
  model.action === 'receive' && reply !== null && channel.model.kind === 'request';

const references = new WeakMap<NamedType, AvroType>();

/** The same one for as long as the type is the same. */
const referenceTo = (definition: NamedDefinition | undefined): AvroType | undefined => {
  if (definition === undefined) return undefined;
  const { type } = definition;
  const reference = references.get(type) ?? { kind: 'reference', name: type.name, constraints: {}, attributes: {}, position: type.position };
  references.set(type, reference);
  return reference;
};
