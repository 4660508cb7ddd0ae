export type {
  Base64,
  CalendarDate,
  Decimal,
  Duration,
  LocalTimestamp,
  Long,
  TimeOfDay,
  Timestamp,
  Uuid,
} from './branded.ts';
export {
  base64,
  bigintOf,
  bytesOf,
  calendarDate,
  dateOf,
  decimal,
  duration,
  localTimestamp,
  long,
  timeOfDay,
  timestamp,
  uuid,
} from './branded.ts';
export type {
  AppModel,
  AvroJson,
  Bundle,
  ChannelKind,
  ChannelModel,
  ErrorModel,
  FlowModel,
  JsonSchema,
  JsonTypeModel,
  Lifecycle,
  MessageModel,
  OperationModel,
  ParameterModel,
  RetryPolicy,
  RouteModel,
  TypeModel,
} from './bundle.ts';
export { canonical, canonicalJson } from './canonical-json.ts';
export { Contracts, createContracts } from './contracts.ts';
export type { OneOf } from './one-of.ts';
export { type PageEnd, readCursor, writeCursor } from './page-cursor.ts';
export { BUNDLE_FORMAT, BundleError, type BundleErrorCode, parseBundle, readBundle } from './read-bundle.ts';
export { Refusal } from './refusal.ts';
export { bundleText, hashOfBundle, sealBundle } from './seal-bundle.ts';
export { deadLetterTopic, type TopicPlan, topicsOfChannel } from './topics.ts';
export { type CheckOptions, createValueChecks, type ValueCheck } from './value-check.ts';
export type { Violation } from './violations.ts';
