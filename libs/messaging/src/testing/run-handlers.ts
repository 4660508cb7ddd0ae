import { type Contracts, createContracts, Refusal, readBundle } from '@vyarna/contract';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { type Database, migrate, openDatabase } from '@vyarna/process';
import { v7 as uuidV7 } from 'uuid';
import type { Envelope, MessageContext } from '../envelope.ts';
import { receiveOperations } from '../messaging.ts';
import type { AnyHandler } from '../run-handler.ts';
import { resultMessage } from '../sent-messages.ts';
import type { Service, ServiceOptions } from '../service.ts';

interface Answered {
  /** Absent where the operation answers nothing. */
  readonly reply?: { readonly [field: string]: unknown };
  /** The messages sent, by operation. */
  readonly sent: readonly { readonly operation: string; readonly payload: unknown }[];
  /** The code it was refused with. */
  readonly refused?: string;
}

export interface HandlerRuns<DB> {
  readonly database: Database<DB>;
  readonly lines: readonly { readonly level: string; readonly message: string }[];
  /** Runs an operation's handler in a transaction, as messaging does. Throws where payload, reply or a message sent breaks its contract. */
  run(operation: string, payload: object, context: MessageContext, traceId?: string): Promise<Answered>;
  close(): Promise<void>;
}

/** A service's handlers on a database of their own, without the bus: for a service's tests. Throws where an operation has no handler. */
export const startHandlers = async <DB>({ app, schema, bundle, migrations, register }: ServiceOptions<DB>): Promise<HandlerRuns<DB>> => {
  const lines: { level: string; message: string }[] = [];
  const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(JSON.parse(line)) } });
  const contracts = createContracts(readBundle(bundle));
  const server = await testDatabase();
  await migrate({ url: server.url, schema, migrations, logger });
  const database = openDatabase<DB>({ url: server.url, schema, logger });

  const handlers = new Map<string, AnyHandler<DB>>();
  const take = ({ operation }: { readonly operation: string }, handler: AnyHandler<DB>): void => void handlers.set(operation, handler);
  register({ messaging: { handle: take, on: take }, contracts, database, program: {} } as unknown as Service<DB>);
  const missing = receiveOperations(contracts, app).filter((operation) => !handlers.has(operation));
  if (missing.length > 0) throw new Error(`${app} has no handler for ${missing.join(', ')}`);
  lines.length = 0;

  return {
    database,
    lines,
    run: async (operation, payload, context, traceId = `${operation}-${uuidV7()}`) => {
      const handler = handlers.get(operation);
      const [type] = contracts.operation(operation).messages;
      if (handler === undefined || type === undefined) throw new Error(`there is no handler for ${operation}`);
      const given = structuredClone(payload);
      refuseUnfit(contracts, type, given, true);
      const envelope = envelopeOf(type, given, context, traceId);
      const { kind, mutating } = contracts.channelOfOperation(operation);
      const transaction = database.kysely.transaction().setAccessMode(kind === 'request' && !mutating ? 'read only' : 'read write');
      try {
        const signal = new AbortController().signal;
        const { reply, messages = [] } = (await transaction.execute((db) => handler(envelope, { db, logger, signal }))) ?? {};
        const result = resultMessage(contracts, contracts.operation(operation));
        if (result !== undefined) refuseUnfit(contracts, result, reply);
        for (const sent of messages) refuseUnfit(contracts, sent.message, sent.payload);
        return {
          ...(reply === undefined ? {} : { reply: reply as NonNullable<Answered['reply']> }),
          sent: messages.map((sent) => ({ operation: sent.operation, payload: sent.payload })),
        };
      } catch (error) {
        if (error instanceof Refusal) return { refused: error.code, sent: [] };
        throw error;
      }
    },
    close: async () => {
      await database.close();
      await server.close();
    },
  };
};

const refuseUnfit = (contracts: Contracts, message: string, payload: unknown, defaults = false): void => {
  const violations = contracts.validate(contracts.payloadOf(message), payload, { defaults });
  if (violations.length > 0) throw new Error(`the payload of ${message} does not fit: ${JSON.stringify(violations)}`);
};

const envelopeOf = <Payload>(type: string, payload: Payload, context: MessageContext, traceId: string): Envelope<Payload> => ({
  id: uuidV7(),
  type,
  source: '/apps/test',
  occurredAt: new Date().toISOString(),
  traceId,
  correlationId: traceId,
  context,
  payload,
});
