import { fileURLToPath } from 'node:url';
import { createContracts, Refusal, readBundle } from '@vyarna/contract';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import type { Envelope, Handler, MessageContext } from '@vyarna/messaging';
import { type Database, migrate, openDatabase } from '@vyarna/process';
import { v7 as uuidV7 } from 'uuid';
import { type OperatorDatabase, operatorMigrations } from '../database.ts';
import { registerHandlers } from '../register-handlers.ts';
import type { OperatorService } from '../service.ts';

interface Answered {
  readonly reply?: { readonly [field: string]: unknown };
  /** The messages sent, by operation. */
  readonly sent: readonly { readonly operation: string; readonly payload: unknown }[];
  /** The code it was refused with. */
  readonly refused?: string;
}

export interface HandlerRuns {
  readonly database: Database<OperatorDatabase>;
  readonly lines: readonly { readonly level: string; readonly message: string }[];
  /** Runs an operation's handler in a transaction, as messaging does. */
  run(operation: string, payload: object, context: MessageContext, traceId?: string): Promise<Answered>;
  close(): Promise<void>;
}

/** The service's handlers on a real database, without the bus. */
export const startHandlers = async (): Promise<HandlerRuns> => {
  const lines: { level: string; message: string }[] = [];
  const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(JSON.parse(line)) } });
  const contracts = createContracts(readBundle(fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json'))));
  const server = await testDatabase();
  await migrate({ url: server.url, schema: 'operator', migrations: operatorMigrations, logger });
  const database = openDatabase<OperatorDatabase>({ url: server.url, schema: 'operator', logger });

  type AnyHandler = Handler<object, Answered['reply'], OperatorDatabase>;
  const handlers = new Map<string, AnyHandler>();
  const messaging = { handle: (descriptor: { operation: string }, handler: AnyHandler) => void handlers.set(descriptor.operation, handler) };
  registerHandlers({ messaging, contracts, database, program: {} } as unknown as OperatorService);
  lines.length = 0;

  return {
    database,
    lines,
    run: async (operation, payload, context, traceId = `${operation}-${uuidV7()}`) => {
      const handler = handlers.get(operation);
      const [type] = contracts.operation(operation).messages;
      if (handler === undefined || type === undefined) throw new Error(`there is no handler for ${operation}`);
      const given = structuredClone(payload);
      const violations = contracts.validate(contracts.message(type).payload, given, { defaults: true });
      if (violations.length > 0) throw new Error(`the payload does not fit: ${JSON.stringify(violations)}`);
      const message: Envelope<object> = {
        id: uuidV7(),
        type,
        source: '/apps/test',
        occurredAt: new Date().toISOString(),
        traceId,
        correlationId: traceId,
        context,
        payload: given,
      };
      try {
        const signal = new AbortController().signal;
        const { reply, messages } = await database.kysely.transaction().execute((db) => handler(message, { db, logger, signal }));
        const result = contracts.operation(operation).reply?.messages.find((name) => !name.includes('error')) ?? '';
        const unfit = contracts.validate(contracts.message(result).payload, reply);
        if (unfit.length > 0) throw new Error(`the reply does not fit: ${JSON.stringify(unfit)}`);
        return {
          ...(reply === undefined ? {} : { reply }),
          sent: (messages ?? []).map((sent) => ({ operation: sent.operation, payload: sent.payload })),
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
