/**
 * The Confluent frame around a value: a zero byte, the schema id as four bytes (big endian), then the Avro bytes.
 *
 *     frame => magic(0) schemaId(int32) avro(bytes)
 */
const MAGIC = 0;
const HEAD_BYTES = 5;

export const frame = (schemaId: number, avro: Buffer): Buffer => {
  const framed = Buffer.allocUnsafe(HEAD_BYTES + avro.length);
  framed.writeUInt8(MAGIC, 0);
  framed.writeInt32BE(schemaId, 1);
  avro.copy(framed, HEAD_BYTES);
  return framed;
};

/** Null when the bytes are no frame. */
export const unframe = (bytes: Buffer): { readonly schemaId: number; readonly avro: Buffer } | null => {
  if (bytes.length < HEAD_BYTES || bytes[0] !== MAGIC) return null;
  return { schemaId: bytes.readInt32BE(1), avro: bytes.subarray(HEAD_BYTES) };
};
