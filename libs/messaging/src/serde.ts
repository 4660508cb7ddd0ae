import { CodecError, createCodec, createReader } from '@vyarna/avro';
import type { AvroJson, Contracts, Violation } from '@vyarna/contract';
import type { Logger } from '@vyarna/logger';
import { frame, unframe } from './frame.ts';
import type { RegistryAccess } from './registry-of.ts';
import { Rejection } from './rejection.ts';
import { createSchemaSource, type SchemaSource } from './schema-source.ts';
import { type SentMessage, sentMessages } from './sent-messages.ts';

/** A payload that does not fit its own contract; the sender's fault, found before anything is sent. */
export class PayloadInvalid extends Error {
  override readonly name = 'PayloadInvalid';
  readonly violations: readonly Violation[];

  constructor(message: string, violations: readonly Violation[]) {
    super(`The payload of ${message} does not fit its contract: ${describe(violations)}`);
    this.violations = violations;
  }
}

/** A schema that the registry does not have: the contracts were not pushed. */
export class SchemaMissing extends Error {
  override readonly name = 'SchemaMissing';
  readonly code = 'SCHEMA_MISSING';
}

export interface Decoded {
  readonly schemaId: number;
  readonly payload: unknown;
  readonly writerSchema: AvroJson;
  /** Breaks of the reader's constraints alone: the writer was allowed to send this. */
  readonly readerViolations: readonly Violation[];
}

/** A value as its writer wrote it. */
export type Written = Omit<Decoded, 'readerViolations'>;

/** Values to and from the wire: Avro in the Confluent frame, by schemas that the registry holds. */
export interface Serde {
  /** Looks up the id of all that is to be sent. Throws `RegistryUnavailable` or `SchemaMissing`. */
  prepare(): Promise<void>;
  /** Throws `PayloadInvalid`. Only after `prepare`. */
  encode(message: string, topic: string, payload: unknown): Buffer;
  /** Reads a value as `readerType`. Throws a `Rejection` for bytes that can never be read, `RegistryUnavailable` when it cannot tell now. */
  decode(bytes: Buffer, readerType: string): Promise<Decoded>;
  /** Reads a value whatever type it has, and whether or not it keeps its writer's constraints. Throws as `decode` does. */
  decodeAsWritten(bytes: Buffer): Promise<Written>;
}

export interface SerdeOptions extends RegistryAccess {
  readonly contracts: Contracts;
  readonly app: string;
  /** What is to be encoded; all that the application sends unless given. */
  readonly sends?: readonly SentMessage[];
  readonly logger: Logger;
}

interface Writer {
  readonly schema: AvroJson;
  readonly text: string;
  readonly decode: (avro: Buffer) => unknown;
  /** By the type read, each made once; undefined where that type is written as it is read. */
  readonly readers: Map<string, ((avro: Buffer) => unknown) | undefined>;
}

export const createSerde = (options: SerdeOptions): Serde => serdeOver(createSchemaSource(options), options);

