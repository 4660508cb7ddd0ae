import { jsonSchemaOf, selfContained } from '@vyarna/avro';
import type { AvroJson, Bundle, ChannelModel, JsonSchema, MessageModel, OperationModel } from './bundle.ts';
import { planTopics, type TopicPlan } from './topics.ts';
import { type CheckOptions, createValueChecks, type ValueCheck } from './value-check.ts';
import type { Violation } from './violations.ts';

/** A bundle with its questions answered: lookups by name that throw for unknown names, and checks of values, compiled on first use. */
export class Contracts {
  readonly bundle: Bundle;
  readonly #newCheck = createValueChecks();
  readonly #schemas = new Map<string, AvroJson>();
  readonly #jsonSchemas = new Map<string, JsonSchema>();
  readonly #checks = new Map<string, ValueCheck>();
  readonly #writerChecks = new Map<string, ValueCheck>();
  readonly #writerCheckOf = new WeakMap<object, ValueCheck>();

  constructor(bundle: Bundle) {
    this.bundle = bundle;
  }

  /** By key, such as `operator/createOperatorEntity`. */
  channel(key: string): ChannelModel {
    return known(this.bundle.channels[key], 'channel', key);
  }

  operation(id: string): OperationModel {
    return known(this.bundle.operations[id], 'operation', id);
  }

  /** By the type in its envelope, such as `operator.operator.create.v1`. */
  message(name: string): MessageModel {
    return known(this.bundle.messages[name], 'message', name);
  }

  /** The type of a message's payload; throws for a message whose contract says nothing of one. */
  payloadOf(message: string | MessageModel): string {
    const { name, payload } = typeof message === 'string' ? this.message(message) : message;
    if (payload === null) throw new Error(`The contract of ${name} says nothing of a payload.`);
    return payload;
  }

  channelOfOperation(id: string): ChannelModel {
    return this.channel(this.operation(id).channel);
  }

  /** The self-contained schema of a type, as the registry holds it. */
  schemaOf(typeFullName: string): AvroJson {
    return cached(this.#schemas, typeFullName, () => selfContained(this.#known(typeFullName), this.#lookup));
  }

  /** JSON Schema (draft 2020-12) of a type's values in memory. */
  jsonSchemaOf(typeFullName: string): JsonSchema {
    const stated = this.bundle.jsonTypes?.[typeFullName]?.schema;
    return stated ?? cached(this.#jsonSchemas, typeFullName, () => jsonSchemaOf(this.#known(typeFullName), this.#lookup));
  }

  /** What is wrong with a value of the type, constraints included; empty when it fits. */
  validate(typeFullName: string, value: unknown, options?: CheckOptions): readonly Violation[] {
    return cached(this.#checks, typeFullName, () => this.#newCheck(() => this.jsonSchemaOf(typeFullName)))(value, options);
  }

  /** As `validate`, against a self-contained schema from elsewhere: a writer's, from the registry. Compiled once for equal schemas. */
  validateWith(schema: AvroJson, value: unknown): readonly Violation[] {
    return this.#checkOfWriter(schema)(value);
  }

  /** The registry's subject of a message on a topic, by the message's own strategy. */
  subjectOf(message: string | MessageModel, topic: string): string {
    const model = typeof message === 'string' ? this.message(message) : message;
    return model.lookup === 'RecordNameStrategy' ? this.payloadOf(model) : `${topic}-value`;
  }

  /** Every topic there must be, dead letter topics included. */
  topicsOf(): readonly TopicPlan[] {
    return planTopics(this.bundle);
  }

  /** The HTTP status of an error code; 500 for a code outside the catalogue. */
  errorStatus(code: string): number {
    return this.bundle.errors[code]?.status ?? 500;
  }

  readonly #lookup = (fullName: string): AvroJson | undefined => this.bundle.types[fullName]?.schema;

  /** The name, or the schema of a payload whose name is none that Avro knows: `shop/Answer`. */
  #known(typeFullName: string): AvroJson {
    const { schema } = known(this.bundle.types[typeFullName], 'type', typeFullName);
    return typeFullName.includes('/') ? schema : typeFullName;
  }

  #checkOfWriter(schema: AvroJson): ValueCheck {
    const direct = typeof schema === 'object' ? this.#writerCheckOf.get(schema) : undefined;
    if (direct !== undefined) return direct;
    // Constraints are no part of Avro's canonical form, so schemas of one fingerprint may differ in them: the text decides.
    const check = cached(this.#writerChecks, JSON.stringify(schema), () => this.#newCheck(() => jsonSchemaOf(schema, () => undefined)));
    if (typeof schema === 'object') this.#writerCheckOf.set(schema, check);
    return check;
  }
}

export const createContracts = (bundle: Bundle): Contracts => new Contracts(bundle);

const known = <Model>(model: Model | undefined, kind: string, name: string): Model => {
  if (model === undefined) throw new Error(`The contracts have no ${kind} ${name}.`);
  return model;
};

const cached = <Value>(cache: Map<string, Value>, key: string, make: () => Value): Value => {
  const found = cache.get(key);
  if (found !== undefined) return found;
  const made = make();
  cache.set(key, made);
  return made;
};
