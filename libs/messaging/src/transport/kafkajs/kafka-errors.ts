import { TransportError } from '../port.ts';

/** What kafkajs throws: `type` is Kafka's own name of an error that a broker answered with. */
interface KafkaError {
  readonly name?: string;
  readonly type?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** The names of the brokers' errors in an error and its causes. */
export function kafkaErrorTypes(error: unknown): ReadonlySet<string> {
  const types = new Set<string>();
  const pending = [error];
  for (const one of pending) {
    if (typeof one !== 'object' || one === null || pending.length > 100) continue;
    const { type, cause, errors } = one as KafkaError;
    if (type !== undefined) types.add(type);
    pending.push(cause, ...(errors ?? []));
  }
  return types;
}

/** Kafka's answers to a member that is no longer, or not yet, part of the group as it stands. */
export function isLostMembership(error: unknown): boolean {
  const types = kafkaErrorTypes(error);
  return ['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID'].some((type) => types.has(type));
}

/** A broker that has just started, or been made a group's coordinator, answers so for a moment. */
export function isCoordinatorStarting(error: unknown): boolean {
  const types = kafkaErrorTypes(error);
  return ['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP'].some((type) => types.has(type));
}

export function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const reason = (error as KafkaError | undefined)?.message ?? String(error);
  const types = kafkaErrorTypes(error);
  if (types.has('UNKNOWN_TOPIC_OR_PARTITION') || types.has('INVALID_TOPIC_EXCEPTION')) {
    return new TransportError('UNKNOWN_TOPIC', `Kafka has no such topic: ${reason}`, { cause: error });
  }
  if (types.has('MESSAGE_TOO_LARGE') || types.has('RECORD_LIST_TOO_LARGE')) {
    return new TransportError('MESSAGE_TOO_LARGE', `Kafka takes no record of this size: ${reason}`, { cause: error });
  }
  return new TransportError('BUS_UNAVAILABLE', `Kafka is not available: ${reason}`, { cause: error });
}
