/** The codec: values as code holds them to Avro's bytes and back. */
import type { AvroJson } from '../schema/avro-json.ts';
import { readSchema } from '../schema/read-schema.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { reporting } from './codec-error.ts';
import { compileReader } from './read.ts';
import { compileWriter } from './write.ts';

export interface Codec {
  /** Throws `CodecError`. A field that is missing takes its default; a field the schema does not have is an error. */
  encode(value: unknown): Buffer;
  /** Throws `CodecError`, also where bytes are left over. */
  decode(bytes: Buffer): unknown;
}

// Encoding never waits, so one buffer serves all codecs.
const out = new ByteWriter();

/** Compiling costs some hundred microseconds: keep the codec. Throws `SchemaError` for a schema that is not valid or self-contained. */
export const createCodec = (schema: AvroJson): Codec => {
  const parsed = readSchema(schema);
  const write = compileWriter(parsed);
  const read = compileReader(parsed, parsed);
  return {
    encode: (value) =>
      reporting(() => {
        out.reset();
        write(out, value);
        return out.take();
      }),
    decode: (bytes) => decodeAll(read, bytes),
  };
};

/**
 * Reads bytes written by one schema as values of another (added, removed, renamed and promoted fields). Keep what it returns. Throws
 * `IncompatibleError` where the two can never fit; a message that does not fit is a `CodecError`.
 */
export const createReader = (reader: AvroJson, writer: AvroJson): ((bytes: Buffer) => unknown) => {
  const read = compileReader(readSchema(reader), readSchema(writer));
  return (bytes) => decodeAll(read, bytes);
};

const decodeAll = (read: (input: ByteReader) => unknown, bytes: Buffer): unknown =>
  reporting(() => {
    const input = new ByteReader(bytes);
    const value = read(input);
    input.end();
    return value;
  });
