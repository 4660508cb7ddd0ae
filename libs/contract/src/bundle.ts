/**
 * The shape of `generated/bundle.json`: the whole contract set as data, which running programs read.
 * Every map is keyed by the contract's own name and sorted, so that a diff of the file reads as a diff of the contracts.
 */

/** A schema in Avro's own JSON form; named types other than the one being defined appear by full name only. */
export type AvroJson = string | readonly AvroJson[] | { readonly [attribute: string]: unknown };

export type JsonSchema = { readonly [keyword: string]: unknown };

export type ChannelKind = 'request' | 'reply' | 'trigger' | 'event' | 'state' | 'snapshot' | 'dead-letter' | 'queue';

export type Lifecycle = 'draft' | 'active' | 'deprecated' | 'retired';

export interface AppModel {
  /** `info.title`, such as `ez-operator`: source of its messages, consumer group and database role. Where documents share one, with the folder. */
  readonly title: string;
  /** The folder below `contracts/`, such as `operator`; with the file's name where a folder has several documents. Unique. */
  readonly folder: string;
  readonly description: string;
}

export interface TypeModel {
  /**
   * One record, enum or fixed with its full `name`, or a payload without a name of its own; every other named type is a reference by full
   * name.
   */
  readonly schema: AvroJson;
  /** The file that defines it, relative to the repository. */
  readonly file: string;
}

/** A payload described by JSON Schema instead of Avro. */
export interface JsonTypeModel {
  /** Self-contained. */
  readonly schema: JsonSchema;
  readonly file: string;
}

export interface MessageModel {
  /** The message's `name`, which is the type in its envelope; without one, its key in the document. */
  readonly name: string;
  readonly app: string;
  readonly summary: string;
  /** A key of `types` (mostly the full name of a record) or of `jsonTypes`; null where the contract says nothing of a payload. */
  readonly payload: string | null;
  readonly lookup: 'TopicNameStrategy' | 'RecordNameStrategy';
  /** Of headers other than the envelope's; absent without such. */
  readonly headers?: JsonSchema;
  /** The schema of the record's key, where the bindings state one; absent for a plain string. */
  readonly key?: JsonSchema;
  /** Where the message says what it belongs to, such as `$message.header#/correlationId`. */
  readonly correlationId?: string;
  /** As a channel's. */
  readonly bindings?: Bindings;
}

/** What the bindings of protocols other than Kafka say, by protocol. */
interface Bindings {
  readonly [protocol: string]: unknown;
}

export interface RetryPolicy {
  /** Deliveries to the handler in all, the first included. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubles for each further one. */
  readonly backoffMs: number;
}

export interface ParameterModel {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: string;
  /** Where a message has its value, such as `$message.payload#/userId`. */
  readonly location?: string;
}

export interface ChannelModel {
  /** `<folder>/<channel id>`, such as `operator/createOperatorEntity`. */
  readonly key: string;
  readonly app: string;
  readonly summary: string;
  /** Null where neither the channel nor the form of its address says it. */
  readonly kind: ChannelKind | null;
  readonly lifecycle: Lifecycle;
  /** The topic; null for a reply channel, whose address is in the request. May hold `{parameter}`s. */
  readonly address: string | null;
  /** How many addresses a channel with the parameter `slot` stands for; absent without one. */
  readonly slots?: number;
  /** What the other parameters of the address stand for, by name; absent without any. */
  readonly parameters?: { readonly [name: string]: ParameterModel };
  /** The protocol of its server, such as `kafka` (with or without TLS), `postgresql` or `amqp`; null where it has none, or several. */
  readonly server: string | null;
  /** Message names. */
  readonly messages: readonly string[];
  readonly partitions: number;
  readonly replicas: number;
  readonly topicConfiguration: { readonly [setting: string]: string | number };
  /** Absent without any. */
  readonly bindings?: Bindings;
  /** The payload field that orders and is the message key, such as `operatorId`; null where the kind has another key. */
  readonly orderingKey: string | null;
  readonly permission: string | null;
  readonly quota: string | null;
  /** Milliseconds the flow or the request may take in all; it becomes the envelope's deadline. */
  readonly timeoutMs: number;
  readonly mutating: boolean;
  readonly compensatedBy: string | null;
  readonly retry: RetryPolicy;
  /** Snapshot channels only. */
  readonly entityKey?: string;
  readonly retentionMonths?: number;
}

export interface OperationModel {
  /** Where applications use the same id, with the folder before it: `mail/sendReceipt`. */
  readonly id: string;
  readonly app: string;
  readonly action: 'send' | 'receive';
  /** A key of `channels`. */
  readonly channel: string;
  /** The consumer group; null on a send. */
  readonly group: string | null;
  readonly messages: readonly string[];
  /** What a receive answers with: the result message and the shared error. Null where nothing is answered. */
  readonly reply: { readonly channel: string; readonly messages: readonly string[] } | null;
  /** Set on operations that no document states: the flow or the routes they follow from. */
  readonly derivedFrom?: string;
  /** As a channel's. */
  readonly bindings?: Bindings;
}

export interface RouteModel {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A template such as `/v1/operators/{operatorId}`. */
  readonly path: string;
  /** A key of `channels`: the trigger or request that the route sends to. */
  readonly channel: string;
  /** `createOperator`: the operation of a request, or the flow's name in camel case; the traceId's prefix. */
  readonly action: string;
  /** The message sent. */
  readonly message: string;
  /** Full name of the record that a success answers with; null where the answer has no body. */
  readonly response: string | null;
  readonly success: number;
  readonly pathFields: readonly string[];
  readonly queryFields: readonly string[];
  readonly bodyFields: readonly string[];
  /** The field the gateway mints as a uuid v7, absent from the HTTP request; null where the caller gives every field. */
  readonly mint: string | null;
  /** Null where the channel names none: then nobody holds it. */
  readonly permission: string | null;
  readonly quota: string | null;
}

export interface FlowModel {
  /** `create-operator`: the flow's `document.name` and the flow type in its trigger's envelope. */
  readonly name: string;
  /** Where the definition lies, relative to the repository. */
  readonly file: string;
  /** The trigger: a key of `channels`. */
  readonly channel: string;
  readonly input: string;
  readonly output: string;
  /** Operation ids the flow calls, sorted. */
  readonly calls: readonly string[];
}

export interface ErrorModel {
  /** The HTTP status the gateway answers with. */
  readonly status: number;
  readonly title: string;
}

export interface Bundle {
  readonly format: 'vyarna-bundle/1';
  /** `sha256:<hex>` of everything else in this file, as canonical JSON. */
  readonly hash: string;
  readonly apps: { readonly [title: string]: AppModel };
  readonly channels: { readonly [key: string]: ChannelModel };
  /** The JSON Schema of the message headers. */
  readonly envelope: JsonSchema;
  readonly errors: { readonly [code: string]: ErrorModel };
  readonly flows: { readonly [name: string]: FlowModel };
  readonly messages: { readonly [name: string]: MessageModel };
  readonly operations: { readonly [id: string]: OperationModel };
  readonly routes: readonly RouteModel[];
  readonly types: { readonly [fullName: string]: TypeModel };
  /** Absent without any. */
  readonly jsonTypes?: { readonly [name: string]: JsonTypeModel };
}