export const serdeOver = (source: SchemaSource, { contracts, app, sends, logger }: Omit<SerdeOptions, keyof RegistryAccess>): Serde => {
  const ids = new Map<string, number>();
  const codecs = new Map<string, ReturnType<typeof createCodec>>();
  const writers = new Map<number, Writer>();

  const prepare = async (): Promise<void> => {
    const wanted = new Map(
      (sends ?? sentMessages(contracts, app)).map(({ message, topic }) => [contracts.subjectOf(message, topic), contracts.payloadOf(message)]),
    );
    const missing: string[] = [];
    await Promise.all(
      [...wanted].map(async ([subject, payload]) => {
        const id = await source.idOf(subject, contracts.schemaOf(payload));
        if (id === null) missing.push(subject);
        else ids.set(subject, id);
      }),
    );
    if (missing.length > 0) throw new SchemaMissing(`The schema registry lacks the schema of this build for ${missing.sort().join(', ')}.`);
    logger.debug({ subjects: ids.size }, 'looked up the schemas to send with');
  };

  const encode = (message: string, topic: string, payload: unknown): Buffer => {
    const type = contracts.payloadOf(message);
    const subject = contracts.subjectOf(message, topic);
    const id = ids.get(subject);
    if (id === undefined)
      throw new Error(`${app} has no schema id for ${subject}: no operation of ${app} sends ${message}, or its serde is not prepared.`);
    const violations = contracts.validate(type, payload);
    if (violations.length > 0) throw new PayloadInvalid(message, violations);
    let codec = codecs.get(type);
    if (codec === undefined) {
      codec = createCodec(contracts.schemaOf(type));
      codecs.set(type, codec);
    }
    try {
      return frame(id, codec.encode(payload));
    } catch (error) {
      // What JSON Schema cannot say, such as half a character or a number beyond 64 bits.
      if (!(error instanceof CodecError)) throw error;
      throw new PayloadInvalid(message, [{ path: error.path, keyword: 'avro', message: `must be ${error.expected}` }]);
    }
  };

  const writerOf = async (schemaId: number): Promise<Writer> => {
    const known = writers.get(schemaId);
    if (known !== undefined) return known;
    const schema = await source.schemaOf(schemaId);
    if (schema === null) throw new Rejection('SCHEMA_UNKNOWN', `the registry has no schema ${schemaId}`);
    const writer = { schema, text: JSON.stringify(schema), decode: codecReader(schemaId, schema), readers: new Map() };
    writers.set(schemaId, writer);
    return writer;
  };

  /** How the writer's bytes become the reader's value; undefined when the two schemas are the same text. */
  const readerOf = (schemaId: number, writer: Writer, type: string): ((avro: Buffer) => unknown) | undefined => {
    if (writer.readers.has(type)) return writer.readers.get(type);
    const schema = contracts.schemaOf(type);
    const isSame = JSON.stringify(schema) === writer.text;
    const reader = isSame ? undefined : readable(schemaId, () => createReader(schema, writer.schema));
    writer.readers.set(type, reader);
    return reader;
  };

  const open = async (bytes: Buffer): Promise<{ readonly schemaId: number; readonly avro: Buffer; readonly writer: Writer }> => {
    const framed = unframe(bytes);
    if (framed === null) throw new Rejection('FRAME_INVALID', `the value of ${bytes.length} bytes does not begin with a Confluent frame`);
    return { ...framed, writer: await writerOf(framed.schemaId) };
  };

  const decodeAsWritten = async (bytes: Buffer): Promise<Written> => {
    const { schemaId, avro, writer } = await open(bytes);
    return { schemaId, payload: read(schemaId, writer.decode, avro), writerSchema: writer.schema };
  };

  const decode = async (bytes: Buffer, readerType: string): Promise<Decoded> => {
    const { schemaId, avro, writer } = await open(bytes);
    const reader = readerOf(schemaId, writer, readerType);
    const written = read(schemaId, writer.decode, avro);
    const violations = contracts.validateWith(writer.schema, written);
    if (violations.length > 0) throw new Rejection('CONSTRAINT_BROKEN', `the value breaks its writer's contract: ${describe(violations)}`);
    if (reader === undefined) return { schemaId, payload: written, writerSchema: writer.schema, readerViolations: [] };
    const payload = read(schemaId, reader, avro);
    return { schemaId, payload, writerSchema: writer.schema, readerViolations: contracts.validate(readerType, payload) };
  };

  return { prepare, encode, decode, decodeAsWritten };
};

const codecReader = (schemaId: number, schema: AvroJson): ((avro: Buffer) => unknown) => {
  const codec = readable(schemaId, () => createCodec(schema));
  return (avro) => codec.decode(avro);
};

const readable = <Made>(schemaId: number, make: () => Made): Made => {
  try {
    return make();
  } catch (cause) {
    throw new Rejection('SCHEMA_UNREADABLE', `values of the schema ${schemaId} cannot be read: ${text(cause)}`, { cause });
  }
};

const read = (schemaId: number, decode: (avro: Buffer) => unknown, avro: Buffer): unknown => {
  try {
    return decode(avro);
  } catch (cause) {
    throw new Rejection('AVRO_INVALID', `the value is not Avro of the schema ${schemaId}: ${text(cause)}`, { cause });
  }
};

const describe = (violations: readonly Violation[]): string => violations.map(({ path, message }) => `${path} ${message}`).join('; ');

const text = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
