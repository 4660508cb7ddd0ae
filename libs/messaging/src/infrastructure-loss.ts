import { RegistryUnavailable } from './schema-source.ts';
import { TransportError } from './transport/port.ts';

/**
 * Whether an error says that something the program needs is away, and so nothing about the message: it is then delivered again,
 * uncounted, until the database, the bus or the registry is back.
 */
export const isInfrastructureLoss = (thrown: unknown): boolean => {
  if (thrown instanceof RegistryUnavailable) return true;
  if (thrown instanceof TransportError) return thrown.code === 'BUS_UNAVAILABLE';
  if (thrown instanceof AggregateError) return thrown.errors.some(isInfrastructureLoss);
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  if (SOCKET_CODES.has(code) || LOST_STATES.some((state) => code.startsWith(state))) return true;
  if (LOST_CONNECTION.test(thrown.message)) return true;
  return thrown.cause !== undefined && isInfrastructureLoss(thrown.cause);
};

const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** PostgreSQL: connection exceptions, out of resources, shutting down or starting, out of space, a server turned read-only, a halt within a transaction, a statement cut off. */
const LOST_STATES = ['08', '53', '57P', '58', '25006', '25P03', '57014'];

/** pg has no codes for these. */
const LOST_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|driver has already been destroyed|Cannot use a pool after calling end)/;
