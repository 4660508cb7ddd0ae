import { BundleError, type Contracts, createContracts, readBundle } from '@vyarna/contract';
import { createLogger, type Logger } from '@vyarna/logger';
import { createTransport, type Transport } from '@vyarna/messaging/transport';
import { type Terminal, UsageError } from '../command.ts';
import type { BusAddress } from './bus-address.ts';

/** The contract set of an address. Throws `UsageError` where there is none. */
export const contractsOf = ({ bundle }: BusAddress): Contracts => {
  try {
    return createContracts(readBundle(bundle));
  } catch (error) {
    throw error instanceof BundleError ? new UsageError(`${error.message} ${error.hint}`) : error;
  }
};

/** What a command's warnings look like to a person: their text. */
export const terminalLogger = (terminal: Terminal): Logger =>
  createLogger({ service: 'vyarna', level: 'warn', destination: { write: (line) => terminal.error(`vyarna: ${textOf(line)}`) } });

const textOf = (line: string): string => {
  const { message, error, missing } = JSON.parse(line) as { message?: string; error?: { message?: string }; missing?: readonly string[] };
  return [message, ...(missing ?? []), error?.message].filter((part) => part !== undefined).join(': ');
};

/** Rejects, with the next step, when the bus is away. */
export const openBus = async (address: BusAddress, clientId: string, logger: Logger): Promise<Transport> => {
  const { bus, busDatabaseUrl, kafkaBrokers } = address;
  try {
    return await createTransport({ bus, busDatabaseUrl, kafkaBrokers, clientId, logger });
  } catch (error) {
    const where = bus === 'kafka' ? `Kafka at ${kafkaBrokers}` : 'The embedded bus';
    throw new Error(
      `${where} does not answer: ${error instanceof Error ? error.message : String(error)}. Start it (make up), or correct its address.`,
      {
        cause: error,
      },
    );
  }
};
