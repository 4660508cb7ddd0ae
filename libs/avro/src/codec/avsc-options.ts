/**
 * Lets clients that are built on avsc (the schema registry's) hold our values: for any schema they get a type that works by our codec.
 * Options are made anew for each schema, because avsc keeps state in them.
 */
import avsc from 'avsc';
import type { AvroJson } from '../schema/avro-json.ts';
import { type Codec, createCodec } from './codec.ts';

class CodecType extends avsc.Type {
  /** The schema as it was given, with every attribute; avsc's own types forget those they do not know. */
  readonly given: AvroJson;
  override readonly name: string | undefined;
  readonly #codec: Codec;

  constructor(schema: AvroJson) {
    super();
    this.given = schema;
    this.#codec = createCodec(schema);
    const { name, namespace } = schema as { readonly name?: string; readonly namespace?: string };
    this.name = name === undefined || name.includes('.') || !namespace ? name : `${namespace}.${name}`;
  }

  override toBuffer(value: unknown): Buffer {
    return this.#codec.encode(value);
  }

  override fromBuffer(bytes: Buffer): unknown {
    return this.#codec.decode(bytes);
  }

  override isValid(value: unknown): boolean {
    try {
      this.#codec.encode(value);
      return true;
    } catch {
      return false;
    }
  }

  override schema(): avsc.schema.AvroSchema {
    return this.given as avsc.schema.AvroSchema;
  }
}

export const avscOptions = (): Partial<avsc.ForSchemaOptions> => ({
  typeHook: (schema) => new CodecType(schema as AvroJson),
});

/** The schema behind a type made with `avscOptions`, its constraints included; undefined for any other. */
export const schemaBehind = (type: unknown): AvroJson | undefined => (type instanceof CodecType ? type.given : undefined);
