export { createTransport, type TransportOptions } from './create-transport.ts';
export {
  type Headers,
  type IncomingRecord,
  MAX_RECORD_BYTES,
  type OutgoingRecord,
  type ReadOptions,
  type SubscribeOptions,
  type Subscription,
  type TopicReader,
  type TopicSpec,
  type Transport,
  TransportError,
  type TransportErrorCode,
} from './port.ts';
export { checkSize } from './record-size.ts';
