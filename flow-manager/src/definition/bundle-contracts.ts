import { readSchema, type Schema } from '@vyarna/avro';
import type { Contracts } from '@vyarna/contract';
import type { FlowContracts } from '@vyarna/contract/flow';
import { isErrorReply } from '../run/result-message.ts';

/** The contracts of a bundle as flows see them; a type is read when a flow comes to it. */
export const bundleContracts = (contracts: Contracts): FlowContracts => {
  const { operations, channels, messages, types, errors } = contracts.bundle;
  const schemas = new Map<string, Schema>();
  const schemaOf = (name: string): Schema | undefined => {
    if (!Object.hasOwn(types, name)) return undefined;
    const schema = schemas.get(name) ?? readSchema(contracts.schemaOf(name));
    schemas.set(name, schema);
    return schema;
  };
  const payloadOf = (message: string | undefined): string | null => (message === undefined ? null : (messages[message]?.payload ?? null));
  return {
    operationIds: Object.keys(operations),
    operation: (id) => {
      const operation = Object.hasOwn(operations, id) ? operations[id] : undefined;
      return (
        operation && {
          callable: operation.action === 'receive' && operation.reply !== null && channels[operation.channel]?.kind === 'request',
          request: payloadOf(operation.messages[0]),
          result: payloadOf(operation.reply?.messages.find((name) => !isErrorReply(contracts, name))),
        }
      );
    },
    payloadType: (name) => schemaOf(name)?.root,
    definition: (name) => {
      const type = schemaOf(name)?.types.get(name);
      return type && { type, file: types[name]?.file ?? '' };
    },
    errors,
  };
};
