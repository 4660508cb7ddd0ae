export { businessUnitOf } from './business-unit-of.ts';
export { connectBus, connectDatabase, readContracts } from './connect.ts';
export { type Consumer, type ConsumerOptions, createConsumer } from './consumer.ts';
export type { Envelope, MessageContext } from './envelope.ts';
export type { EventHandler, Handled, Handler, HandlerContext } from './handler.ts';
export { claimMessage } from './inbox.ts';
export { isInfrastructureLoss } from './infrastructure-loss.ts';
export { type Inspected, inspectRecord } from './inspect.ts';
export { createMessaging, type Messaging, type MessagingOptions, prepareSerde } from './messaging.ts';
export { messagingMigrations, replySlotMigrations } from './migrations.ts';
export { appendToOutbox, type OutboxRow, outboxRow } from './outbox.ts';
export {
  type Answer,
  causedBy,
  type Draft,
  type ErrorAnswer,
  errorReplyRecord,
  type Made,
  outgoingRecord,
  replyRecord,
  type Sender,
} from './outgoing-record.ts';
export { readHead } from './receive.ts';
export { type RegistryAccess, registryAuthorizationOf, registryOf } from './registry-of.ts';
export { Rejection, type RejectionCode } from './rejection.ts';
export { type Relay, type RelayOptions, startRelay } from './relay.ts';
export {
  createRequester,
  type ReplyOutcome,
  type Request,
  type Requester,
  type RequesterOptions,
  type RequestOptions,
  type SentRequest,
  type TypedOutcome,
} from './requester.ts';
export { RegistryUnavailable } from './schema-source.ts';
export { deadLetterMessage } from './sent-messages.ts';
export { createSerde, type Decoded, PayloadInvalid, SchemaMissing, type Serde, type SerdeOptions } from './serde.ts';
export { type Service, type ServiceOptions, startService } from './service.ts';
export type { HandledAs, Received, Source } from './source.ts';
